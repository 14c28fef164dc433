// Balances, journals and wallets.
#include "store/queries.h"

#include "store/cursor.h"
#include "store/filter_sql.h"
#include "store/journal_rows.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

// "psp" finds every class that begins so; "psp_receivable:ca" the owners of one class that begin so.
constexpr std::string_view balances_sql = R"(
select a.class, a.owner, a.currency, coalesce(sum(e.amount) filter (where e.amount > 0), 0)::bigint as debit,
       coalesce(-sum(e.amount) filter (where e.amount < 0), 0)::bigint as credit
  from ledger_account a
  left join ledger_entry e on e.account_id = a.account_id
 where case when $3::boolean then a.class = $1 and starts_with(a.owner, $2) else starts_with(a.class, $1) end
 group by a.class, a.owner, a.currency
 order by a.class, a.owner, a.currency)";

constexpr std::string_view entries_head = R"(
with page as (
  select t.* from ledger_transaction t where )";
constexpr std::string_view entries_tail = R"()
select t.transaction_id, t.kind, t.booked_at, t.book_date, t.value_date, t.description, t.payment_id, a.class, a.owner,
       e.currency, e.amount
  from page t
  join ledger_entry e on e.transaction_id = t.transaction_id
  join ledger_account a on a.account_id = e.account_id
 order by )";

constexpr FilterField entry_fields[] = {
    {"", KeyType::text, "t.transaction_id = any ({ids}) or t.payment_id = any ({ids}) "
                        "or t.cause ilike any ({contains}) or t.description ilike any ({contains})"},
    {"created", KeyType::time, "t.booked_at"},
    {"kind", KeyType::text, "t.kind = any ({plain})"},
    {"currency", KeyType::currency, "exists (select from ledger_entry e where e.transaction_id = t.transaction_id "
                                    "and e.currency = any ({plain}))"},
};

constexpr std::string_view wallets_head = R"(
select seller, currency, balance, pending, reserved from wallet where )";

constexpr FilterField wallet_fields[] = {
    {"", KeyType::text, "seller ilike any ({contains})"},
    {"seller", KeyType::text, "seller = any ({plain})"},
    {"currency", KeyType::currency, "currency = any ({plain})"},
    {"amount", KeyType::amount, "balance", "currency"},
};

constexpr std::string_view wallets_of_sql = R"(
select s.seller, $2::text as currency, coalesce(w.balance, 0) as balance, coalesce(w.pending, 0) as pending,
       coalesce(w.reserved, 0) as reserved
  from unnest($1::text[]) with ordinality as s(seller, place)
  left join wallet w on w.seller = s.seller and w.currency = $2
 order by s.place)";

struct AccountPrefix {
  std::string account_class, owner;
  bool whole_class = false; ///< a colon ended the class
};

AccountPrefix split_account(const std::string& account) {
  const auto colon = account.find(':');
  if (colon == std::string::npos)
    return {account, {}, false};
  return {account.substr(0, colon), account.substr(colon + 1), true};
}

views::Wallet wallet_of(const pqxx::row& row) {
  views::Wallet wallet;
  wallet.seller = text_of(row["seller"]);
  wallet.balance = money_of(row["balance"], row["currency"]);
  wallet.pending = money_of(row["pending"], row["currency"]);
  wallet.reserved = money_of(row["reserved"], row["currency"]);
  wallet.available = {wallet.balance.minor - wallet.pending.minor - wallet.reserved.minor, wallet.balance.currency};
  return wallet;
}

