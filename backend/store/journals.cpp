#include "store/journals.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "store/columns.h"

namespace paydesk::store {
namespace {

// Which accounts there are, in the order asked for, and the first instant at which something can be booked.
constexpr std::string_view accounts_sql = R"(
select ledger_open_from(), array_agg(l.account_id order by n.place)
  from unnest($1::text[], $2::text[], $3::text[]) with ordinality as n(class, owner, currency, place)
  left join ledger_account l on l.class = n.class and l.owner = n.owner and l.currency = n.currency)";

constexpr std::string_view new_accounts_sql = R"(
insert into ledger_account (class, owner, currency)
select * from unnest($1::text[], $2::text[], $3::text[]) as a(class, owner, currency)
 where not exists (select from ledger_account l where l.class = a.class and l.owner = a.owner
                      and l.currency = a.currency)
 order by 1, 2, 3
on conflict do nothing)";

// Transactions by their place: an entry takes only numbers along.
constexpr std::string_view journals_sql = R"(
with made as (
  insert into ledger_transaction (transaction_id, kind, cause, payment_id, booked_at, book_date, value_date, description)
  select id, kind, cause, payment_id, booked_at, (booked_at at time zone 'UTC')::date,
         coalesce(nullif(value_date, '')::date, (booked_at at time zone 'UTC')::date), description
    from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
         as j(id, booked_at, kind, cause, payment_id, value_date, description))
insert into ledger_entry (transaction_id, line, account_id, currency, amount, booked_at)
select ($1::uuid[])[e.place], e.line, e.account_id, e.currency, e.amount, ($2::timestamptz[])[e.place]
  from unnest($8::int[], $9::int[], $10::bigint[], $11::text[], $12::bigint[])
       as e(place, line, account_id, currency, amount))";

constexpr std::string_view wallets_sql = R"(
insert into wallet as w (seller, currency, balance, pending, reserved)
select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) order by 1, 2
on conflict (seller, currency) do update
   set balance = w.balance + excluded.balance, pending = w.pending + excluded.pending,
       reserved = w.reserved + excluded.reserved)";

struct WalletDelta {
  std::int64_t balance = 0, pending = 0, reserved = 0;
};
using WalletDeltas = std::map<std::pair<std::string, std::string>, WalletDelta>;

using AccountKey = std::tuple<std::string_view, std::string_view, Currency>;

struct AccountHash {
  std::size_t operator()(const AccountKey& key) const noexcept {
    const auto& [account_class, owner, currency] = key;
    const std::hash<std::string_view> hash;
    return hash(account_class) * 31 * 31 + hash(owner) * 31 + hash(currency.code());
  }
};

/// The accounts of some journals, and from when on they take something.
struct OpenAccounts {
  std::vector<std::size_t> of_lines; ///< places in `ids`, line by line of all journals
  std::vector<std::string> ids;
  Instant from;
};

/// Sealed time takes nothing any more: what was decided before it was sealed, or by a clock that was set back, is
/// booked as soon as it can be. Whoever seals waits from here until the transaction ends.
OpenAccounts open_accounts(Tx& tx, std::span<const Journal> journals) {
  OpenAccounts open;
  std::unordered_map<AccountKey, std::size_t, AccountHash> places;
  Columns<3> names;
  for (const auto& journal : journals)
    for (const auto& line : journal.lines) {
      const auto [at, fresh] =
          places.try_emplace({line.account.account_class, line.account.owner, line.currency}, places.size());
      if (fresh)
        names.add(line.account.account_class, line.account.owner, line.currency.code());
      open.of_lines.push_back(at->second);
    }
  auto row = tx.exec(accounts_sql, names.params())[0];
  if (text_of(row[1]).find("NULL") != std::string::npos) {
    tx.exec(new_accounts_sql, names.params());
    row = tx.exec(accounts_sql, names.params())[0];
  }
  open.from = instant_of(row[0]);
  const auto ids = text_of(row[1]); // {17,4,2}
  for (std::size_t begin = 1; begin < ids.size();) {
    const auto end = ids.find_first_of(",}", begin);
    open.ids.push_back(ids.substr(begin, end - begin));
    begin = end + 1;
  }
  return open;
}

void write_rows(Tx& tx, std::span<const Journal> journals, const OpenAccounts& open) {
  Columns<7> transactions;
  Columns<5> entries;
  auto account = open.of_lines.begin();
  for (std::size_t place = 0; place < journals.size(); ++place) {
    const auto& journal = journals[place];
    transactions.add(journal.id, std::max(journal.booked_at, open.from), journal.kind, journal.cause,
                     journal.payment_id, journal.value_date, journal.description);
    for (std::size_t i = 0; i < journal.lines.size(); ++i)
      entries.add(place + 1, i + 1, open.ids[*account++], journal.lines[i].currency.code(), journal.lines[i].amount);
  }
  tx.exec(journals_sql, transactions.params().add(entries.params()));
}

void write_wallets(Tx& tx, const WalletDeltas& deltas) {
  Columns<5> rows;
  for (const auto& [key, delta] : deltas)
    rows.add(key.first, key.second, delta.balance, delta.pending, delta.reserved);
  run(tx, wallets_sql, rows);
}

} // namespace

void write_journals(Tx& tx, std::span<const Journal> journals, std::span<const WalletChange> changes) {
  WalletDeltas deltas;
  for (const auto& journal : journals)
    for (const auto& line : journal.lines)
      if (line.account.account_class == "seller_payable")
        deltas[{line.account.owner, line.currency.to_string()}].balance -= line.amount;
  for (const auto& change : changes) {
    auto& delta = deltas[{change.seller, change.currency.to_string()}];
    delta.pending += change.pending;
    delta.reserved += change.reserved;
  }
  if (!journals.empty()) {
    write_rows(tx, journals, open_accounts(tx, journals));
  }
  if (!deltas.empty())
    write_wallets(tx, deltas);
}

} // namespace paydesk::store
