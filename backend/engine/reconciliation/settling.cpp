#include "engine/reconciliation/settling.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/reconciliation/postings.h"

namespace paydesk::recon {
namespace {

constexpr std::int64_t batch_size = 500;

bool settles_order(const FactRow& fact) { return fact.kind == "capture" || fact.kind == "capture_reversed"; }

/// The orders of one settlement, by charge, with what they were before.
class Orders {
 public:
  explicit Orders(std::vector<OrderRow> rows) : rows_(std::move(rows)) {
    for (auto& row : rows_)
      by_charge_[row.charge_id].push_back(&row);
    for (const auto& row : rows_)
      before_.push_back({row.amounts.settled, row.unsettled_share});
  }

  void settle(const FactRow& fact) {
    const auto found = by_charge_.find(fact.charge_id.value_or(Uuid{}));
    if (found == by_charge_.end()) return;
    std::vector<OrderRow*> orders;
    std::copy_if(found->second.begin(), found->second.end(), std::back_inserter(orders),
                 [&](const OrderRow* order) { return !fact.order_id || order->order_id == *fact.order_id; });
    const bool back = fact.kind == "capture_reversed";
    const auto parts = allocate(fact.amount, back ? settled_or_more(orders) : weights(orders));
    for (std::size_t i = 0; i < parts.size(); ++i)
      orders[i]->amounts.settled += back ? -parts[i] : parts[i];
  }

  /// A line has told of this: answers what it takes from the wallet's pending.
  WalletChange settle(const SellerShare& share) {
    std::vector<OrderRow*> orders;
    for (auto* order : by_charge_.at(share.charge_id))
      if (order->seller == share.seller) orders.push_back(order);
    std::int64_t before = 0;
    auto left = share.amount;
    for (auto* order : orders) {
      before += order->unsettled_share;
      const auto part =
          std::clamp(order->unsettled_share, std::min<std::int64_t>(left, 0), std::max<std::int64_t>(left, 0));
      order->unsettled_share -= part;
      left -= part;
    }
    orders.front()->unsettled_share -= left;
    const auto pending = [](std::int64_t unsettled) { return std::max<std::int64_t>(0, unsettled); };
    return {share.seller, orders.front()->currency, pending(before - share.amount) - pending(before), 0};
  }

  std::vector<OrderChange> changes(std::string_view detail) const {
    std::vector<OrderChange> changes;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto& row = rows_[i];
      const auto [settled, unsettled_share] = before_[i];
      if (row.amounts.settled == settled && row.unsettled_share == unsettled_share) continue;
      const auto status = shown_status(row.charge_state, row.amounts, row.dispute_won);
      const bool more = row.amounts.settled > settled;
      const auto said = row.amounts.settled == settled ? std::string()
                        : more                         ? std::string(detail)
                                                       : "taken back in " + std::string(detail);
      changes.push_back({row.order_id, row.payment_id, row.amounts.settled, row.status, std::string(status), said, more,
                         row.unsettled_share});
    }
    return changes;
  }

 private:
  struct Before {
    std::int64_t settled;
    std::int64_t unsettled_share;
  };

  /// What is settled goes back with the capture that it was for; before that is settled, what was taken back.
  static std::vector<std::int64_t> settled_or_more(const std::vector<OrderRow*>& orders) {
    std::vector<std::int64_t> weights;
    for (const auto* order : orders)
      weights.push_back(std::max<std::int64_t>(0, order->amounts.settled));
    if (std::all_of(weights.begin(), weights.end(), [](std::int64_t w) { return w == 0; }))
      for (std::size_t i = 0; i < orders.size(); ++i)
        weights[i] = orders[i]->amounts.reversed;
    return weights;
  }

