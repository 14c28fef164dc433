// One payment, whole: as many statements in one snapshot, however long its life was and however many orders it has.
#include "store/queries.h"

#include <algorithm>

#include "core/lifecycle.h"
#include "core/status.h"
#include "store/journal_rows.h"
#include "store/payment_rows.h"
#include "store/row_values.h"
#include "store/snapshot.h"

namespace paydesk::store {
namespace {

// By the payment's id its first charge, by an order's id that order's charge.
constexpr std::string_view head_sql = R"(
select p.payment_id, p.created_at, p.buyer, p.checkout_reference, p.currency, p.total, c.charge_id, c.psp_account,
       c.psp_token, c.psp_payment_id, c.state, c.state_since, c.expires_at, c.capture_mode, c.hosted_page_url,
       (select position from event_head) as position
  from charge c
  join payment p on p.payment_id = c.payment_id
 where c.charge_id = (select charge_id from payment_order where order_id = $1::uuid or payment_id = $1::uuid
                       order by order_id = $1::uuid desc, line_no limit 1))";

constexpr std::string_view orders_sql = R"(
select order_id, charge_id, seller, reference, description, amount, captured, refunded, refund_pending, disputed, lost, settled,
       reversed, commission, status
  from payment_order where payment_id = $1::uuid order by line_no, order_id)";

constexpr std::string_view history_sql = R"(
select at, subject, subject_id, code, from_state, to_state, source, detail, superseded
  from history where payment_id = $1::uuid order by history_id desc limit 1000)";

constexpr std::string_view attempts_sql = R"(
select charge_id, started_at, finished_at, operation, number, http_status, error_class, error_code, message, latency_ms,
       request, response
  from attempt where payment_id = $1::uuid order by started_at desc limit 500)";

constexpr std::string_view webhooks_sql = R"(
select received_at, event_type, event_id, state, message
  from webhook_event where payment_id = $1::uuid order by received_at desc limit 500)";

constexpr std::string_view journals_sql = R"(
select t.transaction_id, t.kind, t.booked_at, t.book_date, t.value_date, t.description, t.payment_id, a.class, a.owner,
       e.currency, e.amount
  from ledger_transaction t
  join ledger_entry e on e.transaction_id = t.transaction_id
  join ledger_account a on a.account_id = e.account_id
 where t.payment_id = $1::uuid
 order by t.booked_at, t.transaction_id, e.line)";

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
  return rows;
}

views::OrderDetail order_of(const PaymentRows& rows, const pqxx::row& row) {
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
  order.reversed = money("reversed");
  order.commission = money("commission");
  order.status = text_of(row["status"]);
  order.charge_id = text_of(row["charge_id"]);
  const OrderAmounts amounts{order.amount.minor,         order.captured.minor, order.refunded.minor,
                             order.refund_pending.minor, order.disputed.minor, order.lost.minor,
                             order.settled.minor};
  order.refundable = {std::max<std::int64_t>(amounts.refundable(), 0), rows.currency};
  return order;
}

void add_order(ChargeRow& charge, const views::OrderDetail& order) {
  if (charge.orders.empty())
    charge.reference = order.reference;
  charge.orders.push_back(order.order_id);
  charge.refunded += order.refunded.minor;
  charge.refund_pending += order.refund_pending.minor;
  charge.lost += order.lost.minor;
  charge.settled += order.settled.minor;
  charge.reversed += order.reversed.minor;
}

void add_orders(PaymentRows& rows, const pqxx::result& found) {
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::int64_t refundable = 0;
  for (const auto& row : found) {
    auto order = order_of(rows, row);
    captured += order.captured.minor;
    refunded += order.refunded.minor;
    refundable += order.refundable.minor;
    if (auto* charge = rows.charge(order.charge_id)) {
      rows.refundable += order.refundable.minor;
      order.charge_state = charge->state;
      add_order(*charge, order);
    }
    rows.detail.orders.push_back(std::move(order));
  }
  rows.detail.captured = {captured, rows.currency};
  rows.detail.refunded = {refunded, rows.currency};
  rows.detail.refundable = {refundable, rows.currency};
}

