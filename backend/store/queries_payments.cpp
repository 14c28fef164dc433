// The payments list: one row an order, in pages, and its totals.
#include "store/queries.h"

#include <algorithm>

#include "store/cursor.h"
#include "store/payment_filter.h"
#include "store/row_values.h"

namespace paydesk::store {
namespace {

// The page is cut first; what needs other tables is looked up for its rows alone.
constexpr std::string_view page_head = R"(
with page as (
  select o.order_id, o.payment_id, o.charge_id, o.created_at, o.seller, o.psp_account, o.currency, o.amount, o.status,
         o.status_since, c.state, c.payment_method, c.error_class, c.last_error, c.psp_payment_id, c.psp_token
    from payment_order o
    join payment p on p.payment_id = o.payment_id
    join charge c on c.charge_id = o.charge_id
   where )";
constexpr std::string_view page_tail = R"()
select page.*, j.attempts, j.max_attempts, j.due_at, j.error_class as job_class, j.last_error as job_error,
       a.number, n.orders, (select position from event_head) as position
  from page
  left join lateral (
    select greatest(j.attempts, j.asks) as attempts, j.max_attempts, j.error_class, j.last_error,
           case when j.state = 'queued' then greatest(j.due_at, j.lease_until) end as due_at
      from job j where j.charge_id = page.charge_id order by j.state = 'dead' desc, j.due_at limit 1) j on true
  left join lateral (
    select number from attempt a where a.payment_id = page.payment_id and a.charge_id = page.charge_id
     order by a.started_at desc limit 1) a on true
  left join lateral (
    select count(*) as orders from payment_order n where n.payment_id = page.payment_id) n on true)";

constexpr std::string_view totals_head = R"(
select h.position, t.currency, t.orders, t.amount
  from event_head h
  left join (
    select o.currency, count(*) as orders, sum(o.amount)::bigint as amount
      from payment_order o)";
constexpr std::string_view totals_tail = R"( group by o.currency) t on true order by t.currency)";

/// The tables beside payment_order that a condition asks; joining the others would only cost.
std::string joins_for(const std::string& condition) {
  std::string joins;
  if (condition.find("p.") != std::string::npos)
    joins += " join payment p on p.payment_id = o.payment_id";
  if (condition.find("c.") != std::string::npos)
    joins += " join charge c on c.charge_id = o.charge_id";
  return joins;
}

views::PaymentRow row_of(const pqxx::row& row, Instant now, const RetryPolicy& retry) {
  views::PaymentRow view;
  view.order_id = text_of(row["order_id"]);
  view.payment_id = text_of(row["payment_id"]);
  view.created_at = optional_instant_of(row["created_at"]);
  view.seller = text_of(row["seller"]);
  view.psp_account = text_of(row["psp_account"]);
  view.psp_reference = text_of(row["psp_payment_id"]);
  if (view.psp_reference.empty())
    view.psp_reference = text_of(row["psp_token"]);
  view.amount = money_of(row["amount"], row["currency"]);
  view.status = text_of(row["status"]);
  view.charge_state = text_of(row["state"]);
  view.attempts = std::max(small_int_of(row["number"]), small_int_of(row["attempts"]));
  view.max_attempts = row["max_attempts"].is_null() ? retry.max_attempts : small_int_of(row["max_attempts"]);
  view.state_since = optional_instant_of(row["status_since"]);
  const auto sla = shown_status_sla(view.status);
  view.late = sla > 0 && view.state_since && now - *view.state_since > std::chrono::seconds(sla);
  view.error_class = text_of(row[row["error_class"].size() > 0 ? "error_class" : "job_class"]);
  view.last_error = text_of(row[row["last_error"].size() > 0 ? "last_error" : "job_error"]);
  view.method = row["payment_method"].size() > 0 ? "Stored method" : "Hosted page";
  view.orders_in_payment = small_int_of(row["orders"]);
  view.next_due_at = optional_instant_of(row["due_at"]);
  view.position = int_of(row["position"]);
  return view;
}

} // namespace

Result<views::ListPaymentsResponse> PgQueries::list_payments(const views::PageRequest& page) {
  const auto limit = page_limit(page);
  if (!limit)
    return tl::unexpected(limit.error());
  const auto scope = page_scope("payments", page);
  const auto now = clock_.now();
  Params params;
  const auto condition = filter_condition(page.filter, payment_filter_fields(), {now, options_.time_zone}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto behind =
      keyset_condition(scope, page, {"o.created_at", "timestamptz"}, {"o.order_id", "uuid"}, params);
  if (!behind)
    return tl::unexpected(behind.error());
  const auto sql = std::string(page_head) + *condition + *behind +
                   keyset_order(page, "o.created_at", "o.order_id", *limit, params) + std::string(page_tail) +
                   (page.oldest_first ? " order by page.created_at, page.order_id"
                                      : " order by page.created_at desc, page.order_id desc");
  return database_.in_transaction([&](Tx& tx) -> Result<views::ListPaymentsResponse> {
    views::ListPaymentsResponse response;
    for (const auto& row : tx.exec_once(sql, params))
      response.rows.push_back(row_of(row, now, options_.retry));
    if (response.rows.empty())
      response.as_of_position = int_of(tx.exec("select position from event_head")[0][0]);
    else
      response.as_of_position = response.rows.front().position;
    if (response.rows.size() > static_cast<std::size_t>(*limit)) {
      response.rows.pop_back();
      const auto& last = response.rows.back();
      response.next_cursor = encode_cursor(scope, {format_instant(*last.created_at), last.order_id});
    }
    return response;
  });
}

Result<views::Totals> PgQueries::summarize_payments(const std::string& filter) {
  Params params;
  const auto condition =
      filter_condition(filter, payment_filter_fields(), {clock_.now(), options_.time_zone}, params);
  if (!condition)
    return tl::unexpected(condition.error());
  const auto sql =
      std::string(totals_head) + joins_for(*condition) + " where " + *condition + std::string(totals_tail);
  return database_.in_transaction([&](Tx& tx) -> Result<views::Totals> {
    views::Totals totals;
    for (const auto& row : tx.exec_once(sql, params)) {
      totals.as_of_position = int_of(row["position"]);
      totals.count += int_of(row["orders"]);
      if (!row["currency"].is_null())
        totals.sums.push_back(money_of(row["amount"], row["currency"]));
    }
    return totals;
  });
}

} // namespace paydesk::store
