// When deliveries are tried again, and when they are given up.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace paydesk {

/// Exponential backoff with full jitter, for a delivery and for a whole endpoint that does not answer.
struct WebhookPolicy {
  std::chrono::milliseconds base{5'000};
  std::chrono::milliseconds floor{1'000};
  std::chrono::milliseconds cap{std::chrono::hours(6)};
  int factor = 3;
  std::chrono::milliseconds longest_retry_after{std::chrono::hours(24)};
  std::chrono::milliseconds max_age{std::chrono::hours(72)};
  std::chrono::milliseconds failing_after{std::chrono::hours(1)}; ///< without any success: then a person is told
  std::chrono::milliseconds longest_pause{std::chrono::minutes(10)}; ///< of an endpoint, between probes
  int probe_after = 5;    ///< failures in a row, then one call at a time, with pauses
  int window = 8;         ///< calls at once to one endpoint
  int most_in_flight = 256;
  std::chrono::milliseconds lease{std::chrono::seconds(45)}; ///< longer than any call can take

  /// Before the next try after `attempt` (≥ 1) failures: random within floor and min(cap, base × factor^(attempt−1)),
  /// `random` being uniform over all 64-bit values; what the endpoint asked for wins, within bounds.
  std::chrono::milliseconds delay(int attempt, std::uint64_t random,
                                  std::optional<std::chrono::seconds> retry_after) const noexcept;
  /// How long an endpoint is left alone after so many failures in a row beyond probe_after (≥ 0).
  std::chrono::milliseconds pause(int beyond, std::uint64_t random) const noexcept;
};

} // namespace paydesk
