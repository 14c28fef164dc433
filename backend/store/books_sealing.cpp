// Sealing the ledger's past, and its chain.
#include "store/books.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

constexpr int seal_of = 1000; ///< transactions at most: a seal is read in one piece

// As closing a day, rather later than keeping postings waiting.
constexpr std::string_view patience_sql = "set local lock_timeout = '1s'";

// Sums are for reading: some minutes' entries are as quickly added up.
constexpr std::string_view sum_sql = R"(
select case when sealed_through - summed_through >= interval '5 minutes' then sum_sealed_ledger() end from ledger_seal)";

constexpr std::string_view bounds_sql = R"(
select s.seal_no, encode(s.hash, 'hex') as hash, s.booked_through, s.transaction_through,
       coalesce(b.booked_through, '-infinity') as booked_since,
       coalesce(b.transaction_through, '00000000-0000-0000-0000-000000000000') as transaction_since
  from ledger_chain s left join ledger_chain b on b.seal_no = s.seal_no - 1
 where s.seal_no = $1::bigint)";

constexpr std::string_view sealed_sql = R"(
select t.transaction_id, t.kind, t.cause, t.payment_id, sealed_instant(t.booked_at) as booked_at, t.value_date,
       t.description, e.line, a.class, a.owner, e.currency, e.amount
  from ledger_transaction t
  left join ledger_entry e on e.transaction_id = t.transaction_id
  left join ledger_account a on a.account_id = e.account_id
 where (t.booked_at, t.transaction_id) > ($1::timestamptz, $2::uuid)
   and (t.booked_at, t.transaction_id) <= ($3::timestamptz, $4::uuid)
 order by t.booked_at, t.transaction_id, e.line)";

void add_row(ledger_chain::Seal& seal, const pqxx::row& row) {
  const auto id = text_of(row["transaction_id"]);
  if (seal.transactions.empty() || seal.transactions.back().transaction_id != id)
    seal.transactions.push_back({id, text_of(row["kind"]), text_of(row["cause"]), text_of(row["payment_id"]),
                                 text_of(row["booked_at"]), text_of(row["value_date"]), text_of(row["description"]), {}});
  if (!row["line"].is_null())
    seal.transactions.back().entries.push_back({int_of(row["line"]), text_of(row["class"]), text_of(row["owner"]),
                                                text_of(row["currency"]), int_of(row["amount"])});
}

} // namespace

// Three transactions: what is sealed and what is chained has to be seen by what comes behind it.
Result<int> PgBooks::seal(Instant through) {
  const auto sealed = database_.in_transaction([&](Tx& tx) -> Result<void> {
    tx.exec(patience_sql);
    tx.exec("select seal_ledger($1::timestamptz)", Params::of(through));
    return {};
  });
  if (!sealed)
    return tl::unexpected(sealed.error());
  int chained = 0;
  for (int more = seal_of; more == seal_of; chained += more) {
    const auto made = database_.in_transaction([](Tx& tx) -> Result<int> {
      return static_cast<int>(int_of(tx.exec("select chain_sealed_ledger($1::int)", Params::of(seal_of))[0][0]));
    });
    if (!made)
      return made;
    more = *made;
  }
  const auto summed = database_.in_transaction([](Tx& tx) -> Result<void> {
    tx.exec(sum_sql);
    return {};
  });
  return summed ? Result<int>(chained) : tl::unexpected(summed.error());
}

Result<views::LedgerSeal> PgBooks::ledger_seal(std::int64_t seal_no) {
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::LedgerSeal> {
    const auto bounds = tx.exec(bounds_sql, Params::of(seal_no));
    if (bounds.empty())
      return fail(ErrorCode::not_found, "there is no seal " + std::to_string(seal_no), "seal_no");
    const auto& bound = bounds[0];
    views::LedgerSeal seal{int_of(bound["seal_no"]), text_of(bound["hash"]), {}};
    for (const auto& row :
         tx.exec(sealed_sql, Params::of(text_of(bound["booked_since"]), text_of(bound["transaction_since"]),
                                        text_of(bound["booked_through"]), text_of(bound["transaction_through"]))))
      add_row(seal, row);
    return seal;
  });
}

} // namespace paydesk::store
