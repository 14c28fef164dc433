// One payment, whole: nine statements in one snapshot, however long its life was.
#include "store/queries.h"

#include <algorithm>

#include "core/lifecycle.h"
#include "core/status.h"
#include "store/journal_rows.h"
#include "store/payment_rows.h"
#include "store/refund_rows.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

// By the payment's id its first charge, by an order's id that order's charge.
constexpr std::string_view head_sql = R"(
select p.payment_id, p.created_at, p.buyer, p.checkout_reference, p.currency, p.total, c.charge_id, c.psp_account,
       c.psp_token, c.psp_payment_id, c.state, c.state_since, c.expires_at, c.captured, c.capture_mode,
       case when k.due_at is not null then greatest(k.due_at, c.state_since + make_interval(secs => $2)) end as check_at, c.hosted_page_url, c.error_class, c.last_error, s.paused, s.paused_by, s.pause_reason,
       (select position from event_head) as position
  from charge c
  join payment p on p.payment_id = c.payment_id
  join psp_account s on s.psp_account = c.psp_account
  left join charge_check k on k.charge_id = c.charge_id
 where c.charge_id = (select charge_id from payment_order where order_id = $1::uuid or payment_id = $1::uuid
                       order by order_id = $1::uuid desc, line_no limit 1))";

constexpr std::string_view orders_sql = R"(
select order_id, seller, reference, description, amount, captured, refunded, refund_pending, disputed, lost, settled,
       commission, status
  from payment_order where payment_id = $1::uuid order by line_no, order_id)";

constexpr std::string_view history_sql = R"(
select at, subject, code, from_state, to_state, source, detail, superseded
  from history where payment_id = $1::uuid order by history_id desc limit 1000)";

constexpr std::string_view attempts_sql = R"(
select started_at, finished_at, operation, number, http_status, error_class, error_code, message, latency_ms, request,
       response
  from attempt where payment_id = $1::uuid order by started_at desc limit 500)";

constexpr std::string_view webhooks_sql = R"(
select received_at, event_type, event_id, state, message
  from webhook_event where payment_id = $1::uuid order by received_at desc limit 500)";

constexpr std::string_view jobs_sql = R"(
select kind, ask, state, due_at, attempts, asks, max_attempts, error_class, last_error
  from job where charge_id = $1::uuid order by due_at, job_id)";

constexpr std::string_view disputes_sql = R"(
select psp_reference, state, amount, currency, withheld > 0 as withdrawn
  from dispute where charge_id = $1::uuid order by created_at, dispute_id)";

constexpr std::string_view journals_sql = R"(
select t.transaction_id, t.kind, t.booked_at, t.book_date, t.value_date, t.description, t.payment_id, a.class, a.owner,
       e.currency, e.amount
  from ledger_transaction t
  join ledger_entry e on e.transaction_id = t.transaction_id
  join ledger_account a on a.account_id = e.account_id
 where t.payment_id = $1::uuid
 order by t.booked_at, t.transaction_id, e.line)";

constexpr std::string_view refunds_sql = R"(
select r.refund_id, r.order_id, r.payment_id, r.created_at, r.amount, r.currency, r.state, r.reason, r.note,
       r.requested_by, r.psp_reference, r.decided_by, o.seller
  from refund r
  join payment_order o on o.order_id = r.order_id
 where r.payment_id = $1::uuid order by r.created_at, r.refund_id)";

PaymentRows head_of(const pqxx::row& row) {
  PaymentRows rows;
  auto& detail = rows.detail;
  rows.currency = Currency::find(text_of(row["currency"])).value_or(Currency{});
  detail.payment_id = text_of(row["payment_id"]);
  detail.charge_id = text_of(row["charge_id"]);
  detail.created_at = optional_instant_of(row["created_at"]);
  detail.buyer = text_of(row["buyer"]);
  detail.checkout_reference = text_of(row["checkout_reference"]);
  detail.psp_account = text_of(row["psp_account"]);
  detail.psp_token = text_of(row["psp_token"]);
  detail.psp_payment_id = text_of(row["psp_payment_id"]);
  detail.total = money_of(row["total"], row["currency"]);
  detail.charge_state = text_of(row["state"]);
  detail.state_since = optional_instant_of(row["state_since"]);
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, detail.charge_state);
  detail.sla_seconds = state == nullptr ? 0 : state->sla_s;
  detail.expires_at = optional_instant_of(row["expires_at"]);
  detail.capture_mode = text_of(row["capture_mode"]);
  detail.hosted_page_url = text_of(row["hosted_page_url"]);
  detail.position = int_of(row["position"]);
  rows.error_class = text_of(row["error_class"]);
  rows.last_error = text_of(row["last_error"]);
  rows.check_at = optional_instant_of(row["check_at"]);
  rows.paused = bool_of(row["paused"]);
  rows.paused_by = text_of(row["paused_by"]);
  rows.pause_reason = text_of(row["pause_reason"]);
  return rows;
}

