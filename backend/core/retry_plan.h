// A PSP account's whole retry policy: one rule a class of errors, and what the card networks allow.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/retry.h"

namespace paydesk {

/// What a card network allows of merchant-initiated retries of one declined operation.
struct NetworkLimit {
  struct Wait {
    std::string code;
    std::chrono::seconds least{0};
    friend bool operator==(const Wait&, const Wait&) = default;
  };
  std::string network; ///< "visa"
  int max_tries = 15;  ///< calls in all, the first one included
  std::chrono::hours window{30 * 24}; ///< since the first decline
  std::vector<std::string> never;     ///< the network's codes after which no further call may be made
  std::vector<Wait> waits;            ///< the network's codes that ask for a wait
  friend bool operator==(const NetworkLimit&, const NetworkLimit&) = default;
};

/// Visa and Mastercard as of psp.md.
std::vector<NetworkLimit> default_network_limits();

/// The declines of one operation so far, the present one included.
struct Declines {
  std::string_view network; ///< empty: the PSP did not say which
  std::string_view code;    ///< Visa's response code, Mastercard's merchant advice code
  int count = 1;
  Instant first;
};

struct NetworkVerdict {
  bool may_retry = true;
  std::string why;                     ///< when it may not
  std::chrono::seconds least_wait{0};
};

/// What the networks allow after a decline, a next call at `at` at the earliest. A decline of an unknown network is
/// held to the strictest of all counts and windows.
NetworkVerdict network_verdict(std::span<const NetworkLimit> limits, const Declines& declines, Instant at);

/// The rules of one account. A class without a rule of its own is given up at once.
struct RetryPlan {
  std::array<RetryRule, error_classes> rules{};
  std::vector<NetworkLimit> networks;

  const RetryRule& rule(ErrorClass error_class) const noexcept {
    return rules[static_cast<std::size_t>(error_class)];
  }
  RetryRule& rule(ErrorClass error_class) noexcept { return rules[static_cast<std::size_t>(error_class)]; }
  friend bool operator==(const RetryPlan&, const RetryPlan&) = default;
};

/// The classes whose rules a person may change.
inline constexpr std::array<ErrorClass, 4> editable_classes = {
    ErrorClass::psp_unavailable, ErrorClass::rate_limited, ErrorClass::declined_retryable, ErrorClass::outcome_unknown};

/// How the PSP is asked about outcomes that are not known, where no rule of an account says it.
struct AskPolicy {
  std::chrono::milliseconds delay{1'000}; ///< before the first question; doubles
  std::chrono::milliseconds longest{60'000};
  int max_asks = 60;
};

/// The plan of accounts without one of their own.
RetryPlan default_plan(const RetryPolicy& retry = {}, const AskPolicy& ask = {});

/// Whether a class may have this strategy: what is final is only given up, what may have been processed is only asked
/// for, and what hurts when hurried is never tried at once.
bool may_have(ErrorClass error_class, RetryStrategy strategy) noexcept;

/// Checks a rule's numbers against its class. Errors: invalid_argument, `field` below `prefix` ("rules[1].").
Result<void> check_rule(ErrorClass error_class, const RetryRule& rule, const std::string& prefix);
/// Checks the networks' limits; fields "networks[0].max_tries".
Result<void> check_networks(std::span<const NetworkLimit> networks);

/// "exponential, 500 ms × 2 up to 60 s, at most 8 tries in 24 h": for people.
std::string describe(const RetryRule& rule);
std::string describe(const NetworkLimit& limit);

} // namespace paydesk
