// The status that is shown for an order: one pure function of its charge's state, its amounts, and the most
// urgent open refund or dispute. It is stored for searching and proven equal by verify.
#pragma once

#include <cstdint>
#include <string_view>

namespace paydesk {

/// An order's amounts in minor units; captured ≥ 0 and so on. They never go back, but refund_pending, disputed and lost
/// by how disputes end, and captured by what the bank takes back.
struct OrderAmounts {
  std::int64_t amount = 0;
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::int64_t refund_pending = 0;
  std::int64_t disputed = 0; ///< withdrawn by disputes not yet decided
  std::int64_t lost = 0;     ///< lost in disputes
  std::int64_t settled = 0;
  std::int64_t reversed = 0; ///< captured once, and taken back by the bank

  /// What can still be refunded.
  std::int64_t refundable() const noexcept { return captured - refunded - refund_pending - disputed - lost; }
};

/// The name shown, one of the keys of resources/states.json's domain names: created … captured,
/// partially_refunded, refunded, refund_pending, disputed, dispute_won, dispute_lost, settled, reversed.
/// `dispute_won` tells that the latest decided dispute was won. The result has static storage.
std::string_view shown_status(std::string_view charge_state, const OrderAmounts& amounts, bool dispute_won) noexcept;

} // namespace paydesk