/// The transactions that touch an account, or belong to a payment.
Result<std::string> entry_conditions(const views::ListEntriesRequest& request, Params& params) {
  const auto next = [&] { return "$" + std::to_string(params.values().size()); };
  std::string sql;
  if (!request.payment_id.empty()) {
    const auto id = Uuid::parse(request.payment_id);
    if (!id)
      return invalid("payment_id", "is not a UUID");
    params.add(*id);
    sql += " and t.payment_id = " + next() + "::uuid";
  }
  if (request.account.empty())
    return sql;
  const auto account = split_account(request.account);
  params.add(account.account_class);
  sql += " and exists (select from ledger_entry e join ledger_account a on a.account_id = e.account_id "
         "where e.transaction_id = t.transaction_id and a.class = " +
         next();
  if (account.whole_class) {
    params.add(account.owner);
    sql += " and a.owner = " + next();
  }
  return sql + ")";
}

} // namespace

Result<std::vector<views::AccountBalance>> PgQueries::balances(const std::string& account_prefix) {
  const auto account = split_account(account_prefix);
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<views::AccountBalance>> {
    std::vector<views::AccountBalance> balances;
    for (const auto& row :
         tx.exec(balances_sql, Params::of(account.account_class, account.owner, account.whole_class))) {
      views::AccountBalance balance;
      balance.account = text_of(row["class"]);
      if (row["owner"].size() > 0)
        balance.account += ":" + text_of(row["owner"]);
      balance.debit = money_of(row["debit"], row["currency"]);
      balance.credit = money_of(row["credit"], row["currency"]);
      balance.balance = {balance.debit.minor - balance.credit.minor, balance.debit.currency};
      balances.push_back(std::move(balance));
    }
    return balances;
  });
}

Result<views::ListEntriesResponse> PgQueries::entries(const views::ListEntriesRequest& request) {
  const auto& page = request.page;
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("entries\n" + request.account + "\n" + request.payment_id, page);
  Params params;
  const auto filtered = filter_condition(page.filter, entry_fields, {clock_.now(), options_.time_zone}, params);
  if (!filtered)
    return tl::unexpected(filtered.error());
  const auto narrowed = entry_conditions(request, params);
  if (!narrowed)
    return tl::unexpected(narrowed.error());
  const auto behind =
      keyset_condition(scope, page, {"t.booked_at", "timestamptz"}, {"t.transaction_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(entries_head) + *filtered + *narrowed + *behind +
                   keyset_order(page, "t.booked_at", "t.transaction_id", *limit, params) + std::string(entries_tail) +
                   (page.oldest_first ? "t.booked_at, t.transaction_id, e.line"
                                      : "t.booked_at desc, t.transaction_id desc, e.line");
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListEntriesResponse> {
    views::ListEntriesResponse response;
    response.journals = journals_of(tx.exec_once(sql, params));
    if (response.journals.size() > static_cast<std::size_t>(*limit)) {
      response.journals.pop_back();
      const auto& last = response.journals.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.booked_at), last.id});
    }
    return response;
  });
}

Result<views::ListWalletsResponse> PgQueries::wallets(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("wallets", page);
  // By seller, A to Z unless turned round: wallets have no age.
  auto ordered = page;
  ordered.oldest_first = !page.oldest_first;
  Params params;
  const auto filtered = filter_condition(page.filter, wallet_fields, {clock_.now(), options_.time_zone}, params);
  if (!filtered)
    return tl::unexpected(filtered.error());
  const auto behind = keyset_condition(scope, ordered, {"seller", "text"}, {"currency", "text"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(wallets_head) + *filtered + *behind +
                   keyset_order(ordered, "seller", "currency", *limit, params);
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListWalletsResponse> {
    views::ListWalletsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(wallet_of(row));
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {last.seller, last.balance.currency.to_string()});
    }
    return response;
  });
}

Result<std::vector<views::Wallet>> PgQueries::wallets_of(const std::vector<std::string>& sellers, Currency currency) {
  const auto params = Params::of(array_of(sellers, [](const auto& seller) { return seller; }), currency.code());
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<views::Wallet>> {
    std::vector<views::Wallet> wallets;
    for (const auto& row : tx.exec(wallets_of_sql, params))
      wallets.push_back(wallet_of(row));
    return wallets;
  });
}

} // namespace paydesk::store
