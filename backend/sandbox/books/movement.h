// Money that moved and has not been settled yet.
#pragma once

#include "sandbox/text/instants.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

enum class MovementKind {
  capture,
  capture_reversed,
  refund,
  refund_reversed,
  dispute_withdrawn,
  dispute_reinstated,
  dispute_fee,
  payout, ///< from here on: of no payment
  payout_returned,
  reserve_held,
  reserve_released,
  carried_out,
  carried_in,
  fee_invoice,
  deposit_excess,
  deposit_short,
  deposit_double,
  deposit_returned
};

/// The settlement file's word for it.
std::string_view name_of(MovementKind kind);
/// A kind that is of no payment, by the settlement file's word for it.
std::optional<MovementKind> own_movement(std::string_view name);
/// Whether money of such a kind leaves the merchant.
bool takes_money(MovementKind kind);

/// One fact: `gross` signed from the merchant's side, `fee` positive is a cost, both in minor units.
struct Movement {
  MovementKind kind = MovementKind::capture;
  std::string psp_reference;
  std::string checkout_id;
  std::string merchant_reference;
  std::int64_t gross = 0;
  std::int64_t fee = 0;
  Instant booked_at;
  bool held_back = false; ///< a fault kept it out of one settlement already
};

/// (account id, currency)
using BatchKey = std::pair<std::string, std::string>;

/// The movements since the last close, in booking order.
class MovementLog {
 public:
  void add(const BatchKey& key, Movement movement) { open_[key].push_back(std::move(movement)); }
  /// Hands everything over and begins anew.
  std::map<BatchKey, std::vector<Movement>> take() { return std::exchange(open_, {}); }
  void clear() { open_.clear(); }

 private:
  std::map<BatchKey, std::vector<Movement>> open_;
};

} // namespace sandbox
