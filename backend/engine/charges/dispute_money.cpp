#include "engine/charges/dispute_money.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "engine/charges/capture_reversal.h"
#include "engine/ledger/postings.h"
#include "engine/refunds/terms.h"

namespace paydesk {
namespace {

/// The orders' shares of a disputed amount, pro rata to what was captured; to what they are worth while no capture is
/// known.
std::vector<DisputeShare> shares_of(const Aggregate& a, std::int64_t amount) {
  std::vector<std::int64_t> weights;
  for (const auto& order : a.orders)
    weights.push_back(a.charge.captured > 0 ? order.amounts.captured : order.amounts.amount);
  const auto parts = allocate(amount, weights);
  std::vector<DisputeShare> shares;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] > 0)
      shares.push_back({a.orders[i].order_id, parts[i], 0});
  return shares;
}

std::int64_t sum_of(const std::vector<DisputeShare>& shares) {
  return std::accumulate(shares.begin(), shares.end(), std::int64_t{0},
                         [](std::int64_t sum, const DisputeShare& share) { return sum + share.amount; });
}

/// One hold a seller, however many of its orders the charge has.
void add_wallet_holds(Turn& turn, const Dispute& dispute, bool released) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& share : dispute.holds)
    sums[turn.a.order(share.order_id)->seller] += share.amount;
  for (const auto& [seller, amount] : sums)
    turn.a.holds.push_back({dispute.dispute_id, seller, amount, released});
}

void touch(Turn& turn, Dispute& dispute) {
  dispute.changed = true;
  dispute.shares_changed = true;
  turn.a.dirty = true;
}

/// What is withheld is on hold: the orders are under dispute, the sellers' shares are reserved.
void begin_holds(Turn& turn, Dispute& dispute) {
  dispute.holds = shares_of(turn.a, dispute.withheld);
  for (const auto& share : dispute.holds) {
    auto& order = *turn.a.order(share.order_id);
    order.amounts.disputed += share.amount;
    if (order.amounts.refundable() < 0)
      turn.alert("disputed_beyond_capture", "order " + order.reference);
  }
  add_wallet_holds(turn, dispute, false);
  touch(turn, dispute);
}

void end_holds(Turn& turn, Dispute& dispute) {
  if (dispute.holds.empty())
    return;
  for (const auto& share : dispute.holds)
    turn.a.order(share.order_id)->amounts.disputed -= share.amount;
  add_wallet_holds(turn, dispute, true);
  dispute.holds.clear();
  touch(turn, dispute);
}

/// The journal that books a dispute's loss, or books that one back. A loss can be booked several times: the bank
/// changes its mind, and a dispute is taken up again. Each time has a cause of its own.
void post_loss(Turn& turn, const Dispute& dispute, std::string_view kind, std::string_view what,
               std::vector<Posting> lines) {
  Journal journal;
  journal.id = turn.ids.next();
  journal.kind = kind;
  journal.cause = turn.a.charge.psp_account + "/" + dispute.psp_reference;
  if (dispute.loss_bookings > 1)
    journal.cause += "#" + std::to_string(dispute.loss_bookings);
  journal.payment_id = turn.a.payment.payment_id;
  journal.booked_at = turn.now;
  journal.description = "dispute " + dispute.psp_reference + std::string(what);
  journal.lines = std::move(lines);
  turn.a.journals.push_back(std::move(journal));
}

/// Takes from the order what it bears of a loss, or gives it back (`amount` < 0); the commission in it.
std::int64_t move_lost(Order& order, std::int64_t amount) {
  const auto commission = postings::commission_in(order, amount);
  order.amounts.lost += amount;
  order.commission_returned += commission;
  return commission;
}

/// What the bank takes for a lost dispute, recharged to the sellers of the orders that bear it, pro rata to what they
/// bear: each by the rule for its seller, so that one rule's fee is charged once a dispute.
void charge_fees(const Turn& turn, Dispute& dispute) {
  std::vector<std::int64_t> weights;
  for (const auto& loss : dispute.losses)
    weights.push_back(loss.amount);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto& seller = turn.a.order(dispute.losses[i].order_id)->seller;
    dispute.losses[i].fee =
        allocate(dispute_fee(turn.policy, seller, turn.a.payment.currency, turn.now), weights).at(i);
  }
}

