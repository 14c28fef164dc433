// Error classes of PSP answers, and when to try again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"

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
inline constexpr std::size_t error_classes = 10;

std::string_view to_string(ErrorClass error_class) noexcept;
std::optional<ErrorClass> parse_error_class(std::string_view text) noexcept;

/// True when trying again later can help without a person.
bool is_retryable(ErrorClass error_class) noexcept;

/// True when the PSP itself has judged the request: the same key would be answered the same.
bool is_verdict(ErrorClass error_class) noexcept;

enum class RetryStrategy : std::uint8_t {
  immediate,   ///< without any wait
  fixed,       ///< `base` each time
  incremental, ///< `base`, 2 × base, 3 × base …
  exponential, ///< random(floor, base × factor^n): full jitter
  cancel,      ///< never again: the operation ends as a declined one does
};
std::string_view to_string(RetryStrategy strategy) noexcept;
std::optional<RetryStrategy> parse_retry_strategy(std::string_view text) noexcept;

/// A PSP's Retry-After counts up to this; what it asks for beyond is taken as this.
inline constexpr std::chrono::seconds longest_retry_after{86'400};

/// When one class of errors is tried again, and for how long. Source: domain.md §6.
struct RetryRule {
  RetryStrategy strategy = RetryStrategy::cancel;
  std::chrono::milliseconds base{0};
  std::chrono::milliseconds cap{0};   ///< no computed delay is longer
  std::chrono::milliseconds floor{0}; ///< no exponential delay is shorter
  int factor = 2;                     ///< of exponential
  int max_attempts = 1;               ///< failed tries until a dead letter; of outcome_unknown: questions
  std::chrono::seconds max_age{0};    ///< since the first failure: no try begins later

  friend bool operator==(const RetryRule&, const RetryRule&) = default;

  /// The longest delay after `failures` failures (≥ 1): grows with them, never beyond `cap`.
  std::chrono::milliseconds longest_delay(int failures) const noexcept;
  /// The delay after `failures` failures; `random` is uniform over all 64-bit values.
  std::chrono::milliseconds delay(int failures, std::uint64_t random) const noexcept;
};

/// How often and since when something has failed.
struct Failures {
  int count = 1; ///< ≥ 1
  Instant since; ///< the first one
  Instant last;  ///< the last one: delays begin here
};

/// What a rule makes of a failure.
struct NextTry {
  enum class Kind : std::uint8_t { again, exhausted, cancelled };
  Kind kind = Kind::exhausted;
  Instant at;                 ///< of `again`: when
  std::optional<Instant> held_until; ///< of `again`: the PSP's or the network's word; no change of rules beats it
  std::string why;            ///< of the others, for the timeline
};

/// Decides by the rule. `least_wait` is what the PSP (Retry-After) or the card network asks for: it wins over every
/// computed delay and over the cap, but a try that would begin after the maximum age is not waited for.
NextTry next_try(const RetryRule& rule, const Failures& failures, std::uint64_t random,
                 std::optional<std::chrono::seconds> least_wait);

/// How many tries are left at most when the next one is at `due`, each later one as late as it can be.
int tries_left(const RetryRule& rule, const Failures& failures, Instant due) noexcept;

/// The configuration's retry.* keys: exponential backoff with full jitter for accounts without rules of their own.
struct RetryPolicy {
  std::chrono::milliseconds base{500};
  std::chrono::milliseconds cap{60'000};
  std::chrono::milliseconds floor{100};
  int factor = 2;
  int max_attempts = 8;
};

} // namespace paydesk
