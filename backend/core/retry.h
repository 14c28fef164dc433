// Error classes of PSP answers, and when to try again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace paydesk {

/// What an adapter maps every unsuccessful answer to. What no rule covers is outcome_unknown.
enum class ErrorClass : std::uint8_t {
  none,
  declined_final,
  declined_retryable,
  authentication_required,
  invalid_request,
  rate_limited,
  psp_unavailable, ///< surely not processed
  outcome_unknown, ///< may have been processed: only asked for
  configuration,   ///< bad credentials: pauses the account's queue
  fraud,
};

std::string_view to_string(ErrorClass error_class) noexcept;
std::optional<ErrorClass> parse_error_class(std::string_view text) noexcept;

/// True when trying again later can help without a person.
bool is_retryable(ErrorClass error_class) noexcept;

/// Exponential backoff with full jitter: delay = random(0, min(cap, base × factor^n)), never under `floor`.
/// Source: the policy of domain.md §6.
struct RetryPolicy {
  std::chrono::milliseconds base{500};
  std::chrono::milliseconds cap{60'000};
  std::chrono::milliseconds floor{100};
  int factor = 2;
  int max_attempts = 8;

  /// The delay before attempt number `attempt` + 1 after `attempt` failures (≥ 1). `random` is uniform over
  /// all 64-bit values. A PSP's Retry-After wins when it is longer than the jittered delay.
  std::chrono::milliseconds delay(int attempt, std::uint64_t random,
                                  std::optional<std::chrono::seconds> retry_after) const noexcept;
};

} // namespace paydesk
