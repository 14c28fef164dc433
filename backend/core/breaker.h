// When calls to a PSP account stop by themselves, and how they begin again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "core/retry.h"

namespace paydesk {

enum class BreakerState : std::uint8_t { closed, open, half_open };
std::string_view to_string(BreakerState state) noexcept;
std::optional<BreakerState> parse_breaker_state(std::string_view text) noexcept;

struct BreakerSettings {
  bool enabled = true;
  std::chrono::seconds window{60}; ///< rolling
  int min_calls = 20;              ///< in the window, before the share of failures counts
  int failure_percent = 50;        ///< of the window's calls: opens
  int consecutive = 10;            ///< failures in a row: opens, whatever the window says; 0: never
  std::chrono::seconds open_for{30}; ///< before probes; doubles while they fail
  std::chrono::seconds longest_open{300};
  int probes = 3;               ///< calls that pass half-open; it closes unless too large a share of them fails
  int questions_per_minute = 6; ///< status queries that pass while it is open
  friend bool operator==(const BreakerSettings&, const BreakerSettings&) = default;
};

/// Errors: invalid_argument, fields "window_s", "min_calls" …
Result<void> check_breaker(const BreakerSettings& settings);

/// What a batch of answers says about the PSP's health, in the order in which they came.
struct CallResults {
  int calls = 0;
  int failures = 0;
  int failures_at_end = 0; ///< in a row, up to the last answer
  void add(bool failed) noexcept;
  bool empty() const noexcept { return calls == 0; }
};

/// An answer that speaks of a PSP that does not work: psp_unavailable, or an unknown outcome without the PSP's own
/// word (no answer, or 5xx).
bool is_outage(ErrorClass error_class, int http_status) noexcept;

/// The state of one account's breaker. Every daemon sees the same one.
struct Breaker {
  struct Bucket {
    Instant begin;
    int calls = 0;
    int failures = 0;
  };
  BreakerState state = BreakerState::closed;
  Instant since;
  std::string why;                    ///< of the last change, in words
  std::optional<BreakerState> forced; ///< open or closed by hand, until released
  int trips = 0;                      ///< openings since it last closed
  std::optional<Instant> probe_at;    ///< while open: when probes may pass
  int probes_out = 0;                 ///< half-open: calls that were let through
  int probes_ok = 0;
  int failures_in_row = 0;     ///< half-open: failed probes
  std::vector<Bucket> buckets; ///< the rolling window, oldest first
  Instant questions_since;
  int questions = 0; ///< within the minute from questions_since

  /// What holds: the forced state, else its own.
  BreakerState effective() const noexcept { return forced.value_or(state); }
};

/// What may be called now.
struct Admission {
  bool all = false; ///< no limit
  int calls = 0;    ///< half-open: so many probes
  int questions = 0; ///< while not closed: so many status queries
};

/// Counts the answers. True when the state has changed. Forced breakers count and stay.
bool record(Breaker& breaker, const BreakerSettings& settings, const CallResults& results, Instant now);

/// What may be called now; an open breaker whose time has come becomes half-open. A probe that never came back is let
/// through anew after `open_for`.
Admission admit(Breaker& breaker, const BreakerSettings& settings, Instant now);

/// Counts calls that were let through.
void take(Breaker& breaker, int calls, int questions) noexcept;

/// By hand: open, closed, or nothing to release it. Released from open it is probed at once.
void force(Breaker& breaker, std::optional<BreakerState> state, std::string why, Instant now);

} // namespace paydesk
