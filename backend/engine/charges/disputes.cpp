#include "engine/charges/disputes.h"

#include <algorithm>
#include <map>
#include <string>

#include "engine/ledger/postings.h"

namespace paydesk {
namespace {

/// The dispute of this reference; made, as needing a response, when it is not known yet.
Dispute& dispute_of(Turn& turn, const News& news) {
  auto& disputes = turn.a.disputes;
  const auto known = std::find_if(disputes.begin(), disputes.end(),
                                  [&](const Dispute& dispute) { return dispute.psp_reference == news.reference; });
  if (known != disputes.end())
    return *known;
  Dispute dispute;
  dispute.dispute_id = turn.ids.next();
  dispute.psp_reference = news.reference;
  dispute.amount = news.amount;
  dispute.state = lifecycle::table(lifecycle::Machine::dispute).states.front().name;
  dispute.state_since = turn.now;
  dispute.created_at = turn.now;
  dispute.added = true;
  disputes.push_back(std::move(dispute));
  turn.move_dispute(disputes.back(), "escalate", news.reference);
  return disputes.back();
}

struct Share {
  Order* order;
  std::int64_t amount;
};

/// The orders' shares of a disputed amount, pro rata to what was captured.
std::vector<Share> shares_of(Aggregate& a, std::int64_t amount) {
  std::vector<std::int64_t> weights;
  for (const auto& order : a.orders)
    weights.push_back(order.amounts.captured);
  const auto parts = allocate(amount, weights);
  std::vector<Share> shares;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i] > 0)
      shares.push_back({&a.orders[i], parts[i]});
  return shares;
}

/// One hold a seller, however many of its orders the charge has.
void hold(Turn& turn, const Dispute& dispute, bool released) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& share : shares_of(turn.a, dispute.amount))
    sums[share.order->seller] += share.amount;
  for (const auto& [seller, amount] : sums)
    turn.a.holds.push_back({dispute.dispute_id, seller, amount, released});
}

void withdraw(Turn& turn, Dispute& dispute, const News& news) {
  if (turn.knows_fact("dispute_withdrawn", news.reference))
    return;
  turn.post_fact("dispute_withdrawn", news, std::nullopt, dispute.amount,
                 postings::dispute_withdrawn(turn.a.charge.psp_account, turn.a.payment.currency, dispute.amount),
                 "dispute " + dispute.psp_reference + ", funds withdrawn");
  dispute.changed = true;
  // The news that it was given back may have come first: then nothing is withheld any more.
  dispute.withdrawn = !turn.knows_fact("dispute_reinstated", news.reference);
  if (!dispute.withdrawn)
    return;
  for (const auto& share : shares_of(turn.a, dispute.amount)) {
    auto& amounts = share.order->amounts;
    amounts.disputed += share.amount;
    if (amounts.refundable() < 0)
      turn.alert("disputed_beyond_capture", "order " + share.order->reference);
  }
  hold(turn, dispute, false);
}

/// The orders are no longer under dispute; the sellers' holds end.
void end_holds(Turn& turn, const Dispute& dispute) {
  for (const auto& share : shares_of(turn.a, dispute.amount))
    share.order->amounts.disputed -= std::min(share.order->amounts.disputed, share.amount);
  hold(turn, dispute, true);
}

void reinstate(Turn& turn, Dispute& dispute, const News& news) {
  if (turn.knows_fact("dispute_reinstated", news.reference))
    return;
  turn.post_fact("dispute_reinstated", news, std::nullopt, dispute.amount,
                 postings::dispute_reinstated(turn.a.charge.psp_account, turn.a.payment.currency, dispute.amount),
                 "dispute " + dispute.psp_reference + ", funds reinstated");
  if (dispute.withdrawn && !dispute.booked_lost)
    end_holds(turn, dispute);
  dispute.withdrawn = false;
  dispute.changed = true;
}

/// A part of a lost dispute that the order can bear; what goes beyond captured − refunded is our loss.
void book_loss(Turn& turn, Dispute& dispute, const News& news) {
  if (!dispute.withdrawn || dispute.booked_lost)
    return;
  end_holds(turn, dispute);
  std::vector<postings::Part> parts;
  std::int64_t beyond = 0;
  for (const auto& share : shares_of(turn.a, dispute.amount)) {
    auto& order = *share.order;
    const auto borne = std::clamp<std::int64_t>(
        order.amounts.captured - order.amounts.refunded - order.amounts.lost, 0, share.amount);
    beyond += share.amount - borne;
    if (borne == 0)
      continue;
    order.amounts.lost += borne;
    const auto gone = std::min(order.amounts.refunded + order.amounts.lost, order.amounts.captured);
    const auto commission =
        cumulative_part(order.commission_taken, gone, order.amounts.captured, order.commission_returned);
    order.commission_returned += commission;
    parts.push_back({order.seller, borne, commission});
  }
  Journal journal;
  journal.id = turn.ids.next();
  journal.kind = "dispute_lost";
  journal.cause = turn.a.charge.psp_account + "/" + news.reference;
  journal.payment_id = turn.a.payment.payment_id;
  journal.booked_at = turn.now;
  journal.description = "dispute " + dispute.psp_reference + " lost";
  journal.lines = postings::dispute_lost(turn.a.charge.psp_account, turn.a.payment.currency, parts, beyond);
  turn.a.journals.push_back(std::move(journal));
  dispute.booked_lost = true;
  dispute.changed = true;
}

} // namespace

void on_dispute_news(Turn& turn, const News& news) {
  auto& dispute = dispute_of(turn, news);
  // The end of a dispute whose withdrawal was never told: that webhook was lost, and the PSP knows the whole story.
  const bool ends = news.kind == News::Kind::dispute_reinstated || news.kind == News::Kind::dispute_won ||
                    news.kind == News::Kind::dispute_lost;
  if (ends && !turn.knows_fact("dispute_withdrawn", news.reference))
    turn.ask_psp();
  switch (news.kind) {
  case News::Kind::dispute_withdrawn:
    withdraw(turn, dispute, news);
    break;
  case News::Kind::dispute_reinstated:
    reinstate(turn, dispute, news);
    break;
  case News::Kind::dispute_won:
    if (turn.move_dispute(dispute, "win", news.reference))
      for (const auto& share : shares_of(turn.a, dispute.amount))
        share.order->dispute_won = true;
    break;
  case News::Kind::dispute_lost:
    turn.move_dispute(dispute, "lose", news.reference);
    break;
  default:
    break;
  }
  if (dispute.state == "lost")
    book_loss(turn, dispute, news);
  turn.a.dirty = true;
}

} // namespace paydesk
