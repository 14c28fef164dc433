#include "engine/charges/order_cancel.h"

#include <algorithm>

#include "engine/charges/news.h"

namespace paydesk {
namespace {

/// The live capture that would take the order's money.
const Operation* capture_of(const Aggregate& a, const Order& order) {
  const auto at = std::find_if(a.operations.begin(), a.operations.end(), [&](const Operation& operation) {
    return operation.kind == OperationKind::capture && operation.state == Operation::State::live &&
           (operation.subject_id == order.order_id || operation.subject_id == a.charge.charge_id);
  });
  return at == a.operations.end() ? nullptr : &*at;
}

/// No call of it can have gone out.
bool has_not_begun(const Aggregate& a, const Operation& operation) {
  return std::any_of(a.jobs.begin(), a.jobs.end(), [&](const Job& job) {
    return job.operation_id == operation.operation_id && job.attempts == 0 && job.asks == 0 && !job.leased &&
           !job.doubt && !job.dead;
  });
}

} // namespace

bool has_other_orders(const Aggregate& a, const Order& order) {
  return std::any_of(a.orders.begin(), a.orders.end(), [&](const Order& other) {
    return other.order_id != order.order_id && !other.cancelled;
  });
}

std::string kept_from_leaving_out(const Aggregate& a, const Order& order) {
  if (order.amounts.captured > 0)
    return "the money of this order is captured: refund it instead";
  if (order.amounts.reversed > 0)
    return "the bank took the money of this order back: nothing of it will be captured again";
  if (order.cancelled)
    return "this order is cancelled already";
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, a.charge.state);
  if (state == nullptr || state->final || a.charge.state == "void_requested")
    return "a payment that is " + a.charge.state + " cannot be cancelled";
  const auto* capture = capture_of(a, order);
  if (capture != nullptr && !has_not_begun(a, *capture))
    return "the PSP is asked for its money already: refund it once that is captured";
  return {};
}

void leave_out(Turn& turn, Order& order, const std::string& why) {
  if (const auto* capture = capture_of(turn.a, order))
    turn.end_operation(*turn.a.operation(capture->operation_id), Operation::State::failed);
  order.cancelled = true;
  turn.note("order", order.order_id, "operator_cancel", why);
  turn.a.dirty = true;
  advance(turn);
}

void refund_left_out(Turn& turn, const Order& order, std::int64_t amount) {
  Refund refund;
  refund.refund_id = turn.ids.next();
  refund.order_id = order.order_id;
  refund.amount = amount;
  refund.reason = "other";
  refund.note = "cancelled before it was captured";
  refund.requested_by = "paydesk";
  refund.state = lifecycle::table(lifecycle::Machine::refund).states.front().name;
  refund.state_since = turn.now;
  refund.created_at = turn.now;
  refund.added = true;
  turn.a.order(order.order_id)->amounts.refund_pending += amount;
  turn.a.holds.push_back({refund.refund_id, order.seller, amount, false});
  turn.start_operation(OperationKind::refund, refund.refund_id, amount);
  turn.note("refund", refund.refund_id, "refund_requested", refund.note);
  turn.a.refunds.push_back(std::move(refund));
}

} // namespace paydesk
