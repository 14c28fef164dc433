#include "engine/charges/capture_reversal.h"

#include <algorithm>

#include "engine/charges/dispute_money.h"
#include "engine/charges/money_news.h"
#include "engine/charges/news.h"
#include "engine/ledger/postings.h"

namespace paydesk {
namespace {

struct Share {
  Order* order;
  std::int64_t amount;
};

/// What each order gives back of a capture: the order that it was for, else pro rata to what they have captured; never
/// more than they have.
std::vector<Share> shares_of(Aggregate& a, const Fact& capture) {
  std::vector<std::int64_t> weights;
  for (const auto& order : a.orders)
    weights.push_back(capture.order_id && *capture.order_id != order.order_id ? 0 : order.amounts.captured);
  if (std::all_of(weights.begin(), weights.end(), [](auto weight) { return weight == 0; }))
    std::transform(a.orders.begin(), a.orders.end(), weights.begin(),
                   [](const Order& order) { return order.amounts.captured; });
  auto parts = allocate(capture.amount, weights);
  std::int64_t left = capture.amount;
  for (std::size_t i = 0; i < parts.size(); ++i)
    left -= parts[i] = std::min(parts[i], a.orders[i].amounts.captured);
  std::vector<Share> shares;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto more = std::min(left, a.orders[i].amounts.captured - parts[i]);
    left -= more;
    if (parts[i] + more > 0)
      shares.push_back({&a.orders[i], parts[i] + more});
  }
  return shares;
}

/// Books one order's part back; the commission that is kept is what the rest earns.
postings::Part take_back(Turn& turn, const Share& share) {
  auto& order = *share.order;
  order.amounts.captured -= share.amount;
  order.amounts.reversed += share.amount;
  const auto commission = -postings::restate_commission(order);
  turn.add_unsettled(order, -(share.amount - commission));
  turn.event("order.reversed", "order", order.order_id.to_string());
  return {order.seller, share.amount, commission};
}

const Fact* fact_of(const Aggregate& a, std::string_view kind, const std::string& reference) {
  const auto at = std::find_if(a.facts.begin(), a.facts.end(), [&](const Fact& fact) {
    return fact.kind == kind && fact.reference == reference;
  });
  return at == a.facts.end() ? nullptr : &*at;
}

/// The capture that the news is about, booked now when nobody has told of it.
const Fact* capture_of(Turn& turn, const News& news) {
  if (const auto* known = fact_of(turn.a, "capture", news.reference))
    return known;
  if (news.amount <= 0)
    return nullptr;
  auto captured = news;
  captured.kind = News::Kind::captured;
  on_captured(turn, captured);
  return fact_of(turn.a, "capture", news.reference);
}

/// No call that asks for it is under way, nor was one whose end is not known.
bool surely_not_out(const Aggregate& a, const Operation& operation) {
  return std::any_of(a.jobs.begin(), a.jobs.end(), [&](const Job& job) {
    return job.operation_id == operation.operation_id && !job.removed && !job.leased && !job.doubt && !job.ask &&
           job.error_class != ErrorClass::outcome_unknown;
  });
}

/// Ends a refund that gives back what is not there any more; false when it cannot be stopped.
bool stop(Turn& turn, Refund& refund) {
  constexpr std::string_view why = "the bank took the capture back";
  Operation* live = nullptr;
  for (auto& operation : turn.a.operations)
    if (operation.kind == OperationKind::refund && operation.subject_id == refund.refund_id &&
        operation.state == Operation::State::live)
      live = &operation;
  if (live != nullptr && !surely_not_out(turn.a, *live))
    return false;
  if (!turn.move_refund(refund, refund.state == "awaiting_approval" ? "reject" : "operator_cancel", why))
    return false;
  if (live != nullptr)
    turn.end_operation(*live, Operation::State::failed);
  release_refund(turn, refund);
  return true;
}

/// Refunds of an order that has less than they would give back: the latest are stopped, until it is enough.
void stop_refunds(Turn& turn, const Order& order) {
  for (auto at = turn.a.refunds.rbegin(); at != turn.a.refunds.rend() && order.amounts.refundable() < 0; ++at) {
    const auto* state = lifecycle::find_state(lifecycle::Machine::refund, at->state);
    const bool open = state != nullptr && !state->final;
    if (at->order_id == order.order_id && open && !stop(turn, *at))
      turn.alert("refund_of_reversed_capture", order.reference + ", its outcome is awaited");
  }
}

/// The end of a charge of which nothing is captured, asked for or held any more.
void end_charge(Turn& turn, const News& news) {
  auto& a = turn.a;
  const bool under_way = std::any_of(a.operations.begin(), a.operations.end(), [](const Operation& operation) {
    return operation.state == Operation::State::live && operation.kind != OperationKind::refund &&
           !answers_dispute(operation.kind);
  });
  const bool over = a.charge.captured == 0 && a.charge.authorized <= taken_back(a) && !under_way;
  if (!over || !turn.move_charge("capture_reversed", news.reference))
    turn.note("charge", a.charge.charge_id, "capture_reversed", news.reference);
}

} // namespace

std::int64_t taken_back(const Aggregate& a) noexcept {
  std::int64_t sum = 0;
  for (const auto& order : a.orders)
    sum += order.amounts.reversed;
  return sum;
}

void on_capture_reversed(Turn& turn, const News& news) {
  if (turn.knows_fact("capture_reversed", news.reference))
    return turn.superseded(news);
  const auto* known = capture_of(turn, news);
  if (known == nullptr) {
    turn.alert("reversal_without_capture", news.reference);
    return turn.ask_psp();
  }
  const auto capture = *known;
  if (news.amount > 0 && news.amount != capture.amount)
    turn.alert("reversed_amount_differs", news.reference);
  give_up_dispute_shares(turn);
  const auto shares = shares_of(turn.a, capture);
  std::vector<postings::Part> parts;
  for (const auto& share : shares)
    parts.push_back(take_back(turn, share));
  auto told = news;
  told.merchant_reference = capture.merchant_reference;
  turn.post_fact("capture_reversed", told, capture.order_id, capture.amount,
                 postings::capture_reversed(turn.a.charge.psp_account, turn.a.payment.currency, parts),
                 "capture taken back, of checkout " + turn.a.payment.checkout_reference);
  turn.a.charge.captured -= capture.amount;
  turn.a.charge.last_error = news.code;
  hold_dispute_shares(turn);
  turn.alert("capture_taken_back", news.reference + (news.code.empty() ? "" : ", " + news.code));
  for (const auto& share : shares)
    stop_refunds(turn, *share.order);
  end_charge(turn, news);
}

} // namespace paydesk
