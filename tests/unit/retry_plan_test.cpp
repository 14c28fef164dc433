// Whole retry policies: which class may have which strategy, hostile numbers, and the card networks' limits.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/retry_plan.h"

using namespace paydesk;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const Instant noon{seconds(1'790'000'000)};

RetryRule good(RetryStrategy strategy) {
  return {strategy, milliseconds(500), milliseconds(60'000), milliseconds(100), 2, 8, seconds(3600)};
}

std::string field_of(ErrorClass error_class, const RetryRule& rule) {
  const auto checked = check_rule(error_class, rule, "rules[0].");
  return checked ? "" : checked.error().field;
}

} // namespace

TEST(RetryPlan, what_is_final_can_only_be_given_up_and_what_is_unknown_never) {
  for (const auto error_class : {ErrorClass::declined_final, ErrorClass::fraud, ErrorClass::invalid_request,
                                 ErrorClass::authentication_required})
    for (const auto strategy : {RetryStrategy::immediate, RetryStrategy::fixed, RetryStrategy::incremental,
                                RetryStrategy::exponential, RetryStrategy::cancel})
      EXPECT_EQ(may_have(error_class, strategy), strategy == RetryStrategy::cancel) << to_string(error_class);
  EXPECT_FALSE(may_have(ErrorClass::outcome_unknown, RetryStrategy::cancel));
  EXPECT_TRUE(may_have(ErrorClass::outcome_unknown, RetryStrategy::immediate));
  EXPECT_FALSE(may_have(ErrorClass::rate_limited, RetryStrategy::immediate));
  EXPECT_FALSE(may_have(ErrorClass::declined_retryable, RetryStrategy::immediate));
  EXPECT_EQ(field_of(ErrorClass::outcome_unknown, good(RetryStrategy::cancel)), "rules[0].strategy");
  EXPECT_EQ(field_of(ErrorClass::fraud, good(RetryStrategy::fixed)), "rules[0].strategy");
  EXPECT_EQ(field_of(ErrorClass::configuration, good(RetryStrategy::fixed)), "rules[0].error_class");
  EXPECT_EQ(field_of(ErrorClass::none, good(RetryStrategy::cancel)), "rules[0].error_class");
}

TEST(RetryPlan, the_defaults_pass_their_own_checks) {
  const auto plan = default_plan();
  for (const auto error_class : editable_classes)
    EXPECT_EQ(field_of(error_class, plan.rule(error_class)), "") << to_string(error_class);
  EXPECT_TRUE(check_networks(plan.networks));
  EXPECT_EQ(plan.rule(ErrorClass::fraud).strategy, RetryStrategy::cancel);
  EXPECT_EQ(plan.rule(ErrorClass::invalid_request).strategy, RetryStrategy::cancel);
}

TEST(RetryPlan, hostile_numbers_name_their_field) {
  const auto with = [](auto change) {
    auto rule = good(RetryStrategy::exponential);
    change(rule);
    return field_of(ErrorClass::psp_unavailable, rule);
  };
  static constexpr auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(with([](RetryRule&) {}), "");
  EXPECT_EQ(with([](RetryRule& r) { r.base = milliseconds(0); }), "rules[0].base_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.base = milliseconds(-1); }), "rules[0].base_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.base = milliseconds(most); }), "rules[0].base_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.cap = milliseconds(499); }), "rules[0].cap_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.cap = milliseconds(most); }), "rules[0].cap_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.floor = milliseconds(60'001); }), "rules[0].floor_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.floor = milliseconds(-5); }), "rules[0].floor_ms");
  EXPECT_EQ(with([](RetryRule& r) { r.factor = 0; }), "rules[0].factor");
  EXPECT_EQ(with([](RetryRule& r) { r.factor = 11; }), "rules[0].factor");
  EXPECT_EQ(with([](RetryRule& r) { r.max_attempts = 0; }), "rules[0].max_attempts");
  EXPECT_EQ(with([](RetryRule& r) { r.max_attempts = 101; }), "rules[0].max_attempts");
  EXPECT_EQ(with([](RetryRule& r) { r.max_age = seconds(59); }), "rules[0].max_age_s");
  EXPECT_EQ(with([](RetryRule& r) { r.max_age = seconds(most); }), "rules[0].max_age_s");
  auto hurried = good(RetryStrategy::immediate);
  hurried.max_attempts = 11;
  EXPECT_EQ(field_of(ErrorClass::psp_unavailable, hurried), "rules[0].max_attempts");
}