/// Who brought the charge into its state: of its moves the newest one that came from another state.
void find_told(ChargeRow& charge, const pqxx::result& found) {
  for (const auto& row : found) {
    const auto to = text_of(row["to_state"]);
    if (text_of(row["subject_id"]) != charge.charge_id || to != charge.state || to == text_of(row["from_state"]))
      continue;
    charge.told = Told{text_of(row["source"]), text_of(row["code"]), {}, instant_of(row["at"])};
    break;
  }
  if (!charge.told || charge.told->source != "operator")
    return;
  // What an operator did is noted beside the move, as "login" or "login: reason"; a cancelling is its own note.
  for (const auto& row : found) {
    const auto code = text_of(row["code"]);
    const bool note = code.starts_with("operator_") && (row["to_state"].size() == 0 || code == "operator_cancel");
    if (!note || text_of(row["subject_id"]) != charge.charge_id || instant_of(row["at"]) != charge.told->at)
      continue;
    const auto detail = text_of(row["detail"]);
    if (charge.told->who.empty() || row["to_state"].size() == 0)
      charge.told->who = detail.substr(0, detail.find(": "));
  }
}

/// Newest first, so the first settlement of an order is the last that told of it.
void note_settlement(PaymentRows& rows, const std::string& order_id, Instant at) {
  for (auto& charge : rows.charges)
    if (!charge.settled_at && has_order(charge, order_id))
      charge.settled_at = at;
}

void add_history(PaymentRows& rows, const pqxx::result& found) {
  for (auto& charge : rows.charges)
    find_told(charge, found);
  for (const auto& row : found) {
    views::TimelineEntry entry;
    entry.at = optional_instant_of(row["at"]);
    entry.subject = text_of(row["subject"]);
    entry.code = text_of(row["code"]);
    entry.superseded = bool_of(row["superseded"]);
    const auto source = text_of(row["source"]);
    entry.kind = history_kind(entry.subject, entry.code, source);
    if (source == "settlement")
      note_settlement(rows, text_of(row["subject_id"]), instant_of(row["at"]));
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

/// "503 server_error, Service Unavailable", as in a job's last error.
std::string failure_of(const pqxx::row& row) {
  std::string text = small_int_of(row["http_status"]) > 0 ? text_of(row["http_status"]) + " " : std::string{};
  text += row["error_code"].size() > 0 ? text_of(row["error_code"]) : text_of(row["error_class"]);
  if (row["message"].size() > 0)
    text += ", " + text_of(row["message"]);
  return text;
}

void add_attempts(PaymentRows& rows, const pqxx::result& found) {
  for (const auto& row : found) {
    auto entry = attempt_of(row);
    if (auto* charge = rows.charge(text_of(row["charge_id"]))) {
      if (!entry.error_class.empty() && !charge->last_failure.at) {
        charge->last_failure = entry;
        charge->last_failure_text = failure_of(row);
      }
      if (entry.code == "query" && ++charge->questions == 1)
        charge->last_question = entry.at;
    }
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

} // namespace

Result<views::PaymentDetail> PgQueries::payment(const Uuid& payment_or_order_id) {
  return in_snapshot(database_, [&](Tx& tx) -> Result<views::PaymentDetail> {
    const auto head = tx.exec(head_sql, Params::of(payment_or_order_id));
    if (head.empty())
      return fail(ErrorCode::not_found, "there is no payment or order with this id", "id");
    const auto now = clock_.now();
    auto rows = head_of(head[0]);
    const auto payment = Params::of(rows.detail.payment_id);
    add_charges(rows, tx, payment_or_order_id, options_.first_check, now);
    add_orders(rows, tx.exec(orders_sql, payment));
    add_history(rows, tx.exec(history_sql, payment));
    add_attempts(rows, tx.exec(attempts_sql, payment));
    add_webhooks(rows, tx.exec(webhooks_sql, payment));
    add_work(rows, tx);
    rows.detail.journals = journals_of(tx.exec(journals_sql, payment));
    auto& timeline = rows.detail.timeline;
    std::stable_sort(timeline.begin(), timeline.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    tell_why_and_next(rows, now);
    rows.detail.actions = actions(rows, now);
    return std::move(rows.detail);
  });
}

} // namespace paydesk::store
