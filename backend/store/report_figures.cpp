#include "store/report_figures.h"

#include "store/filter_sql.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

using filter::KeyType;

// A journal is about the PSP account whose accounts it moves; about none where it moves those of several.
constexpr std::string_view revenue_sql = R"(
with moved as (
  select e.transaction_id, a.class, a.currency, e.amount,
         to_char(e.booked_at at time zone 'UTC', case when $5::boolean then 'YYYY-MM-DD' else 'YYYY-MM' end) as period
    from ledger_account a join ledger_entry e on e.account_id = a.account_id
   where a.class = any ($1::text[]) and ($6 = '' or a.currency = $6)
     and e.booked_at > $3::timestamptz and e.booked_at <= $4::timestamptz),
about as (
  select e.transaction_id, min(split_part(a.owner, ':', 1)) as psp_account
    from (select distinct transaction_id from moved) m
    join ledger_entry e using (transaction_id)
    join ledger_account a on a.account_id = e.account_id
   where a.class = any ($2::text[])
   group by e.transaction_id
  having min(split_part(a.owner, ':', 1)) = max(split_part(a.owner, ':', 1)))
select m.period, m.class, coalesce(b.psp_account, '') as psp_account, m.currency,
       coalesce(sum(m.amount) filter (where m.amount > 0), 0)::bigint as debit,
       coalesce(-sum(m.amount) filter (where m.amount < 0), 0)::bigint as credit
  from moved m left join about b using (transaction_id)
 group by m.period, m.class, coalesce(b.psp_account, ''), m.currency
 order by m.period, m.class, psp_account, m.currency
 limit $7::bigint + 1)";

constexpr std::string_view sealed_sql =
    "select nullif(sealed_through, '0001-01-01 00:00:00+00') as sealed_through from ledger_seal";

constexpr std::string_view payouts_head = R"(
select p.state, (b.created_at at time zone 'UTC')::date as created, p.batch_id, p.seller, p.currency, p.amount,
       t.value_date, a.masked, replace(p.payout_id::text, '-', '') as reference
  from payout_batch b
  join payout p on p.batch_id = b.batch_id
  join payout_account a on a.account_id = p.account_id
  left join ledger_transaction t on t.transaction_id = p.transaction_id
 where b.created_at > $1::timestamptz and b.created_at <= $2::timestamptz and )";
constexpr std::string_view payouts_tail = " order by b.created_at, b.batch_id, p.line_no limit $3::bigint + 1";

constexpr FilterField payout_fields[] = {
    {"", KeyType::text, "p.payout_id = any ({ids}) or p.batch_id = any ({ids}) or p.seller = any ({plain})"},
    {"batch", KeyType::text, "p.batch_id = any ({ids})"},
    {"seller", KeyType::text, "p.seller = any ({plain})"},
    {"currency", KeyType::currency, "p.currency = any ({plain})"},
    {"state", KeyType::text, "p.state = any ({plain})"},
};

constexpr std::string_view references_sql = R"(
select payment_id, checkout_reference from payment where payment_id = any ($1::uuid[]))";

template <class Texts> std::string text_array(const Texts& texts) {
  return array_of(texts, [](const std::string& text) { return text; });
}

} // namespace

Result<RevenueFigures> PgReportFigures::revenue(const RevenueQuery& query) {
  return in_snapshot(database_, [&](Tx& tx) -> Result<RevenueFigures> {
    RevenueFigures figures;
    figures.sealed_through = optional_instant_of(tx.exec(sealed_sql)[0]["sealed_through"]);
    for (const auto& row :
         tx.exec(revenue_sql, Params::of(text_array(query.classes), text_array(query.psp_accounts), query.before,
                                         query.until, query.by_day, query.currency, query.limit)))
      figures.rows.push_back({text_of(row["period"]), text_of(row["class"]), text_of(row["psp_account"]),
                              money_of(row["debit"], row["currency"]), money_of(row["credit"], row["currency"])});
    return figures;
  });
}

Result<std::vector<PayoutLine>> PgReportFigures::payouts(const PayoutsQuery& query) {
  auto params = Params::of(query.before, query.until, query.limit);
  const auto condition = filter_condition(query.filter, payout_fields, {clock_.now()}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  std::string sql(payouts_head);
  sql += "(" + *condition + ")";
  sql += payouts_tail;
  return database_.in_transaction([&](Tx& tx) -> Result<std::vector<PayoutLine>> {
    std::vector<PayoutLine> lines;
    for (const auto& row : tx.exec_once(sql, params))
      lines.push_back({text_of(row["state"]), text_of(row["created"]), text_of(row["batch_id"]), text_of(row["seller"]),
                       money_of(row["amount"], row["currency"]), text_of(row["value_date"]), text_of(row["masked"]),
                       text_of(row["reference"])});
    return lines;
  });
}

Result<std::map<std::string, std::string>> PgReportFigures::references(std::span<const std::string> payment_ids) {
  std::map<std::string, std::string> found;
  if (payment_ids.empty())
    return found;
  return database_.in_transaction([&](Tx& tx) -> Result<std::map<std::string, std::string>> {
    for (const auto& row : tx.exec(references_sql, Params::of(text_array(payment_ids))))
      found[text_of(row["payment_id"])] = text_of(row["checkout_reference"]);
    return found;
  });
}

} // namespace paydesk::store