TEST(NetworkLimits, hostile_limits_name_their_field) {
  const auto with = [](auto change) {
    auto networks = default_network_limits();
    change(networks);
    const auto checked = check_networks(networks);
    return checked ? std::string() : checked.error().field;
  };
  using List = std::vector<NetworkLimit>;
  EXPECT_EQ(with([](List& n) { n[0].network = ""; }), "networks[0].network");
  EXPECT_EQ(with([](List& n) { n[1].network = "visa"; }), "networks[1].network");
  EXPECT_EQ(with([](List& n) { n[0].max_tries = 0; }), "networks[0].max_tries");
  EXPECT_EQ(with([](List& n) { n[0].window = hours(0); }), "networks[0].window_hours");
  EXPECT_EQ(with([](List& n) { n[0].never.push_back("a b"); }), "networks[0].never[12]");
  EXPECT_EQ(with([](List& n) { n[1].waits[0].least = seconds(0); }), "networks[1].waits[0].seconds");
  EXPECT_EQ(with([](List& n) { n[1].waits[0].code = "03"; }), "networks[1].waits[0].code");
  EXPECT_EQ(with([](List& n) { n.resize(21, n[0]); }), "networks");
}

TEST(NetworkLimits, visa_and_mastercard_as_published) {
  const auto limits = default_network_limits();
  const auto ask = [&](const char* network, const char* code, int count, hours since = hours(0)) {
    return network_verdict(limits, {network, code, count, noon - since}, noon);
  };
  for (const char* code : {"04", "07", "12", "14", "15", "41", "43", "46", "57", "R0", "R1", "R3"})
    EXPECT_FALSE(ask("visa", code, 1).may_retry) << code;
  EXPECT_TRUE(ask("visa", "51", 14).may_retry);
  EXPECT_FALSE(ask("visa", "51", 15).may_retry);
  EXPECT_TRUE(ask("visa", "51", 2, hours(30 * 24)).may_retry);
  EXPECT_FALSE(ask("visa", "51", 2, hours(30 * 24 + 1)).may_retry);
  EXPECT_FALSE(ask("mastercard", "03", 1).may_retry);
  EXPECT_FALSE(ask("mastercard", "21", 1).may_retry);
  EXPECT_TRUE(ask("mastercard", "", 34).may_retry);
  EXPECT_FALSE(ask("mastercard", "", 35).may_retry);
  const std::pair<const char*, hours> waits[] = {{"24", hours(1)},   {"25", hours(24)},  {"26", hours(48)},
                                                 {"27", hours(96)},  {"28", hours(144)}, {"29", hours(192)},
                                                 {"30", hours(240)}};
  for (const auto& [code, wait] : waits)
    EXPECT_EQ(ask("mastercard", code, 1).least_wait, seconds(wait)) << code;
  EXPECT_FALSE(ask("mastercard", "30", 2, hours(21 * 24)).may_retry) << "the wait would end after the window";
  EXPECT_EQ(ask("visa", "04", 1).why, "visa forbids trying again after code 04");
}

TEST(NetworkLimits, an_unnamed_network_is_held_to_the_strictest) {
  const auto limits = default_network_limits();
  EXPECT_TRUE(network_verdict(limits, {"", "04", 14, noon}, noon).may_retry) << "whose code it is, nobody knows";
  EXPECT_FALSE(network_verdict(limits, {"", "", 15, noon}, noon).may_retry);
  EXPECT_TRUE(network_verdict(limits, {"amex", "", 99, noon}, noon).may_retry) << "a network without a limit";
}

RC_GTEST_PROP(NetworkLimits, more_declines_never_allow_more, ()) {
  const auto limits = default_network_limits();
  const auto* network = *rc::gen::element("visa", "mastercard", "");
  const int count = *rc::gen::inRange(1, 50);
  const auto since = noon - hours(*rc::gen::inRange(0, 24 * 60));
  const bool now = network_verdict(limits, {network, "", count, since}, noon).may_retry;
  const bool next = network_verdict(limits, {network, "", count + 1, since}, noon + hours(1)).may_retry;
  RC_ASSERT(now || !next);
}