void add_orders(PaymentRows& rows, const pqxx::result& found) {
  std::int64_t refunded = 0;
  for (const auto& row : found) {
    const auto money = [&](const char* column) { return Money{int_of(row[column]), rows.currency}; };
    views::OrderDetail order;
    order.order_id = text_of(row["order_id"]);
    order.seller = text_of(row["seller"]);
    order.reference = text_of(row["reference"]);
    order.description = text_of(row["description"]);
    order.amount = money("amount");
    order.captured = money("captured");
    order.refunded = money("refunded");
    order.refund_pending = money("refund_pending");
    order.disputed = money("disputed");
    order.lost = money("lost");
    order.settled = money("settled");
    order.commission = money("commission");
    order.status = text_of(row["status"]);
    const OrderAmounts amounts{order.amount.minor,         order.captured.minor, order.refunded.minor,
                               order.refund_pending.minor, order.disputed.minor, order.lost.minor,
                               order.settled.minor};
    order.refundable = {std::max<std::int64_t>(amounts.refundable(), 0), rows.currency};
    rows.captured += order.captured.minor;
    rows.refundable += order.refundable.minor;
    refunded += order.refunded.minor;
    rows.detail.orders.push_back(std::move(order));
  }
  rows.detail.captured = {rows.captured, rows.currency};
  rows.detail.refunded = {refunded, rows.currency};
  rows.detail.refundable = {rows.refundable, rows.currency};
}

void add_history(PaymentRows& rows, const pqxx::result& found) {
  for (const auto& row : found) {
    views::TimelineEntry entry;
    entry.at = optional_instant_of(row["at"]);
    entry.subject = text_of(row["subject"]);
    entry.code = text_of(row["code"]);
    entry.superseded = bool_of(row["superseded"]);
    entry.kind = history_kind(entry.subject, entry.code, text_of(row["source"]));
    entry.title = history_title(entry.subject, entry.code, entry.superseded);
    entry.detail = text_of(row["detail"]);
    entry.from_state = text_of(row["from_state"]);
    entry.to_state = text_of(row["to_state"]);
    entry.duration_ms = -1;
    rows.detail.timeline.push_back(std::move(entry));
  }
}

views::TimelineEntry attempt_of(const pqxx::row& row) {
  views::TimelineEntry entry;
  entry.at = optional_instant_of(row["started_at"]);
  entry.kind = "attempt";
  entry.subject = "charge";
  entry.code = text_of(row["operation"]);
  entry.error_class = text_of(row["error_class"]);
  if (entry.error_class == "none")
    entry.error_class.clear();
  entry.title = attempt_title(entry.code, !row["finished_at"].is_null(), entry.error_class);
  entry.http_status = small_int_of(row["http_status"]);
  entry.detail = "attempt " + text_of(row["number"]);
  for (const char* column : {"error_code", "message"})
    if (row[column].size() > 0)
      entry.detail += ", " + text_of(row[column]);
  entry.duration_ms = int_of(row["latency_ms"]);
  entry.request = text_of(row["request"]);
  entry.response = text_of(row["response"]);
  return entry;
}

void add_attempts(PaymentRows& rows, const pqxx::result& found) {
  for (const auto& row : found) {
    auto entry = attempt_of(row);
    if (!entry.error_class.empty() && ++rows.failed_attempts == 1)
      rows.last_failure = entry;
    rows.detail.timeline.push_back(std::move(entry));
  }
}

void add_webhooks(PaymentRows& rows, const pqxx::result& found) {
  rows.webhooks = found.size();
  for (const auto& row : found) {
    const auto state = text_of(row["state"]);
    views::TimelineEntry entry;
    entry.at = optional_instant_of(row["received_at"]);
    entry.kind = "webhook";
    entry.subject = "charge";
    entry.code = text_of(row["event_type"]);
    entry.title = webhook_title(entry.code, state);
    entry.detail = text_of(row["event_id"]);
    if (row["message"].size() > 0)
      entry.detail += ", " + text_of(row["message"]);
    entry.superseded = state == "superseded";
    entry.duration_ms = -1;
    rows.detail.timeline.push_back(std::move(entry));
  }
}

void add_jobs(PaymentRows& rows, const pqxx::result& found) {
  for (const auto& row : found)
    rows.jobs.push_back({text_of(row["kind"]), bool_of(row["ask"]), text_of(row["state"]) == "dead",
                         instant_of(row["due_at"]), static_cast<int>(int_of(row["attempts"])),
                         static_cast<int>(int_of(row["asks"])), static_cast<int>(int_of(row["max_attempts"])),
                         text_of(row["error_class"]), text_of(row["last_error"])});
}

} // namespace

Result<views::PaymentDetail> PgQueries::payment(const Uuid& payment_or_order_id) {
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::PaymentDetail> {
    const auto head = tx.exec(head_sql, Params::of(payment_or_order_id, options_.first_check.count()));
    if (head.empty())
      return fail(ErrorCode::not_found, "there is no payment or order with this id", "id");
    auto rows = head_of(head[0]);
    const auto payment = Params::of(rows.detail.payment_id);
    const auto charge = Params::of(rows.detail.charge_id);
    add_orders(rows, tx.exec(orders_sql, payment));
    add_history(rows, tx.exec(history_sql, payment));
    add_attempts(rows, tx.exec(attempts_sql, payment));
    add_webhooks(rows, tx.exec(webhooks_sql, payment));
    add_jobs(rows, tx.exec(jobs_sql, charge));
    for (const auto& row : tx.exec(disputes_sql, charge))
      rows.disputes.push_back({text_of(row["psp_reference"]), text_of(row["state"]),
                               money_of(row["amount"], row["currency"]), bool_of(row["withdrawn"])});
    for (const auto& row : tx.exec(refunds_sql, payment))
      rows.detail.refunds.push_back(refund_row_of(row));
    rows.detail.journals = journals_of(tx.exec(journals_sql, payment));
    auto& timeline = rows.detail.timeline;
    std::stable_sort(timeline.begin(), timeline.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    rows.detail.next = next_steps(rows);
    rows.detail.evidence = evidence(rows, clock_.now());
    rows.detail.actions = actions(rows);
    return std::move(rows.detail);
  });
}

} // namespace paydesk::store
