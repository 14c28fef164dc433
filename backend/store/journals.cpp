#include "store/journals.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace paydesk::store {
namespace {

constexpr std::string_view accounts_sql = R"(
insert into ledger_account (class, owner, currency)
select * from unnest($1::text[], $2::text[], $3::text[]) as a(class, owner, currency)
 where not exists (select from ledger_account l where l.class = a.class and l.owner = a.owner
                      and l.currency = a.currency)
 order by 1, 2, 3
on conflict do nothing)";

constexpr std::string_view transactions_sql = R"(
insert into ledger_transaction (transaction_id, kind, cause, payment_id, booked_at, book_date, value_date, description)
select id, kind, cause, payment_id, booked_at, (booked_at at time zone 'UTC')::date,
       coalesce(nullif(value_date, '')::date, (booked_at at time zone 'UTC')::date), description
  from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::timestamptz[], $6::text[], $7::text[])
       as j(id, kind, cause, payment_id, booked_at, value_date, description))";

constexpr std::string_view entries_sql = R"(
insert into ledger_entry (transaction_id, line, account_id, currency, amount, booked_at)
select e.id, e.line, a.account_id, e.currency, e.amount, e.booked_at
  from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[])
       as e(id, line, class, owner, currency, amount, booked_at)
  join ledger_account a on a.class = e.class and a.owner = e.owner and a.currency = e.currency)";

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

void write_accounts(Tx& tx, std::span<const Journal> journals) {
  std::set<std::tuple<std::string, std::string, std::string>> names;
  for (const auto& journal : journals)
    for (const auto& line : journal.lines)
      names.emplace(line.account.account_class, line.account.owner, line.currency.to_string());
  Array classes, owners, currencies;
  for (const auto& [account_class, owner, currency] : names) {
    classes.add(account_class);
    owners.add(owner);
    currencies.add(currency);
  }
  tx.exec(accounts_sql, Params::of(classes.text(), owners.text(), currencies.text()));
}

/// Sealed time takes nothing any more: what was decided before it was sealed, or by a clock that was set back, is
/// booked as soon as it can be. Whoever seals waits from here until the transaction ends.
Instant open_from(Tx& tx) { return instant_of(tx.exec("select ledger_open_from()")[0][0]); }

void write_transactions(Tx& tx, std::span<const Journal> journals, Instant open_from) {
  Array ids, kinds, causes, payments, booked, values, descriptions;
  for (const auto& journal : journals) {
    ids.add(journal.id);
    kinds.add(journal.kind);
    causes.add(journal.cause);
    payments.add(journal.payment_id);
    booked.add(std::max(journal.booked_at, open_from));
    values.add(journal.value_date);
    descriptions.add(journal.description);
  }
  Params params;
  for (const auto* column : {&ids, &kinds, &causes, &payments, &booked, &values, &descriptions})
    params.add(*column);
  tx.exec(transactions_sql, params);
}

void write_entries(Tx& tx, std::span<const Journal> journals, Instant open_from) {
  Array ids, lines, classes, owners, currencies, amounts, booked;
  for (const auto& journal : journals)
    for (std::size_t i = 0; i < journal.lines.size(); ++i) {
      const auto& line = journal.lines[i];
      ids.add(journal.id);
      lines.add(i + 1);
      classes.add(line.account.account_class);
      owners.add(line.account.owner);
      currencies.add(line.currency.code());
      amounts.add(line.amount);
      booked.add(std::max(journal.booked_at, open_from));
    }
  Params params;
  for (const auto* column : {&ids, &lines, &classes, &owners, &currencies, &amounts, &booked})
    params.add(*column);
  tx.exec(entries_sql, params);
}

void write_wallets(Tx& tx, const WalletDeltas& deltas) {
  Array sellers, currencies, balances, pendings, reserveds;
  for (const auto& [key, delta] : deltas) {
    sellers.add(key.first);
    currencies.add(key.second);
    balances.add(delta.balance);
    pendings.add(delta.pending);
    reserveds.add(delta.reserved);
  }
  Params params;
  for (const auto* column : {&sellers, &currencies, &balances, &pendings, &reserveds})
    params.add(*column);
  tx.exec(wallets_sql, params);
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
    write_accounts(tx, journals);
    const auto open = open_from(tx);
    write_transactions(tx, journals, open);
    write_entries(tx, journals, open);
  }
  if (!deltas.empty())
    write_wallets(tx, deltas);
}

} // namespace paydesk::store
