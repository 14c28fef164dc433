#include "engine/charges/money_news.h"

#include <algorithm>
#include <iterator>

#include "engine/charges/capture_reversal.h"
#include "engine/charges/dispute_money.h"
#include "engine/charges/news.h"
#include "engine/charges/order_cancel.h"
#include "engine/ledger/postings.h"

namespace paydesk {
namespace {

Operation* operation_of(Turn& turn, const News& news) {
  const auto id = Uuid::parse(news.merchant_reference);
  return id ? turn.a.operation(*id) : nullptr;
}

struct Share {
  Order* order;
  std::int64_t amount;
};

/// Splits an amount over orders pro rata to `weight(order)`; orders without weight get nothing.
template <class Weight> std::vector<Share> split(Aggregate& a, std::int64_t amount, Weight weight) {
  std::vector<std::int64_t> weights;
  for (const auto& order : a.orders)
    weights.push_back(std::max<std::int64_t>(0, weight(order)));
  if (std::all_of(weights.begin(), weights.end(), [](auto w) { return w == 0; }))
    std::transform(a.orders.begin(), a.orders.end(), weights.begin(),
                   [](const Order& order) { return order.amounts.amount; });
  const auto parts = allocate(amount, weights);
  std::vector<Share> shares;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] != 0)
      shares.push_back({&a.orders[i], parts[i]});
  return shares;
}

std::vector<Share> capture_shares(Turn& turn, const News& news, const Operation* operation) {
  if (operation != nullptr && operation->subject_id != turn.a.charge.charge_id)
    if (auto* order = turn.a.order(operation->subject_id))
      return {{order, news.amount}};
  const auto wanted = [](const Order& order) {
    return order.cancelled ? 0 : order.amounts.amount - order.amounts.captured - order.amounts.reversed;
  };
  std::int64_t all = 0;
  for (const auto& order : turn.a.orders)
    all += std::max<std::int64_t>(0, wanted(order));
  if (news.amount <= all)
    return split(turn.a, news.amount, wanted);
  // The PSP has taken what was cancelled here, or taken back before, as well.
  return split(turn.a, news.amount, [](const Order& order) { return order.amounts.amount - order.amounts.captured; });
}

/// Books one order's part of a capture: amounts, commission by the cumulative rule, wallet.
postings::Part capture_part(Turn& turn, const Share& share) {
  auto& order = *share.order;
  const auto captured = order.amounts.captured + share.amount;
  order.amounts.captured = captured;
  const auto commission = postings::restate_commission(order);
  order.cancelled = false;
  turn.add_unsettled(order, share.amount - commission);
  if (captured > order.amounts.amount)
    turn.alert("captured_twice", "more was captured than order " + order.reference + " is worth");
  return {order.seller, share.amount, commission};
}

std::string_view capture_trigger(const Aggregate& a) {
  const bool waiting = std::any_of(a.operations.begin(), a.operations.end(), [](const Operation& operation) {
    return operation.kind == OperationKind::capture && operation.state == Operation::State::live;
  });
  const bool all = std::all_of(a.orders.begin(), a.orders.end(), [](const Order& order) {
    return order.cancelled || order.amounts.captured + order.amounts.reversed >= order.amounts.amount;
  });
  // What is authorised and not captured has to be released before the charge has come to its end.
  const bool held = a.charge.capture_mode == CaptureMode::multiple &&
                    a.charge.captured + taken_back(a) < a.charge.authorized;
  return all && !waiting && !held ? "capture_ok" : "capture_partial_ok";
}

/// One order's part of a refund, commission by the cumulative rule unless it is kept.
postings::Part refund_part(Turn& turn, Order& order, std::int64_t amount, RefundCommission rule) {
  const bool keeps = rule == RefundCommission::keep;
  const auto commission = keeps ? 0 : postings::commission_in(order, amount);
  order.amounts.refunded += amount;
  order.refunded_keeping += keeps ? amount : 0;
  order.commission_returned += commission;
  turn.add_unsettled(order, -(amount - commission));
  if (order.amounts.refunded > order.amounts.captured)
    turn.alert("refunded_beyond_capture", "order " + order.reference);
  return {order.seller, amount, commission};
}

std::string description(const Aggregate& a, std::string_view what) {
  return std::string(what) + " of checkout " + a.payment.checkout_reference;
}

/// A refund that was made at the PSP without us: shared out over what is left of the orders. It is one fact, so it
/// is one journal. Nobody asked for it by a policy here, so the commission goes back with it.
void refund_from_outside(Turn& turn, const News& news) {
  std::vector<Posting> lines;
  for (const auto& share : split(turn.a, news.amount, [](const Order& o) { return o.amounts.refundable(); })) {
    const auto part = refund_part(turn, *share.order, share.amount, RefundCommission::give_back);
    const auto posted = postings::refund(turn.a.charge.psp_account, turn.a.payment.currency, part);
    lines.insert(lines.end(), posted.begin(), posted.end());
  }
  turn.post_fact("refund", news, std::nullopt, news.amount, std::move(lines), description(turn.a, "refund at the PSP"));
  turn.alert("refund_from_outside", news.reference);
}

} // namespace

