#include "engine/reconciliation/payout_entries.h"

#include "core/closed_accounts.h"
#include "core/lifecycle.h"
#include "engine/reconciliation/postings.h"

namespace paydesk::recon {
namespace {

std::string trigger_of(const std::string& kind) { return kind == "payout_paid" ? "paid" : "return"; }

/// The amount less the charge, when `amount` is one of both.
std::optional<std::int64_t> fee_between(std::int64_t moved, std::int64_t amount, std::int64_t charges) {
  const auto fee = moved - amount;
  return fee == 0 || (fee > 0 && fee == charges) ? std::optional(fee) : std::nullopt;
}

} // namespace

const std::string& PayoutEntries::state_of(const PayoutRow& payout) const {
  const auto booked = booked_.find(payout.payout_id);
  return booked == booked_.end() ? payout.state : booked->second;
}

std::optional<PayoutEntries::Explained> PayoutEntries::debited(const EntryRow& entry, bool by_batch) const {
  Explained explained{"payout_paid", {}, {}};
  std::int64_t sum = 0;
  for (const auto& payout : entry.payouts) {
    if (payout.by_batch != by_batch || !lifecycle::next(lifecycle::Machine::payout, state_of(payout), "paid"))
      continue;
    if (__builtin_add_overflow(sum, payout.amount, &sum))
      return std::nullopt;
    explained.payouts.push_back(payout);
  }
  const auto fee = fee_between(-entry.amount, sum, entry.charges);
  if (explained.payouts.empty() || !fee)
    return std::nullopt;
  explained.postings = postings::paid_out(entry, sum, *fee);
  return explained;
}

std::optional<PayoutEntries::Explained> PayoutEntries::returned(const EntryRow& entry) const {
  const PayoutRow* found = nullptr;
  for (const auto& payout : entry.payouts) {
    if (payout.by_batch)
      continue;
    if (found != nullptr)
      return std::nullopt; // which of them came back is for a person to say
    found = &payout;
  }
  if (found == nullptr || state_of(*found) != "paid")
    return std::nullopt;
  const auto fee = fee_between(found->amount, entry.amount, entry.charges);
  if (!fee)
    return std::nullopt;
  return Explained{"payout_returned", {*found}, postings::payout_returned(entry, found->seller, *fee),
                   entry.return_reason, closes_account(entry.return_code)};
}

std::optional<PayoutEntries::Explained> PayoutEntries::explain(const EntryRow& entry) const {
  if (entry.payouts.empty())
    return std::nullopt;
  if (entry.amount > 0)
    return returned(entry);
  auto named = debited(entry, false);
  return named ? named : debited(entry, true);
}

void PayoutEntries::book(const Explained& explained, const Uuid& transaction_id) {
  const auto trigger = trigger_of(explained.kind);
  auto& moves = trigger == "paid" ? paid_ : given_back_;
  for (const auto& payout : explained.payouts) {
    const auto& before = state_of(payout);
    const std::string state(lifecycle::next(lifecycle::Machine::payout, before, trigger).value_or(before));
    booked_[payout.payout_id] = state;
    moves.push_back({payout.payout_id, trigger, state, transaction_id,
                     explained.why, explained.closes_account});
  }
}

} // namespace paydesk::recon
