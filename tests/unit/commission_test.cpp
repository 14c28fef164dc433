// Commission schedules: who is covered, what it comes to, and what is refused.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "core/commission.h"

using namespace paydesk;

namespace {

const Currency eur = *Currency::find("EUR");

CommissionRule flat(std::int64_t ppm) {
  CommissionRule rule;
  rule.name = "flat";
  rule.tiers = {{0, ppm}};
  return rule;
}

std::string field_of(CommissionSchedule schedule) {
  const auto checked = check_commission(schedule);
  return checked ? "" : checked.error().field;
}

} // namespace

TEST(Commission, the_first_rule_that_covers_an_order_counts) {
  auto tea = flat(10'000), winter = flat(20'000), rest = flat(30'000);
  tea.sellers = {"tea", "milk"};
  tea.currencies = {"EUR"};
  winter.from = "2026-12-01";
  winter.until = "2027-03-01";
  const CommissionSchedule schedule{{tea, winter, rest}};
  const auto ppm = [&](std::string_view seller, const char* currency, std::string_view day) {
    return commission_rule(schedule, seller, *Currency::find(currency), day)->tiers[0].ppm;
  };
  EXPECT_EQ(ppm("milk", "EUR", "2026-12-24"), 10'000);
  EXPECT_EQ(ppm("milk", "USD", "2026-12-24"), 20'000);
  EXPECT_EQ(ppm("cake", "EUR", "2026-11-30"), 30'000);
  EXPECT_EQ(ppm("cake", "EUR", "2026-12-01"), 20'000) << "the first day counts";
  EXPECT_EQ(ppm("cake", "EUR", "2027-02-28"), 20'000);
  EXPECT_EQ(ppm("cake", "EUR", "2027-03-01"), 30'000) << "the day named is the first without it";
  EXPECT_EQ(commission_rule({{tea}}, "cake", eur, "2026-12-24"), nullptr);
}

TEST(Commission, rounds_half_to_even_once) {
  EXPECT_EQ(commission_of(flat(100'000), 10'000), 1'000);
  EXPECT_EQ(commission_of(flat(25'000), 20), 0) << "0.5 goes to 0";
  EXPECT_EQ(commission_of(flat(25'000), 60), 2) << "1.5 goes to 2";
  EXPECT_EQ(commission_of(flat(25'000), 100), 2) << "2.5 goes to 2";
  auto graduated = flat(5'000);
  graduated.graduated = true;
  graduated.tiers = {{0, 5'000}, {100, 5'000}, {200, 5'000}};
  EXPECT_EQ(commission_of(graduated, 300), 2) << "three halves make 1.5, not three times 0";
}

TEST(Commission, tiers_are_for_the_whole_amount_or_for_their_slice) {
  auto rule = flat(100'000);
  rule.currencies = {"EUR"};
  rule.tiers = {{0, 100'000}, {10'000, 50'000}, {50'000, 20'000}};
  EXPECT_EQ(commission_of(rule, 10'000), 1'000) << "what is not above a tier is below it";
  EXPECT_EQ(commission_of(rule, 10'001), 500);
  EXPECT_EQ(commission_of(rule, 60'000), 1'200);
  rule.graduated = true;
  EXPECT_EQ(commission_of(rule, 10'000), 1'000);
  EXPECT_EQ(commission_of(rule, 60'000), 1'000 + 2'000 + 200);
}

TEST(Commission, fixed_parts_and_bounds_never_take_more_than_the_order) {
  auto rule = flat(20'000);
  rule.fixed = 30;
  EXPECT_EQ(commission_of(rule, 1'000), 50);
  EXPECT_EQ(commission_of(rule, 20), 20) << "no order pays more than itself";
  rule.least = 100;
  EXPECT_EQ(commission_of(rule, 1'000), 100);
  EXPECT_EQ(commission_of(rule, 60), 60);
  rule.most = 500;
  EXPECT_EQ(commission_of(rule, 1'000'000), 500);
}

RC_GTEST_PROP(Commission, stays_between_nothing_and_the_order_and_grows_with_it_where_slices_count, ()) {
  CommissionRule rule;
  rule.graduated = true;
  rule.fixed = *rc::gen::inRange<std::int64_t>(0, 1'000);
  std::int64_t above = 0;
  const auto tiers = *rc::gen::inRange(1, 6);
  for (int i = 0; i < tiers; ++i) {
    rule.tiers.push_back({above, *rc::gen::inRange<std::int64_t>(0, 1'000'001)});
    above += *rc::gen::inRange<std::int64_t>(1, 1'000'000'000);
  }
  const auto some = *rc::gen::inRange<std::int64_t>(0, 999'999'999'999'999'999);
  const auto more = some + *rc::gen::inRange<std::int64_t>(0, 1'000'000);
  const auto less_taken = commission_of(rule, some), more_taken = commission_of(rule, more);
  RC_ASSERT(less_taken >= 0 && less_taken <= some);
  RC_ASSERT(more_taken >= less_taken);
}

TEST(Commission, percentages_are_decimals) {
  for (const auto& [text, ppm] : {std::pair{"0", 0}, {"2.5", 25'000}, {"100", 1'000'000}, {"0.0001", 1}, {"12.34", 123'400}}) {
    EXPECT_EQ(parse_percent(text, "percent").value_or(-1), ppm) << text;
    EXPECT_EQ(format_percent(ppm), text);
  }
  EXPECT_EQ(parse_percent("2.50", "percent").value_or(-1), 25'000);
  for (const auto* text : {"", ".", "1.", ".5", "-1", "+1", "1e1", "100.0001", "101", "0.00001", "1,5", " 1", "1 ", "٣", "0x1", "1.2.3"}) {
    const auto parsed = parse_percent(text, "rules[0].tiers[0].percent");
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().field, "rules[0].tiers[0].percent");
  }
}

TEST(Commission, hostile_schedules_name_their_field) {
  auto good = flat(10'000);
  good.currencies = {"EUR"};
  const auto with = [&](auto change) {
    CommissionSchedule schedule{{good, good}};
    schedule.rules[1].name = "other";
    change(schedule.rules[1]);
    return field_of(std::move(schedule));
  };
  using R = CommissionRule;
  EXPECT_EQ(with([](R&) {}), "");
  EXPECT_EQ(with([](R& r) { r.name = "flat"; }), "rules[1].name");
  EXPECT_EQ(with([](R& r) { r.name = "a\nb"; }), "rules[1].name");
  EXPECT_EQ(with([](R& r) { r.currencies = {"EUR", "XXQ"}; }), "rules[1].currencies[1]");
  EXPECT_EQ(with([](R& r) { r.currencies = {}, r.fixed = 30; }), "rules[1].currencies");
  EXPECT_EQ(with([](R& r) { r.currencies = {"EUR", "USD"}, r.most = 30; }), "rules[1].currencies");
  EXPECT_EQ(with([](R& r) { r.sellers = {""}; }), "rules[1].sellers[0]");
  EXPECT_EQ(with([](R& r) { r.from = "2026-02-30"; }), "rules[1].from");
  EXPECT_EQ(with([](R& r) { r.until = "soon"; }), "rules[1].until");
  EXPECT_EQ(with([](R& r) { r.from = r.until = "2026-02-03"; }), "rules[1].until");
  EXPECT_EQ(with([](R& r) { r.tiers.clear(); }), "rules[1].tiers");
  EXPECT_EQ(with([](R& r) { r.tiers[0].above = 1; }), "rules[1].tiers[0].above");
  EXPECT_EQ(with([](R& r) { r.tiers[0].ppm = 1'000'001; }), "rules[1].tiers[0].percent");
  EXPECT_EQ(with([](R& r) { r.tiers.push_back({0, 1}); }), "rules[1].tiers[1].above");
  EXPECT_EQ(with([](R& r) { r.fixed = -1; }), "rules[1].fixed");
  EXPECT_EQ(with([](R& r) { r.least = -1; }), "rules[1].least");
  EXPECT_EQ(with([](R& r) { r.least = 5, r.most = 4; }), "rules[1].most");
  EXPECT_EQ(field_of({std::vector<R>(501, good)}), "rules");
}

TEST(Commission, rules_are_told_in_words) {
  auto rule = flat(25'000);
  rule.currencies = {"EUR"};
  rule.sellers = {"tea", "milk"};
  rule.from = "2027-01-01";
  rule.tiers.push_back({100'000, 15'000});
  rule.fixed = 30;
  rule.least = 50;
  EXPECT_EQ(describe(rule), "EUR, sellers tea milk, from 2027-01-01: 2.5 %, all 1.5 % above 1000.00 + 0.30, at least 0.50");
  EXPECT_EQ(describe(flat(0)), "any currency: 0 %");
}
