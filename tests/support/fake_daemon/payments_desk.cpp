#include <algorithm>
#include <map>
#include <span>

#include "core/lifecycle.h"
#include "tests/support/fake_daemon/desks.h"
#include "tests/support/fake_daemon/paging.h"

namespace paydesk::fake {
namespace {

Field field_of(const views::PaymentRow& row) {
  return [&row](std::string_view key) -> std::string {
    if (key.empty()) return row.order_id + " " + row.payment_id + " " + row.psp_reference;
    if (key == "state") return row.status;
    if (key == "psp") return row.psp_account;
    if (key == "currency") return row.amount.currency.to_string();
    if (key == "seller") return row.seller;
    if (key == "class") return row.error_class;
    if (key == "order") return row.order_id;
    return {};
  };
}

std::vector<views::PaymentRow*> rows_of(Books& books, const std::string& id) {
  std::vector<views::PaymentRow*> found;
  const auto hit = std::find_if(books.payments.begin(), books.payments.end(),
                                [&](const auto& row) { return row.payment_id == id || row.order_id == id; });
  if (hit == books.payments.end()) return found;
  for (auto& row : books.payments)
    if (row.payment_id == hit->payment_id) found.push_back(&row);
  return found;
}

views::OrderDetail order_of(const views::PaymentRow& row) {
  views::OrderDetail order;
  order.order_id = row.order_id;
  order.seller = row.seller;
  order.reference = "ref-" + row.order_id.substr(row.order_id.size() - 4);
  order.description = "Order of " + row.seller;
  order.amount = row.amount;
  order.status = row.status;
  const bool paid = row.charge_state == "captured";
  const Money none{0, row.amount.currency};
  order.captured = paid ? row.amount : none;
  order.refunded = row.status == "refunded" ? row.amount : none;
  order.refund_pending = order.disputed = order.lost = none;
  order.refundable = {order.captured.minor - order.refunded.minor, row.amount.currency};
  order.settled = row.status == "settled" ? row.amount : none;
  order.commission = {row.amount.minor / 10, row.amount.currency};
  return order;
}

std::vector<views::TimelineEntry> timeline_of(const views::PaymentRow& row) {
  using std::chrono::seconds;
  const Instant made = row.created_at.value_or(now());
  std::vector<views::TimelineEntry> entries;
  const auto add = [&](seconds after, std::string kind, std::string title, std::string code,
                       std::int64_t took) {
    entries.insert(entries.begin(), {.at = made + after,
                                     .kind = std::move(kind),
                                     .title = std::move(title),
                                     .duration_ms = took,
                                     .code = std::move(code),
                                     .subject = "charge"});
  };
  add(seconds(0), "transition", "Payment created", "created", -1);
  add(seconds(1), "attempt", "Registered at the PSP", "register", 184);
  entries.front().http_status = 200;
  entries.front().request = R"({"amount":"…","currency":"…"})";
  if (!row.error_class.empty()) {
    add(seconds(40), "attempt", "Capture failed", "capture", 30'000);
    entries.front().error_class = row.error_class;
    entries.front().detail = row.last_error;
    entries.front().http_status = 503;
  }
  if (row.charge_state == "captured") {
    add(seconds(62), "webhook", "The PSP told that it was captured", "capture_ok", -1);
    add(seconds(62), "transition", "Captured", "capture_ok", -1);
    entries.front().from_state = "processing";
    entries.front().to_state = "captured";
  }
  return entries;
}

void add_money(views::PaymentDetail& detail, const views::OrderDetail& order) {
  const auto add = [](Money& sum, const Money& part) { sum = {sum.minor + part.minor, part.currency}; };
  add(detail.total, order.amount);
  add(detail.captured, order.captured);
  add(detail.refunded, order.refunded);
  add(detail.refundable, order.refundable);
}

std::vector<views::NextStep> next_of(const views::PaymentRow& row) {
  if (!row.next_due_at) return {};
  views::NextStep step;
  step.attempt = row.attempts + 1;
  step.max_attempts = 8;
  step.what = say<"next.attempt">(with<"operation">("capture"), with<"attempt">(step.attempt), with<"most">(8));
  step.due_at = row.next_due_at;
  step.notes = {say<"note.same_key">()};
  step.operation = "capture";
  return {step};
}

std::vector<Explanation> evidence_of(const views::PaymentRow& row, const views::PaymentDetail& detail) {
  std::vector<Explanation> list;
  const Instant since = row.state_since.value_or(now());
  if (row.charge_state == "awaiting_customer")
    list.push_back(say<"why.awaiting_customer">(with<"until">(since + std::chrono::hours(1))));
  else if (row.charge_state == "unknown")
    list.push_back(say<"why.unknown">());
  else if (row.charge_state == "dead_letter")
    list.push_back(say<"why.dead_letter">());
  else if (row.charge_state == "retry_scheduled")
    list.push_back(say<"why.retry_scheduled">());
  if (detail.captured.minor > 0) {
    list.push_back(say<"why.capture_confirmed">(with<"amount">(detail.captured)));
    list.push_back(say<"told.webhook">(with<"at">(since)));
  }
  if (row.error_class.empty()) return list;
  list.push_back(say<"why.failed_error">(with<"operation">("capture"), with<"times">(row.attempts),
                                         with<"error">(row.last_error)));
  list.push_back(say<"why.last_failure">(with<"at">(since), with<"error">(row.last_error),
                                         with<"error_class">(row.error_class)));
  return list;
}

std::vector<views::AllowedAction> actions_of(const views::PaymentRow& row, const views::PaymentDetail& detail) {
  const bool waits = row.charge_state == "retry_scheduled" || row.charge_state == "dead_letter";
  const bool paid = detail.refundable.minor > 0;
  const auto action = [](const char* name, bool allowed, Explanation effect, Explanation why_not) {
    views::AllowedAction one;
    one.name = name;
    one.allowed = allowed;
    if (allowed)
      one.effect = std::move(effect);
    else
      one.why_not = {std::move(why_not)};
    return one;
  };
  return {action("retry", waits, say<"does.send_now">(with<"operation">("capture")), say<"not.nothing_waits">()),
          action("cancel", !paid, say<"does.cancel_there">(), say<"not.captured">()),
          action("refund", paid, say<"does.refund">(with<"amount">(detail.refundable)), say<"not.nothing_captured">())};
}

views::PaymentDetail draw_up(Books& books, std::span<views::PaymentRow* const> rows) {
  const auto& row = *rows.front();
  views::PaymentDetail detail;
  detail.payment_id = row.payment_id;
  detail.charge_id = row.payment_id;
  detail.created_at = row.created_at;
  detail.buyer = "buyer-" + row.payment_id.substr(row.payment_id.size() - 4);
  detail.checkout_reference = "CHK-" + row.payment_id.substr(row.payment_id.size() - 6);
  detail.psp_account = row.psp_account;
  detail.psp_payment_id = row.psp_reference;
  detail.charge_state = row.charge_state;
  detail.state_since = row.state_since;
  detail.capture_mode = "single";
  if (const auto* state = lifecycle::find_state(lifecycle::Machine::charge, row.charge_state))
    detail.sla_seconds = state->sla_s;
  for (const auto* one : rows) {
    detail.orders.push_back(order_of(*one));
    add_money(detail, detail.orders.back());
  }
  detail.timeline = timeline_of(row);
  detail.next = next_of(row);
  detail.evidence = evidence_of(row, detail);
  detail.actions = actions_of(row, detail);
  for (const auto& journal : books.journals)
    if (journal.payment_id == row.payment_id) detail.journals.push_back(journal);
  for (const auto& refund : books.refunds)
    if (refund.payment_id == row.payment_id) detail.refunds.push_back(refund);
  detail.position = books.position();
  return detail;
}

Result<views::CommandOutcome> move(Books& books, const Login& login, const std::string& id,
                                   const char* trigger) {
  if (auto may = need_role(login, {"operator"}); !may) return tl::unexpected(may.error());
  const auto rows = rows_of(books, id);
  if (rows.empty())
    return fail(ErrorCode::not_found, "No payment or order has the id " + id + ".", "payment_id");
  const auto to = lifecycle::next(lifecycle::Machine::charge, rows.front()->charge_state, trigger);
  if (!to)
    return fail(ErrorCode::failed_precondition,
                "A payment that is " + rows.front()->charge_state + " cannot do this. Nothing was changed.");
  for (auto* row : rows) {
    row->charge_state = row->status = std::string(*to);
    row->state_since = now();
  }
  publish(books, std::string("operator.") + trigger, "charge", rows.front()->payment_id,
          rows.front()->payment_id);
  return views::CommandOutcome{std::string(*to), "Done; the payment is now " + std::string(*to) + "."};
}

} // namespace

Result<views::ListPaymentsResponse> list_payments(Books& books, const Login&,
                                                  const views::PageRequest& page) {
  auto found = slice<views::PaymentRow>(
      books.payments, page, [](const auto& row) { return row.order_id; }, field_of);
  if (!found) return tl::unexpected(found.error());
  return views::ListPaymentsResponse{std::move(found->rows), std::move(found->next_cursor), books.position()};
}

Result<views::Totals> summarize_payments(Books& books, const Login&,
                                         const views::SummarizePaymentsRequest& request) {
  const auto tree = parse_filter(request.filter);
  if (!tree) return tl::unexpected(tree.error());
  views::Totals totals;
  std::map<std::string, Money> sums;
  for (const auto& row : books.payments)
    if (matches(**tree, field_of(row))) {
      ++totals.count;
      auto& sum = sums[row.amount.currency.to_string()];
      sum = {sum.minor + row.amount.minor, row.amount.currency};
    }
  for (const auto& [code, sum] : sums)
    totals.sums.push_back(sum);
  totals.as_of_position = books.position();
  return totals;
}

Result<views::PaymentDetail> get_payment(Books& books, const Login&,
                                         const views::GetPaymentRequest& request) {
  const auto rows = rows_of(books, request.id);
  if (rows.empty())
    return fail(ErrorCode::not_found, "No payment or order has the id " + request.id + ".", "id");
  if (const auto own = books.details.find(rows.front()->payment_id); own != books.details.end())
    return own->second;
  return draw_up(books, rows);
}

Result<views::CommandOutcome> retry_payment(Books& books, const Login& login,
                                            const views::PaymentCommand& command) {
  auto rows = rows_of(books, command.payment_id);
  const bool due = !rows.empty() && rows.front()->charge_state == "retry_scheduled";
  return move(books, login, command.payment_id, due ? "retry_due" : "operator_retry");
}

Result<views::CommandOutcome> cancel_payment(Books& books, const Login& login,
                                             const views::PaymentCommand& command) {
  return move(books, login, command.payment_id, "operator_cancel");
}

} // namespace paydesk::fake
