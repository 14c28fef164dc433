#include "core/retry.h"

#include <algorithm>
#include <array>
#include <limits>

namespace paydesk {
namespace {

using std::chrono::milliseconds;

constexpr std::array<std::string_view, error_classes> names = {
    "none",         "declined_final",  "declined_retryable", "authentication_required", "invalid_request",
    "rate_limited", "psp_unavailable", "outcome_unknown",    "configuration",           "fraud"};

constexpr std::array<std::string_view, 5> strategies = {"immediate", "fixed", "incremental", "exponential", "cancel"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& known, std::string_view text) noexcept {
  const auto at = std::find(known.begin(), known.end(), text);
  if (at == known.end())
    return std::nullopt;
  return static_cast<Enum>(at - known.begin());
}

/// a × b for a, b ≥ 0, or the largest number.
std::int64_t saturated_product(std::int64_t a, std::int64_t b) noexcept {
  std::int64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::int64_t>::max() : product;
}

/// at + by for by ≥ 0, or the last instant there is.
template <class Rep, class Period>
Instant saturated_sum(Instant at, std::chrono::duration<Rep, Period> by) noexcept {
  using Ratio = std::ratio_divide<Period, std::micro>;
  static_assert(Ratio::den == 1);
  const auto micros = saturated_product(std::max<std::int64_t>(by.count(), 0), Ratio::num);
  std::int64_t sum = 0;
  if (__builtin_add_overflow(at.time_since_epoch().count(), micros, &sum))
    return Instant::max();
  return Instant{std::chrono::microseconds{sum}};
}

std::int64_t positive(milliseconds value) noexcept { return std::max<std::int64_t>(value.count(), 0); }

std::int64_t exponential_bound(const RetryRule& rule, int failures) noexcept {
  std::int64_t bound = positive(rule.base);
  for (int i = 1; i < failures && bound > 0 && bound < rule.cap.count() && rule.factor > 1; ++i)
    bound = saturated_product(bound, rule.factor);
  return std::max(bound, positive(rule.floor));
}

} // namespace

std::string_view to_string(ErrorClass error_class) noexcept { return names[static_cast<std::size_t>(error_class)]; }
std::optional<ErrorClass> parse_error_class(std::string_view text) noexcept { return parse<ErrorClass>(names, text); }
std::string_view to_string(RetryStrategy strategy) noexcept { return strategies[static_cast<std::size_t>(strategy)]; }
std::optional<RetryStrategy> parse_retry_strategy(std::string_view text) noexcept {
  return parse<RetryStrategy>(strategies, text);
}

bool is_retryable(ErrorClass error_class) noexcept {
  return error_class == ErrorClass::rate_limited || error_class == ErrorClass::psp_unavailable ||
         error_class == ErrorClass::outcome_unknown || error_class == ErrorClass::configuration;
}

bool is_verdict(ErrorClass error_class) noexcept {
  return error_class == ErrorClass::declined_final || error_class == ErrorClass::declined_retryable ||
         error_class == ErrorClass::authentication_required || error_class == ErrorClass::fraud;
}

milliseconds RetryRule::longest_delay(int failures) const noexcept {
  switch (strategy) {
  case RetryStrategy::immediate:
  case RetryStrategy::cancel:
    return milliseconds{0};
  case RetryStrategy::fixed:
    return milliseconds{std::min(positive(base), positive(cap))};
  case RetryStrategy::incremental:
    return milliseconds{std::min(saturated_product(positive(base), std::max(failures, 1)), positive(cap))};
  case RetryStrategy::exponential:
    break;
  }
  return milliseconds{std::min(exponential_bound(*this, failures), positive(cap))};
}

milliseconds RetryRule::delay(int failures, std::uint64_t random) const noexcept {
  const auto longest = longest_delay(failures);
  if (strategy != RetryStrategy::exponential)
    return longest;
  const auto shortest = std::min(positive(floor), longest.count());
  const auto span = static_cast<std::uint64_t>(longest.count() - shortest);
  return milliseconds{shortest + static_cast<std::int64_t>(
                                     span == std::numeric_limits<std::uint64_t>::max() ? random : random % (span + 1))};
}

NextTry next_try(const RetryRule& rule, const Failures& failures, std::uint64_t random,
                 std::optional<std::chrono::seconds> least_wait) {
  if (rule.strategy == RetryStrategy::cancel)
    return {NextTry::Kind::cancelled, {}, {}, "the retry policy gives such failures up at once"};
  if (failures.count >= rule.max_attempts)
    return {NextTry::Kind::exhausted, {}, {},
            std::to_string(failures.count) + " of " + std::to_string(rule.max_attempts) + " tries failed"};
  NextTry next{NextTry::Kind::again, saturated_sum(failures.last, rule.delay(failures.count, random)), {}, {}};
  if (least_wait) {
    const auto wait = std::clamp(*least_wait, std::chrono::seconds(0), std::chrono::seconds(30 * 86'400));
    next.held_until = saturated_sum(failures.last, wait);
    next.at = std::max(next.at, *next.held_until);
  }
  if (next.at > saturated_sum(failures.since, rule.max_age))
    return {NextTry::Kind::exhausted, {}, {},
            "the next try would be more than " + std::to_string(rule.max_age.count()) + " s after the first failure"};
  return next;
}

int tries_left(const RetryRule& rule, const Failures& failures, Instant due) noexcept {
  if (rule.strategy == RetryStrategy::cancel)
    return 0;
  const auto last = saturated_sum(failures.since, rule.max_age);
  int left = 0;
  for (int failed = failures.count; failed < rule.max_attempts && (left == 0 || due <= last); ++failed) {
    ++left;
    due = saturated_sum(due, rule.longest_delay(failed + 1));
  }
  return left;
}

} // namespace paydesk
