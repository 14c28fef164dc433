#include "sandbox/books/movement.h"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {

/// In the order of the kinds.
constexpr std::array<std::string_view, 18> kNames{
    "capture",          "capture_reversed", "refund",        "refund_reversed", "dispute_withdrawn", "dispute_reinstated",
    "dispute_fee",      "payout",           "payout_returned",
    "reserve_held",     "reserve_released", "carried_out",  "carried_in",        "fee_invoice",
    "deposit_excess",   "deposit_short",    "deposit_double", "deposit_returned"};
static_assert(kNames.size() == static_cast<std::size_t>(MovementKind::deposit_returned) + 1);

} // namespace

std::string_view name_of(MovementKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<MovementKind> own_movement(std::string_view name) {
  const auto first = kNames.begin() + static_cast<std::ptrdiff_t>(MovementKind::payout);
  const auto at = std::find(first, kNames.end(), name);
  if (at == kNames.end()) return std::nullopt;
  return static_cast<MovementKind>(at - kNames.begin());
}

bool takes_money(MovementKind kind) {
  return kind == MovementKind::refund || kind == MovementKind::capture_reversed ||
         kind == MovementKind::dispute_withdrawn || kind == MovementKind::payout || kind == MovementKind::reserve_held ||
         kind == MovementKind::carried_in || kind == MovementKind::fee_invoice ||
         kind == MovementKind::deposit_returned;
}

} // namespace sandbox