  /// What is captured and not settled; when that is nothing for all (a correction), what is captured or
  /// ordered.
  static std::vector<std::int64_t> weights(const std::vector<OrderRow*>& orders) {
    std::vector<std::int64_t> weights;
    const auto fill = [&](auto weight) {
      weights.clear();
      for (const auto* order : orders)
        weights.push_back(std::max<std::int64_t>(0, weight(order->amounts)));
      return std::any_of(weights.begin(), weights.end(), [](std::int64_t w) { return w > 0; });
    };
    if (!fill([](const OrderAmounts& a) { return a.captured - a.settled; }) &&
        !fill([](const OrderAmounts& a) { return a.captured; }))
      fill([](const OrderAmounts& a) { return a.amount; });
    return weights;
  }

  std::vector<OrderRow> rows_;
  std::vector<Before> before_;
  std::map<Uuid, std::vector<OrderRow*>> by_charge_;
};

std::vector<Uuid> charges_of(std::span<const FactRow> facts) {
  std::set<Uuid> charges;
  for (const auto& fact : facts)
    if (fact.charge_id) charges.insert(*fact.charge_id);
  return {charges.begin(), charges.end()};
}

void settle_batch(Work& work, std::span<const LineRow> lines, const SettlementTerms& terms) {
  std::vector<Journal> journals;
  std::vector<SettledLine> settled;
  std::map<std::string, std::vector<FactRow>> facts_of_batch;
  for (const auto& line : lines) {
    auto postings = postings::settled(line, terms);
    settled.push_back({line.line_id, std::nullopt});
    if (!postings.empty()) {
      journals.push_back(settlement_journal(work, line, std::move(postings)));
      settled.back().transaction_id = journals.back().id;
    }
    if (line.fact) facts_of_batch[line.batch].push_back(*line.fact);
  }
  for (const auto& [batch, facts] : facts_of_batch)
    settle_facts(work, lines.front().psp_account, facts, "batch " + batch);
  work.tx.write(journals, {});
  work.tx.mark_settled(settled);
}

} // namespace

Journal settlement_journal(Work& work, const LineRow& line, std::vector<Posting> postings) {
  Journal journal;
  journal.id = work.ids.next();
  journal.kind = "settlement";
  journal.cause = line.psp_account + "/" + line.batch + "/" + line.kind + "/" + line.psp_reference;
  journal.payment_id = line.payment_id;
  journal.booked_at = work.now;
  journal.value_date = line.settlement_date;
  journal.description = line.kind + " " + line.psp_reference + " settled in batch " + line.batch;
  journal.lines = std::move(postings);
  return journal;
}

void settle_facts(Work& work, std::string_view psp_account, std::span<const FactRow> facts,
                  std::string_view detail) {
  Orders orders(work.tx.lock_orders(charges_of(facts)));
  for (const auto& fact : facts)
    if (settles_order(fact)) orders.settle(fact);
  std::vector<WalletChange> released;
  for (const auto& share : work.tx.seller_shares(psp_account, facts))
    released.push_back(orders.settle(share));
  const auto changes = orders.changes(detail);
  work.tx.update_orders(changes, work.now);
  work.tx.write({}, released);
  std::vector<EventRow> events;
  for (const auto& change : changes)
    if (change.paid_out) events.push_back({"order.settled", "order", change.order_id.to_string(), change.payment_id});
  work.tx.add_events(events, work.now);
}

void settle_suspense(Work& work, std::string_view psp_account) {
  std::vector<Journal> journals;
  std::vector<SettledLine> settled;
  std::vector<FactRow> facts;
  for (const auto& line : work.tx.lines_in_suspense(psp_account)) {
    journals.push_back(settlement_journal(work, line, postings::unknown_line_explained(line)));
    settled.push_back({line.line_id, journals.back().id});
    facts.push_back(*line.fact);
  }
  if (journals.empty()) return;
  settle_facts(work, psp_account, facts, "a batch that came before its news");
  work.tx.write(journals, {});
  work.tx.mark_settled(settled);
}

void settle_matched(Work& work, std::string_view psp_account) {
  const auto terms = work.terms.terms(psp_account);
  for (;;) {
    const auto lines = work.tx.matched_lines(psp_account, batch_size);
    if (lines.empty()) return;
    settle_batch(work, lines, terms);
  }
}

} // namespace paydesk::recon
