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

/// The orders' shares of a disputed amount, pro rata to what was captured; to what they are worth while no capture is
/// known.
std::vector<Share> shares_of(Aggregate& a, std::int64_t amount) {
  std::vector<std::int64_t> weights;
  for (const auto& order : a.orders)
    weights.push_back(a.charge.captured > 0 ? order.amounts.captured : order.amounts.amount);
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

/// The disputed amount is withheld: the orders are under dispute, the sellers' shares are on hold.
void begin_holds(Turn& turn, const Dispute& dispute) {
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

void withdraw(Turn& turn, Dispute& dispute, const News& news) {
  if (turn.knows_fact("dispute_withdrawn", news.reference))
    return;
  turn.post_fact("dispute_withdrawn", news, std::nullopt, dispute.amount,
                 postings::dispute_withdrawn(turn.a.charge.psp_account, turn.a.payment.currency, dispute.amount),
                 "dispute " + dispute.psp_reference + ", funds withdrawn");
  dispute.changed = true;
  dispute.withdrawn = true;
  begin_holds(turn, dispute);
}

/// The journal that books a dispute's loss, or books it back.
void post_loss(Turn& turn, Dispute& dispute, const News& news, std::string_view kind, std::string_view what,
               std::vector<Posting> lines) {
  Journal journal;
  journal.id = turn.ids.next();
  journal.kind = kind;
  journal.cause = turn.a.charge.psp_account + "/" + news.reference;
  journal.payment_id = turn.a.payment.payment_id;
  journal.booked_at = turn.now;
  journal.description = "dispute " + dispute.psp_reference + std::string(what);
  journal.lines = std::move(lines);
  turn.a.journals.push_back(std::move(journal));
  dispute.booked_lost = !dispute.booked_lost;
  dispute.losses_changed = true;
  dispute.changed = true;
}

/// Takes from the order what it bears of a loss, or gives it back (`amount` < 0); the commission in it.
std::int64_t move_lost(Order& order, std::int64_t amount) {
  const auto commission = postings::commission_in(order, amount);
  order.amounts.lost += amount;
  order.commission_returned += commission;
  return commission;
}

/// A part of a lost dispute that the order can bear; what goes beyond captured − refunded is our loss. Before any
/// capture is known nobody can tell, so the loss waits for it.
void book_loss(Turn& turn, Dispute& dispute, const News& news) {
  if (!dispute.withdrawn || dispute.booked_lost || turn.a.charge.captured == 0)
    return;
  end_holds(turn, dispute);
  std::vector<postings::Part> parts;
  std::int64_t beyond = 0;
  dispute.losses.clear();
  for (const auto& share : shares_of(turn.a, dispute.amount)) {
    auto& order = *share.order;
    const auto borne = std::clamp<std::int64_t>(
        order.amounts.captured - order.amounts.refunded - order.amounts.lost, 0, share.amount);
    beyond += share.amount - borne;
    if (borne == 0)
      continue;
    parts.push_back({order.seller, borne, move_lost(order, borne)});
    dispute.losses.push_back({order.order_id, borne});
  }
  post_loss(turn, dispute, news, "dispute_lost", " lost",
            postings::dispute_lost(turn.a.charge.psp_account, turn.a.payment.currency, parts, beyond));
}

/// The loss was none: the dispute is won after all, or its money came back. Sellers and commission get back what
/// they bore; until the money is there it is withheld as before the loss.
void reverse_loss(Turn& turn, Dispute& dispute, const News& news) {
  if (!dispute.booked_lost)
    return;
  std::vector<postings::Part> parts;
  std::int64_t beyond = dispute.amount;
  for (const auto& loss : dispute.losses) {
    auto& order = *turn.a.order(loss.order_id);
    beyond -= loss.amount;
    parts.push_back({order.seller, loss.amount, -move_lost(order, -loss.amount)});
  }
  dispute.losses.clear();
  post_loss(turn, dispute, news, "dispute_loss_reversed", ", loss booked back",
            postings::dispute_loss_reversed(turn.a.charge.psp_account, turn.a.payment.currency, parts, beyond));
  if (dispute.withdrawn)
    begin_holds(turn, dispute);
}

void reinstate(Turn& turn, Dispute& dispute, const News& news) {
  if (turn.knows_fact("dispute_reinstated", news.reference))
    return;
  // What is given back was taken before, whichever of the two webhooks is late.
  withdraw(turn, dispute, news);
  reverse_loss(turn, dispute, news);
  turn.post_fact("dispute_reinstated", news, std::nullopt, dispute.amount,
                 postings::dispute_reinstated(turn.a.charge.psp_account, turn.a.payment.currency, dispute.amount),
                 "dispute " + dispute.psp_reference + ", funds reinstated");
  if (dispute.withdrawn)
    end_holds(turn, dispute);
  dispute.withdrawn = false;
  dispute.changed = true;
}

bool is_under_way(const Dispute& dispute) { return dispute.withdrawn && !dispute.booked_lost; }

} // namespace

void release_dispute_shares(Turn& turn) {
  for (const auto& dispute : turn.a.disputes)
    if (is_under_way(dispute))
      end_holds(turn, dispute);
}

void hold_dispute_shares(Turn& turn, const News& capture) {
  for (auto& dispute : turn.a.disputes) {
    if (!is_under_way(dispute))
      continue;
    begin_holds(turn, dispute);
    if (dispute.state != "lost")
      continue;
    auto news = capture;
    news.reference = dispute.psp_reference;
    book_loss(turn, dispute, news);
  }
}

void on_dispute_news(Turn& turn, const News& news) {
  auto& dispute = dispute_of(turn, news);
  // The end of a dispute whose withdrawal was never told, or a dispute before its capture: a webhook was lost, and the
  // PSP knows the whole story.
  const bool ends = news.kind == News::Kind::dispute_reinstated || news.kind == News::Kind::dispute_won ||
                    news.kind == News::Kind::dispute_lost;
  if ((ends && !turn.knows_fact("dispute_withdrawn", news.reference)) || turn.a.charge.captured == 0)
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
  if (dispute.state == "won")
    reverse_loss(turn, dispute, news);
  turn.a.dirty = true;
}

} // namespace paydesk
