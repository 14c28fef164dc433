#include "sandbox/books/checkout.h"

#include <algorithm>

namespace sandbox {

namespace {

template <class Modification>
std::int64_t sum(const std::vector<Modification>& all, bool with_pending) {
  std::int64_t total = 0;
  for (const Modification& one : all) {
    const bool pending = one.status == ModificationStatus::pending;
    const bool succeeded = one.status == ModificationStatus::succeeded;
    if (succeeded || (pending && with_pending)) total += one.amount;
  }
  return total;
}

template <class Item>
Item* find_by_id(std::vector<Item>& all, std::string_view id) {
  const auto found = std::ranges::find(all, id, [](const Item& item) { return std::string_view(item.id); });
  return found == all.end() ? nullptr : &*found;
}

} // namespace

std::int64_t Checkout::captured() const { return sum(captures, false); }
std::int64_t Checkout::captured_or_pending() const { return sum(captures, true); }
std::int64_t Checkout::taken_back() const {
  std::int64_t total = 0;
  for (const Capture& one : captures)
    total += one.status == ModificationStatus::reversed ? one.amount : 0;
  return total;
}
std::int64_t Checkout::refunded() const { return sum(refunds, false); }
std::int64_t Checkout::refunded_or_pending() const { return sum(refunds, true); }

std::int64_t Checkout::withdrawn() const {
  std::int64_t total = 0;
  for (const Dispute& one : disputes) {
    for (const Withdrawal& taken : one.withdrawals)
      total += taken.reinstated ? 0 : one.amount;
  }
  return total;
}

bool Checkout::closing() const {
  return void_pending || std::ranges::any_of(captures, [](const Capture& one) {
           return one.final && one.status == ModificationStatus::pending;
         });
}

std::string_view Checkout::status() const {
  switch (phase) {
  case Phase::open:
    return "open";
  case Phase::opened:
    return "opened";
  case Phase::processing:
    return "processing";
  case Phase::declined:
    return "declined";
  case Phase::expired:
    return "expired";
  case Phase::voided:
    return "voided";
  case Phase::authorized:
    break;
  }
  const std::int64_t taken = captured();
  const std::int64_t back = taken_back();
  if (taken + back == 0) return "authorized";
  if (taken + back + released < authorized) return "partially_captured";
  return taken > 0 ? "captured" : "reversed";
}

Capture* Checkout::capture(std::string_view capture_id) { return find_by_id(captures, capture_id); }
Refund* Checkout::refund(std::string_view refund_id) { return find_by_id(refunds, refund_id); }
Dispute* Checkout::dispute(std::string_view dispute_id) { return find_by_id(disputes, dispute_id); }
Response* Dispute::response(std::string_view response_id) { return find_by_id(responses, response_id); }

std::string_view name_of(ModificationStatus status) {
  if (status == ModificationStatus::pending) return "pending";
  if (status == ModificationStatus::reversed) return "reversed";
  return status == ModificationStatus::succeeded ? "succeeded" : "failed";
}

std::string_view name_of(DisputeStatus status) {
  switch (status) {
  case DisputeStatus::inquiry:
    return "inquiry";
  case DisputeStatus::closed:
    return "closed";
  case DisputeStatus::needs_response:
    return "needs_response";
  case DisputeStatus::under_review:
    return "under_review";
  case DisputeStatus::accepted:
    return "accepted";
  case DisputeStatus::pre_arbitration:
    return "pre_arbitration";
  case DisputeStatus::won:
    return "won";
  case DisputeStatus::lost:
    return "lost";
  }
  return "lost";
}

std::string_view name_of(ResponseKind kind) { return kind == ResponseKind::evidence ? "evidence" : "accept"; }

} // namespace sandbox
