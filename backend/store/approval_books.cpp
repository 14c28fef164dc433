// The books as the journals of people need them, inside an approval's transaction.
#include "store/approval_tx.h"
#include "store/columns.h"
#include "store/journals.h"

namespace paydesk::store {
namespace {

constexpr std::string_view sellers_sql = R"(
select s from unnest($1::text[]) as s where exists (select from wallet w where w.seller = s))";

constexpr std::string_view accounts_sql = R"(
select psp_account from psp_account where psp_account = any ($1::text[]))";

// Wallets are locked in the order in which postings lock them.
constexpr std::string_view lock_sql = R"(
select from wallet w
  join (select * from unnest($1::text[], $2::text[]) as v(seller, currency)) k using (seller, currency)
 order by w.seller, w.currency for update of w)";

constexpr std::string_view balances_sql = R"(
select coalesce(w.balance, 0)
  from unnest($1::text[], $2::text[]) with ordinality as k(seller, currency, n)
  left join wallet w on w.seller = k.seller and w.currency = k.currency order by k.n)";

// A lock of its own: what facts book only adds to what is owed, or has left already.
constexpr std::string_view lock_buyers_sql = "select pg_advisory_xact_lock(hashtext('buyer_payable'))";

constexpr std::string_view owed_to_buyers_sql = R"(
select coalesce((select (s.credit - s.debit)::bigint
                   from ledger_account a cross join lateral account_sums(a.account_id, 'infinity') s
                  where a.class = 'buyer_payable' and a.owner = '' and a.currency = k.currency), 0)
  from unnest($1::text[]) with ordinality as k(currency, n) order by k.n)";

constexpr std::string_view journal_sql = R"(
select t.kind, r.transaction_id as reversed_by, a.class, a.owner, e.currency, e.amount
  from ledger_transaction t
  join ledger_entry e on e.transaction_id = t.transaction_id
  join ledger_account a on a.account_id = e.account_id
  left join manual_journal r on r.reverses = t.transaction_id
 where t.transaction_id = $1::uuid order by e.line)";

constexpr std::string_view link_sql = R"(
insert into manual_journal (transaction_id, approval_id, reverses) values ($1::uuid, $2::uuid, $3::uuid))";

constexpr std::string_view knows_invoice_sql = R"(
select exists (select from psp_invoice where psp_account = $1::text and number = $2::text))";

constexpr std::string_view add_invoice_sql = R"(
insert into psp_invoice (transaction_id, approval_id, psp_account, number, currency, total)
values ($1::uuid, $2::uuid, $3::text, $4::text, $5::text, $6::bigint))";

std::string texts(std::span<const std::string> items) {
  return array_of(items, [](const std::string& item) { return item; });
}

std::vector<std::string> first_column(const pqxx::result& rows) {
  std::vector<std::string> found;
  for (const auto& row : rows)
    found.push_back(text_of(row[0]));
  return found;
}

} // namespace

std::vector<std::string> PgApprovalTx::known_sellers(std::span<const std::string> sellers) {
  return first_column(tx_.exec(sellers_sql, Params::of(texts(sellers))));
}

std::vector<std::string> PgApprovalTx::known_psp_accounts(std::span<const std::string> accounts) {
  return first_column(tx_.exec(accounts_sql, Params::of(texts(accounts))));
}

std::vector<std::int64_t> PgApprovalTx::balances(std::span<const SellerCurrency> wallets, bool lock) {
  Columns<2> keys;
  for (const auto& [seller, currency] : wallets)
    keys.add(seller, currency.code());
  if (lock)
    tx_.exec(lock_sql, keys.params());
  std::vector<std::int64_t> balances;
  for (const auto& row : tx_.exec(balances_sql, keys.params()))
    balances.push_back(int_of(row[0]));
  return balances;
}

std::vector<std::int64_t> PgApprovalTx::owed_to_buyers(std::span<const Currency> currencies, bool lock) {
  if (lock)
    tx_.exec(lock_buyers_sql);
  Columns<1> codes;
  for (const auto& currency : currencies)
    codes.add(currency.code());
  std::vector<std::int64_t> owed;
  for (const auto& row : tx_.exec(owed_to_buyers_sql, codes.params()))
    owed.push_back(int_of(row[0]));
  return owed;
}

std::optional<BookedJournal> PgApprovalTx::journal(const Uuid& transaction_id) {
  const auto rows = tx_.exec(journal_sql, Params::of(transaction_id));
  if (rows.empty())
    return std::nullopt;
  BookedJournal journal;
  for (const auto& row : rows) {
    Cells cells(row);
    journal.kind = cells.text();
    journal.reversed_by = cells.optional_uuid();
    auto account_class = cells.text();
    auto owner = cells.text();
    const auto currency = Currency::find(cells.c_str()).value_or(Currency{});
    journal.lines.push_back({{std::move(account_class), std::move(owner)}, currency, cells.integer()});
  }
  return journal;
}

bool PgApprovalTx::knows_psp_invoice(std::string_view psp_account, std::string_view number) {
  return bool_of(tx_.exec(knows_invoice_sql, Params::of(psp_account, number))[0][0]);
}

void PgApprovalTx::add_psp_invoice(const Uuid& transaction_id, const Uuid& approval_id, std::string_view psp_account,
                                   std::string_view number, const Money& total) {
  tx_.exec(add_invoice_sql,
           Params::of(transaction_id, approval_id, psp_account, number, total.currency.code(), total.minor));
}

void PgApprovalTx::write(const Journal& journal) { write_journals(tx_, {&journal, 1}, {}); }

void PgApprovalTx::add_manual_journal(const Uuid& transaction_id, const Uuid& approval_id,
                                      const std::optional<Uuid>& reverses) {
  tx_.exec(link_sql, Params::of(transaction_id, approval_id, reverses));
}

} // namespace paydesk::store
