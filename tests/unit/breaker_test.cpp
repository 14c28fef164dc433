// The circuit breaker on a clock that only the test moves.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/breaker.h"

using namespace paydesk;
using std::chrono::seconds;

namespace {

const Instant noon{seconds(1'790'000'000)};

CallResults answers(int ok, int failed) {
  CallResults results;
  for (int i = 0; i < ok; ++i)
    results.add(false);
  for (int i = 0; i < failed; ++i)
    results.add(true);
  return results;
}

/// A breaker with the default settings and its clock.
struct Bench {
  BreakerSettings settings;
  Breaker breaker{BreakerState::closed, noon};
  Instant now = noon;

  bool hear(int ok, int failed) { return record(breaker, settings, answers(ok, failed), now); }
  Admission ask() { return admit(breaker, settings, now); }
  void trip() { hear(0, settings.consecutive); }
};

} // namespace

TEST(Breaker, failures_in_a_row_open_it_and_a_success_between_does_not) {
  Bench bench;
  EXPECT_TRUE(bench.ask().all);
  EXPECT_FALSE(bench.hear(0, 9));
  EXPECT_FALSE(bench.hear(1, 5)) << "the success came first: five in a row";
  EXPECT_FALSE(bench.hear(0, 4));
  EXPECT_TRUE(bench.hear(0, 1));
  EXPECT_EQ(bench.breaker.state, BreakerState::open);
  EXPECT_EQ(bench.breaker.why, "10 calls in a row failed");
  EXPECT_FALSE(bench.ask().all);
  EXPECT_EQ(bench.ask().calls, 0);
}

TEST(Breaker, a_share_of_failures_opens_it_only_with_enough_calls_in_the_window) {
  Bench bench;
  bench.settings.consecutive = 0;
  for (int i = 0; i < 9; ++i)
    EXPECT_FALSE(bench.hear(1, 1)) << "18 calls are too few";
  EXPECT_TRUE(bench.hear(1, 1));
  EXPECT_EQ(bench.breaker.why, "10 of 20 calls failed in 60 s");
  Bench slow;
  slow.settings.consecutive = 0;
  for (int i = 0; i < 30; ++i) {
    EXPECT_FALSE(slow.hear(1, 1)) << "the window has rolled on";
    slow.now += seconds(10);
  }
}

TEST(Breaker, after_its_time_some_probes_pass_and_their_success_closes_it) {
  Bench bench;
  bench.trip();
  bench.now += seconds(29);
  EXPECT_EQ(bench.ask().calls, 0);
  bench.now += seconds(1);
  EXPECT_EQ(bench.ask().calls, 3);
  EXPECT_EQ(bench.breaker.state, BreakerState::half_open);
  take(bench.breaker, 2, 0);
  EXPECT_EQ(bench.ask().calls, 1);
  EXPECT_FALSE(bench.hear(2, 0));
  EXPECT_TRUE(bench.hear(1, 0));
  EXPECT_EQ(bench.breaker.state, BreakerState::closed);
  EXPECT_TRUE(bench.ask().all);
}

TEST(Breaker, a_failed_probe_opens_it_for_twice_as_long_up_to_a_bound) {
  Bench bench;
  bench.trip();
  for (const int wait : {30, 60, 120, 240, 300, 300}) {
    bench.now += seconds(wait - 1);
    EXPECT_EQ(bench.ask().calls, 0) << wait;
    bench.now += seconds(1);
    EXPECT_EQ(bench.ask().calls, 3) << wait;
    EXPECT_FALSE(bench.hear(0, 1)) << "one of three is less than half";
    EXPECT_TRUE(bench.hear(0, 1));
  }
  bench.now += seconds(300);
  bench.ask();
  bench.hear(3, 0);
  bench.trip();
  EXPECT_EQ(bench.breaker.probe_at, bench.now + seconds(30)) << "a closed one begins anew";
}

TEST(Breaker, a_probe_that_fails_as_it_does_now_and_then_keeps_nobody_out) {
  Bench bench;
  bench.trip();
  bench.now += seconds(30);
  bench.ask();
  EXPECT_FALSE(bench.hear(1, 1));
  EXPECT_TRUE(bench.hear(1, 0));
  EXPECT_EQ(bench.breaker.state, BreakerState::closed);
}

TEST(Breaker, a_probe_that_never_came_back_is_let_through_again) {
  Bench bench;
  bench.trip();
  bench.now += seconds(30);
  bench.ask();
  take(bench.breaker, 3, 0);
  EXPECT_EQ(bench.ask().calls, 0);
  bench.now += seconds(30);
  EXPECT_EQ(bench.ask().calls, 3);
}

TEST(Breaker, status_queries_pass_an_open_one_within_their_budget) {
  Bench bench;
  bench.breaker.questions_since = noon;
  bench.trip();
  EXPECT_EQ(bench.ask().questions, 6);
  take(bench.breaker, 0, 4);
  EXPECT_EQ(bench.ask().questions, 2);
  take(bench.breaker, 0, 2);
  EXPECT_EQ(bench.ask().questions, 0);
  bench.settings.longest_open = bench.settings.open_for = seconds(3600);
  bench.now += seconds(60);
  bench.breaker.probe_at = bench.now + seconds(1);
  EXPECT_EQ(bench.ask().questions, 6) << "another minute";
}

TEST(Breaker, by_hand_it_stays_as_it_was_put_until_released) {
  Bench bench;
  force(bench.breaker, BreakerState::open, "they are down", bench.now);
  EXPECT_EQ(bench.ask().calls, 0);
  bench.now += seconds(86'400);
  EXPECT_EQ(bench.ask().calls, 0);
  EXPECT_FALSE(bench.hear(100, 0));
  force(bench.breaker, {}, "they are back", bench.now);
  EXPECT_EQ(bench.breaker.state, BreakerState::half_open) << "released, it is probed first";
  force(bench.breaker, BreakerState::closed, "let all pass", bench.now);
  EXPECT_FALSE(bench.hear(0, 1000));
  EXPECT_TRUE(bench.ask().all);
  force(bench.breaker, {}, "as usual", bench.now);
  EXPECT_EQ(bench.breaker.state, BreakerState::closed);
  EXPECT_FALSE(bench.hear(0, 9)) << "what came while it was forced is forgotten";
}

TEST(Breaker, one_that_is_off_never_opens_but_by_hand) {
  Bench bench;
  bench.settings.enabled = false;
  EXPECT_FALSE(bench.hear(0, 1000));
  EXPECT_TRUE(bench.ask().all);
  force(bench.breaker, BreakerState::open, "stop", bench.now);
  EXPECT_FALSE(bench.ask().all);
}

TEST(Breaker, only_what_speaks_of_an_outage_counts) {
  EXPECT_TRUE(is_outage(ErrorClass::psp_unavailable, 503));
  EXPECT_TRUE(is_outage(ErrorClass::outcome_unknown, 0));
  EXPECT_TRUE(is_outage(ErrorClass::outcome_unknown, 500));
  EXPECT_FALSE(is_outage(ErrorClass::outcome_unknown, 409));
  for (const auto error_class : {ErrorClass::none, ErrorClass::declined_final, ErrorClass::rate_limited,
                                 ErrorClass::configuration, ErrorClass::invalid_request})
    EXPECT_FALSE(is_outage(error_class, 500)) << to_string(error_class);
}

TEST(Breaker, hostile_settings_name_their_field) {
  const auto with = [](auto change) {
    BreakerSettings settings;
    change(settings);
    const auto checked = check_breaker(settings);
    return checked ? std::string() : checked.error().field;
  };
  using S = BreakerSettings;
  EXPECT_EQ(with([](S&) {}), "");
  EXPECT_EQ(with([](S& s) { s.window = seconds(4); }), "window_s");
  EXPECT_EQ(with([](S& s) { s.min_calls = 0; }), "min_calls");
  EXPECT_EQ(with([](S& s) { s.failure_percent = 101; }), "failure_percent");
  EXPECT_EQ(with([](S& s) { s.consecutive = -1; }), "consecutive");
  EXPECT_EQ(with([](S& s) { s.open_for = seconds(0); }), "open_s");
  EXPECT_EQ(with([](S& s) { s.longest_open = seconds(29); }), "longest_open_s");
  EXPECT_EQ(with([](S& s) { s.probes = 0; }), "probes");
  EXPECT_EQ(with([](S& s) { s.questions_per_minute = 601; }), "questions_per_minute");
}

RC_GTEST_PROP(Breaker, whatever_comes_it_keeps_its_promises, ()) {
  Bench bench;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 30), rc::gen::inRange(0, 4)));
  for (const auto& [amount, what] : steps) {
    const auto before = bench.breaker.state;
    if (what == 0)
      bench.hear(amount, 0);
    else if (what == 1)
      bench.hear(0, amount);
    else
      bench.now += seconds(amount);
    const auto after = bench.breaker.state;
    RC_ASSERT(!(before == BreakerState::open && after == BreakerState::closed));
    RC_ASSERT(!(before == BreakerState::closed && after == BreakerState::half_open));
    const auto admission = bench.ask();
    RC_ASSERT(admission.all == (bench.breaker.state == BreakerState::closed));
    RC_ASSERT(admission.calls >= 0);
    RC_ASSERT(admission.calls <= bench.settings.probes);
    RC_ASSERT((bench.breaker.state == BreakerState::open) == bench.breaker.probe_at.has_value());
    take(bench.breaker, admission.calls, 0);
    RC_ASSERT(bench.breaker.buckets.size() <= 13u);
  }
}