void release_refund(Turn& turn, const Refund& refund) {
  auto* order = turn.a.order(refund.order_id);
  if (order == nullptr)
    return;
  order->amounts.refund_pending -= std::min(order->amounts.refund_pending, refund.amount);
  turn.a.holds.push_back({refund.refund_id, order->seller, refund.amount, true});
  turn.a.dirty = true;
}

void on_captured(Turn& turn, const News& news) {
  auto* operation = operation_of(turn, news);
  if (turn.knows_fact("capture", news.reference))
    return turn.superseded(news);
  const bool late = turn.a.charge.state == "expired" || turn.a.charge.state == "cancelled" ||
                    turn.a.charge.state == "failed" || turn.a.charge.state == "voided" ||
                    turn.a.charge.state == "reversed";
  std::vector<postings::Part> parts;
  const auto shares = capture_shares(turn, news, operation);
  std::vector<Share> left_out;
  std::copy_if(shares.begin(), shares.end(), std::back_inserter(left_out),
               [](const Share& share) { return share.order->cancelled; });
  release_dispute_shares(turn);
  for (const auto& share : shares)
    parts.push_back(capture_part(turn, share));
  const auto order_id = shares.size() == 1 ? std::optional(shares.front().order->order_id) : std::nullopt;
  turn.post_fact("capture", news, order_id, news.amount,
                 postings::capture(turn.a.charge.psp_account, turn.a.payment.currency, parts),
                 description(turn.a, "capture"));
  turn.a.charge.captured += news.amount;
  hold_dispute_shares(turn);
  turn.a.charge.authorized = std::max(turn.a.charge.authorized, turn.a.charge.captured);
  turn.a.charge.error_class.clear();
  turn.a.charge.last_error.clear();
  if (operation != nullptr && operation->state == Operation::State::live)
    turn.end_operation(*operation, Operation::State::succeeded, news.reference);
  else if (operation != nullptr && operation->state == Operation::State::failed && turn.source == "webhook")
    turn.ask_psp(); // which of the two came last, only the PSP knows
  for (auto& other : turn.a.operations) // captured in one go with its charge
    if (other.kind == OperationKind::direct_charge && other.state == Operation::State::live)
      turn.end_operation(other, Operation::State::succeeded, news.reference);
  const bool by_people = turn.source == "verdict" && capture_trigger(turn.a) == "capture_ok";
  if (!(by_people && turn.move_charge("resolve_captured", news.reference)) &&
      !turn.move_charge(capture_trigger(turn.a), news.reference))
    turn.note("charge", turn.a.charge.charge_id, "captured", news.reference);
  if (turn.a.charge.capture_mode == CaptureMode::automatic)
    for (const auto& share : left_out)
      refund_left_out(turn, *share.order, share.amount);
  if (late)
    turn.alert("late_capture", "captured after the charge had ended: " + news.reference);
}

void on_refunded(Turn& turn, const News& news) {
  if (turn.knows_fact("refund", news.reference))
    return turn.superseded(news);
  auto* operation = operation_of(turn, news);
  auto* refund = operation == nullptr ? nullptr : turn.a.refund(operation->subject_id);
  auto* order = refund == nullptr ? nullptr : turn.a.order(refund->order_id);
  if (order == nullptr)
    return refund_from_outside(turn, news);
  const auto* state = lifecycle::find_state(lifecycle::Machine::refund, refund->state);
  const bool pending = state != nullptr && !state->final;
  if (pending)
    release_refund(turn, *refund);
  const auto part = refund_part(turn, *order, news.amount, refund->terms.commission);
  turn.post_fact("refund", news, order->order_id, news.amount,
                 postings::refund(turn.a.charge.psp_account, turn.a.payment.currency, part),
                 description(turn.a, "refund"));
  refund->psp_reference = news.reference;
  refund->changed = true;
  // Also a generation that was thought declined: none of it may go out any more.
  for (auto& other : turn.a.operations)
    if (other.kind == OperationKind::refund && other.subject_id == refund->refund_id &&
        other.state == Operation::State::live)
      turn.end_operation(other, Operation::State::succeeded, news.reference);
  if (!turn.move_refund(*refund, "succeed", news.reference) || !pending)
    turn.alert("late_refund", news.reference);
}

void on_refund_failed(Turn& turn, const News& news) {
  auto* operation = operation_of(turn, news);
  auto* refund = operation == nullptr ? nullptr : turn.a.refund(operation->subject_id);
  if (refund == nullptr || turn.knows_fact("refund_returned", news.reference))
    return turn.superseded(news);
  if (refund->state == "succeeded") {
    turn.move_refund(*refund, "reverse", news.code);
    turn.post_fact("refund_returned", news, refund->order_id, refund->amount,
                   postings::refund_returned(turn.a.charge.psp_account, turn.a.payment.currency, refund->amount),
                   description(turn.a, "refund sent back"));
    return turn.alert("refund_returned", "the bank sent refund " + news.reference + " back; the buyer is still owed");
  }
  // A generation that had failed before tells nothing of the one that is tried now.
  if (operation->state == Operation::State::failed || !turn.move_refund(*refund, "fail_final", news.code))
    return turn.superseded(news);
  release_refund(turn, *refund);
  if (operation->state == Operation::State::live)
    turn.end_operation(*operation, Operation::State::failed, news.reference);
  // It may have succeeded first and come back, and that webhook was lost or is late: the PSP knows the whole story.
  if (turn.source == "webhook")
    turn.ask_psp();
}

} // namespace paydesk
