// The faults by name.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace sandbox {

enum class Fault {
  decline,
  rate_limited,
  error_before,
  error_after,
  timeout_before,
  timeout_after,
  reset_after,
  duplicate_webhook,
  late_webhook,
  reordered_webhook,
  lost_webhook,
  refund_fails_later,
  capture_fails_later,
  settlement_missing_line,
  settlement_extra_line,
  settlement_wrong_amount,
  settlement_wrong_fee,
  settlement_duplicate_line,
  settlement_next_day_line,
  payout_fails,
  payout_returned_later,
};

/// In the order of the enumeration.
inline constexpr std::array<std::string_view, 21> kFaultNames{
    "decline",
    "rate_limited",
    "error_before",
    "error_after",
    "timeout_before",
    "timeout_after",
    "reset_after",
    "duplicate_webhook",
    "late_webhook",
    "reordered_webhook",
    "lost_webhook",
    "refund_fails_later",
    "capture_fails_later",
    "settlement_missing_line",
    "settlement_extra_line",
    "settlement_wrong_amount",
    "settlement_wrong_fee",
    "settlement_duplicate_line",
    "settlement_next_day_line",
    "payout_fails",
    "payout_returned_later",
};

constexpr std::string_view name_of(Fault fault) { return kFaultNames[static_cast<std::size_t>(fault)]; }

constexpr std::optional<Fault> fault_named(std::string_view name) {
  for (std::size_t i = 0; i < kFaultNames.size(); ++i) {
    if (kFaultNames[i] == name) return static_cast<Fault>(i);
  }
  return std::nullopt;
}

} // namespace sandbox