/// Orders bear what they have left; what goes beyond captured − refunded is our loss.
void book_loss(Turn& turn, Dispute& dispute) {
  std::vector<postings::Part> parts;
  std::int64_t beyond = 0;
  for (const auto& share : shares_of(turn.a, dispute.withheld)) {
    auto& order = *turn.a.order(share.order_id);
    const auto borne = std::clamp<std::int64_t>(
        order.amounts.captured - order.amounts.refunded - order.amounts.lost, 0, share.amount);
    beyond += share.amount - borne;
    if (borne == 0)
      continue;
    parts.push_back({order.seller, borne, move_lost(order, borne), 0});
    if (order.amounts.refundable() < 0)
      turn.alert("disputed_beyond_capture", "order " + order.reference);
    dispute.losses.push_back({order.order_id, borne, 0});
  }
  charge_fees(turn, dispute);
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i].fee = dispute.losses[i].fee;
  dispute.booked_lost = true;
  ++dispute.loss_bookings;
  post_loss(turn, dispute, "dispute_lost", " lost",
            postings::dispute_lost(turn.a.charge.psp_account, turn.a.payment.currency, parts, beyond));
  touch(turn, dispute);
}

/// The loss was none, or not of this amount: sellers and commission get back what they bore, fees too.
void reverse_loss(Turn& turn, Dispute& dispute) {
  if (!dispute.booked_lost)
    return;
  std::vector<postings::Part> parts;
  const auto beyond = dispute.withheld - sum_of(dispute.losses);
  for (const auto& loss : dispute.losses) {
    auto& order = *turn.a.order(loss.order_id);
    parts.push_back({order.seller, loss.amount, -move_lost(order, -loss.amount), loss.fee});
  }
  post_loss(turn, dispute, "dispute_loss_reversed", ", loss booked back",
            postings::dispute_loss_reversed(turn.a.charge.psp_account, turn.a.payment.currency, parts, beyond));
  dispute.losses.clear();
  dispute.booked_lost = false;
  touch(turn, dispute);
}

/// Nobody bears anything of the dispute: before what is withheld, or what the orders can bear, changes.
void give_up_shares(Turn& turn, Dispute& dispute) {
  end_holds(turn, dispute);
  reverse_loss(turn, dispute);
}

const Fact* withdrawal(const Aggregate& a, const std::string& reference) {
  const auto at = std::find_if(a.facts.begin(), a.facts.end(), [&](const Fact& fact) {
    return fact.kind == "dispute_withdrawn" && fact.reference == reference;
  });
  return at == a.facts.end() ? nullptr : &*at;
}

} // namespace

void on_dispute_withdrawn(Turn& turn, Dispute& dispute, const News& news) {
  if (turn.knows_fact("dispute_withdrawn", news.reference))
    return turn.superseded(news);
  const auto amount = news.amount > 0 ? news.amount : dispute.amount;
  give_up_shares(turn, dispute);
  turn.post_fact("dispute_withdrawn", news, std::nullopt, amount,
                 postings::dispute_withdrawn(turn.a.charge.psp_account, turn.a.payment.currency, amount),
                 "dispute " + dispute.psp_reference + ", funds withdrawn");
  dispute.withheld += amount;
  dispute.changed = true;
}

void on_dispute_reinstated(Turn& turn, Dispute& dispute, const News& news) {
  if (turn.knows_fact("dispute_reinstated", news.reference))
    return turn.superseded(news);
  if (withdrawal(turn.a, news.reference) == nullptr)
    on_dispute_withdrawn(turn, dispute, news);
  const auto amount = withdrawal(turn.a, news.reference)->amount;
  if (news.amount > 0 && news.amount != amount)
    turn.alert("reinstated_amount_differs", news.reference);
  give_up_shares(turn, dispute);
  turn.post_fact("dispute_reinstated", news, std::nullopt, amount,
                 postings::dispute_reinstated(turn.a.charge.psp_account, turn.a.payment.currency, amount),
                 "dispute " + dispute.psp_reference + ", funds reinstated");
  dispute.withheld -= amount;
  dispute.changed = true;
}

void settle_dispute(Turn& turn, Dispute& dispute) {
  const bool captured = turn.a.charge.captured > 0 || taken_back(turn.a) > 0;
  const bool lost = dispute.state == "lost" && dispute.withheld > 0 && captured;
  if (!lost)
    reverse_loss(turn, dispute);
  else if (!dispute.booked_lost) {
    end_holds(turn, dispute);
    book_loss(turn, dispute);
  }
  if (!lost && dispute.withheld > 0 && dispute.holds.empty())
    begin_holds(turn, dispute);
}

void release_dispute_shares(Turn& turn) {
  for (auto& dispute : turn.a.disputes) {
    end_holds(turn, dispute);
    // A loss that the orders bear in full stays; of one that was partly ours they may be able to bear more now.
    if (dispute.booked_lost && sum_of(dispute.losses) < dispute.withheld)
      reverse_loss(turn, dispute);
  }
}

void give_up_dispute_shares(Turn& turn) {
  for (auto& dispute : turn.a.disputes)
    give_up_shares(turn, dispute);
}

void hold_dispute_shares(Turn& turn) {
  for (auto& dispute : turn.a.disputes)
    settle_dispute(turn, dispute);
}

} // namespace paydesk
