// Retry rules: delays within their bounds, whatever the numbers; limits of tries and age; Retry-After.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "core/retry.h"

using namespace paydesk;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const Instant noon{seconds(1'790'000'000)};

RetryRule rule_of(RetryStrategy strategy, std::int64_t base, std::int64_t cap, std::int64_t floor, int factor) {
  return {strategy, milliseconds(base), milliseconds(cap), milliseconds(floor), factor, 8, seconds(86'400)};
}

/// Any rule with a cap of at least 0: small, usual and absurd numbers.
RetryRule any_rule() {
  const auto number = [] {
    return *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 100'000),
                           rc::gen::element<std::int64_t>(0, 1, std::numeric_limits<std::int64_t>::max()));
  };
  return rule_of(*rc::gen::element(RetryStrategy::immediate, RetryStrategy::fixed, RetryStrategy::incremental,
                                   RetryStrategy::exponential, RetryStrategy::cancel),
                 number(), number(), number(), *rc::gen::element(0, 1, 2, 10, std::numeric_limits<int>::max()));
}

int any_failures() {
  return *rc::gen::oneOf(rc::gen::inRange(1, 50), rc::gen::element(std::numeric_limits<int>::max()));
}

} // namespace

RC_GTEST_PROP(RetryRule, no_delay_is_negative_or_longer_than_the_cap, ()) {
  const auto rule = any_rule();
  const auto failures = any_failures();
  const auto longest = rule.longest_delay(failures);
  RC_ASSERT(longest >= milliseconds(0));
  RC_ASSERT(longest <= rule.cap);
  const auto delay = rule.delay(failures, *rc::gen::arbitrary<std::uint64_t>());
  RC_ASSERT(delay >= milliseconds(0));
  RC_ASSERT(delay <= longest);
  if (rule.strategy == RetryStrategy::exponential)
    RC_ASSERT(delay >= std::min(rule.floor, longest));
  else
    RC_ASSERT(delay == longest);
}

RC_GTEST_PROP(RetryRule, the_longest_delay_never_shrinks_as_failures_grow, ()) {
  const auto rule = any_rule();
  const int failures = *rc::gen::inRange(1, 80);
  RC_ASSERT(rule.longest_delay(failures) <= rule.longest_delay(failures + 1));
}

RC_GTEST_PROP(RetryRule, jitter_reaches_both_ends, ()) {
  const auto rule = rule_of(RetryStrategy::exponential, *rc::gen::inRange(1, 1000), 100'000, 0, 2);
  const int failures = *rc::gen::inRange(1, 12);
  const auto longest = rule.longest_delay(failures);
  RC_ASSERT(rule.delay(failures, 0) == milliseconds(0));
  RC_ASSERT(rule.delay(failures, static_cast<std::uint64_t>(longest.count())) == longest);
}

RC_GTEST_PROP(NextTry, a_try_is_never_scheduled_beyond_the_limits, ()) {
  auto rule = any_rule();
  rule.max_attempts = *rc::gen::inRange(1, 20);
  rule.max_age = seconds(*rc::gen::element<std::int64_t>(0, 60, 86'400, std::numeric_limits<std::int64_t>::max()));
  const Failures failures{*rc::gen::inRange(1, 25), noon,
                          noon + seconds(*rc::gen::inRange<std::int64_t>(0, 200'000))};
  const auto wait = *rc::gen::maybe(rc::gen::inRange<std::int64_t>(0, 40 * 86'400));
  const auto asked = wait ? std::optional(seconds(*wait)) : std::nullopt;
  const auto next = next_try(rule, failures, *rc::gen::arbitrary<std::uint64_t>(), asked);
  if (rule.strategy == RetryStrategy::cancel) {
    RC_ASSERT(next.kind == NextTry::Kind::cancelled);
    return;
  }
  RC_ASSERT(next.kind != NextTry::Kind::cancelled);
  if (next.kind == NextTry::Kind::exhausted) {
    RC_ASSERT(!next.why.empty());
    return;
  }
  RC_ASSERT(failures.count < rule.max_attempts);
  RC_ASSERT(next.at >= failures.last);
  if (rule.max_age < seconds(1'000'000))
    RC_ASSERT(next.at <= noon + rule.max_age);
  if (asked)
    RC_ASSERT(next.at >= failures.last + std::min(*asked, seconds(30 * 86'400)));
}

RC_GTEST_PROP(TriesLeft, are_as_many_as_the_rule_itself_allows, ()) {
  auto rule = any_rule();
  rule.cap = milliseconds(*rc::gen::inRange<std::int64_t>(0, 7'200'000));
  rule.max_attempts = *rc::gen::inRange(2, 20);
  rule.max_age = seconds(*rc::gen::inRange<std::int64_t>(60, 200'000));
  const auto longest = std::numeric_limits<std::uint64_t>::max();
  Failures failures{1, noon, noon};
  auto slow = rule; // every delay as long as it can be
  slow.floor = slow.cap;
  const auto first = next_try(rule, failures, longest, {});
  RC_PRE(first.kind == NextTry::Kind::again);
  auto due = noon + rule.longest_delay(1);
  const int told = tries_left(rule, failures, due);
  int made = 0;
  while (true) {
    ++made;
    failures.last = due;
    if (++failures.count >= rule.max_attempts)
      break;
    due += rule.longest_delay(failures.count);
    if (due > noon + rule.max_age)
      break;
  }
  RC_ASSERT(told == made);
}

TEST(RetryRule, strategies_do_what_they_are_called) {
  const auto delays = [](const RetryRule& rule) {
    std::vector<std::int64_t> all;
    for (int failures = 1; failures <= 6; ++failures)
      all.push_back(rule.longest_delay(failures).count());
    return all;
  };
  using List = std::vector<std::int64_t>;
  EXPECT_EQ(delays(rule_of(RetryStrategy::immediate, 500, 9000, 100, 2)), (List{0, 0, 0, 0, 0, 0}));
  EXPECT_EQ(delays(rule_of(RetryStrategy::fixed, 500, 9000, 100, 2)), (List{500, 500, 500, 500, 500, 500}));
  EXPECT_EQ(delays(rule_of(RetryStrategy::incremental, 500, 2000, 100, 2)), (List{500, 1000, 1500, 2000, 2000, 2000}));
  EXPECT_EQ(delays(rule_of(RetryStrategy::exponential, 500, 9000, 100, 2)), (List{500, 1000, 2000, 4000, 8000, 9000}));
  EXPECT_EQ(delays(rule_of(RetryStrategy::exponential, 500, 9000, 600, 1)), (List{600, 600, 600, 600, 600, 600}));
}

TEST(NextTry, retry_after_wins_over_the_delay_and_the_cap_but_not_over_the_age) {
  auto rule = rule_of(RetryStrategy::fixed, 1000, 1000, 0, 2);
  const Failures first{1, noon, noon};
  auto next = next_try(rule, first, 0, seconds(600));
  EXPECT_EQ(next.at, noon + seconds(600));
  EXPECT_EQ(next.held_until, noon + seconds(600));
  next = next_try(rule, first, 0, seconds(0));
  EXPECT_EQ(next.at, noon + seconds(1));
  rule.max_age = seconds(599);
  next = next_try(rule, first, 0, seconds(600));
  EXPECT_EQ(next.kind, NextTry::Kind::exhausted);
  EXPECT_EQ(next.why, "the next try would be more than 599 s after the first failure");
}

TEST(NextTry, the_last_allowed_failure_exhausts) {
  const auto rule = rule_of(RetryStrategy::immediate, 0, 0, 0, 2);
  EXPECT_EQ(next_try(rule, {7, noon, noon}, 0, {}).kind, NextTry::Kind::again);
  const auto last = next_try(rule, {8, noon, noon}, 0, {});
  EXPECT_EQ(last.kind, NextTry::Kind::exhausted);
  EXPECT_EQ(last.why, "8 of 8 tries failed");
}

TEST(ErrorClass, names_round_trip) {
  for (std::size_t i = 0; i < error_classes; ++i) {
    const auto error_class = static_cast<ErrorClass>(i);
    EXPECT_EQ(parse_error_class(to_string(error_class)), error_class);
  }
  EXPECT_FALSE(parse_error_class("declined"));
  EXPECT_FALSE(parse_retry_strategy(""));
}
