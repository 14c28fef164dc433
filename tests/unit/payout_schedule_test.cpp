// Pay-out days: every rhythm, short months, leap years; and what is refused.
#include <gtest/gtest.h>

#include "core/payout_schedule.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;

CalendarDay day(int y, unsigned m, unsigned d) {
  return CalendarDay{std::chrono::year(y) / std::chrono::month(m) / std::chrono::day(d)};
}

PayoutSchedule schedule(PayoutRhythm rhythm, int on = 0) {
  PayoutSchedule made;
  made.name = "all";
  made.currency = *Currency::find("EUR");
  made.rhythm = rhythm;
  made.day = on;
  made.cut_off = 17 * 60;
  made.zone = "Europe/Berlin";
  return made;
}

TEST(PayoutDays, ManualNeverFallsDue) {
  EXPECT_FALSE(last_payout_day(schedule(PayoutRhythm::manual), day(2026, 11, 16)));
  EXPECT_FALSE(next_payout_day(schedule(PayoutRhythm::manual), day(2026, 11, 16)));
}

TEST(PayoutDays, WeeklyIsOnItsDay) {
  const auto friday = schedule(PayoutRhythm::weekly, 5);
  EXPECT_EQ(last_payout_day(friday, day(2026, 11, 20)), day(2026, 11, 20));
  EXPECT_EQ(last_payout_day(friday, day(2026, 11, 19)), day(2026, 11, 13));
  EXPECT_EQ(next_payout_day(friday, day(2026, 11, 20)), day(2026, 11, 27));
  EXPECT_EQ(next_payout_day(friday, day(2026, 11, 19)), day(2026, 11, 20));
  EXPECT_EQ(last_payout_day(schedule(PayoutRhythm::weekly, 7), day(2027, 1, 1)), day(2026, 12, 27));
}

TEST(PayoutDays, MonthlyIsTheLastDayWhereAMonthIsShorter) {
  const auto last = schedule(PayoutRhythm::monthly, 31);
  EXPECT_EQ(last_payout_day(last, day(2026, 3, 1)), day(2026, 2, 28));
  EXPECT_EQ(next_payout_day(last, day(2028, 1, 31)), day(2028, 2, 29));
  EXPECT_EQ(next_payout_day(last, day(2028, 2, 29)), day(2028, 3, 31));
  EXPECT_EQ(last_payout_day(last, day(2028, 2, 29)), day(2028, 2, 29));
  EXPECT_EQ(next_payout_day(last, day(2026, 12, 31)), day(2027, 1, 31));
  EXPECT_EQ(last_payout_day(schedule(PayoutRhythm::monthly, 15), day(2026, 1, 14)), day(2025, 12, 15));
}

// Whatever the rhythm: the days between two pay-out days have the same one before and the same one behind.
TEST(PayoutDays, AreAChainWithoutGaps) {
  std::vector<PayoutSchedule> all{schedule(PayoutRhythm::daily)};
  for (int on = 1; on <= 7; ++on)
    all.push_back(schedule(PayoutRhythm::weekly, on));
  for (int on = 1; on <= 31; ++on)
    all.push_back(schedule(PayoutRhythm::monthly, on));
  for (const auto& s : all) {
    ASSERT_TRUE(check_payout_schedule(s));
    for (auto d = day(2027, 12, 1); d < day(2029, 2, 1); d += std::chrono::days(1)) {
      const auto last = *last_payout_day(s, d), next = *next_payout_day(s, d);
      ASSERT_LE(last, d);
      ASSERT_GT(next, d);
      ASSERT_EQ(next_payout_day(s, last), next) << to_string(s.rhythm) << " " << s.day;
      ASSERT_EQ(last_payout_day(s, next - std::chrono::days(1)), last);
      ASSERT_EQ(last_payout_day(s, next), next);
    }
  }
}

TEST(PayoutDays, WhatIsWrongIsRefusedByName) {
  const auto field = [](auto change, PayoutRhythm rhythm = PayoutRhythm::daily, int on = 0) {
    auto s = schedule(rhythm, on);
    change(s);
    const auto checked = check_payout_schedule(s);
    return checked ? std::string("accepted") : checked.error().field;
  };
  const auto same = [](auto&) {};
  for (const auto* name : {"", "Weekly", "a b", "a\n", "ä"})
    EXPECT_EQ(field([&](auto& s) { s.name = name; }), "name") << name;
  EXPECT_EQ(field([](auto& s) { s.name = std::string(65, 'a'); }), "name");
  EXPECT_EQ(field([](auto& s) { s.currency = {}; }), "currency");
  EXPECT_EQ(field([](auto& s) { s.cut_off = 1440; }), "cut_off");
  EXPECT_EQ(field([](auto& s) { s.cut_off = -1; }), "cut_off");
  EXPECT_EQ(field([](auto& s) { s.minimum = 0; }), "minimum");
  EXPECT_EQ(field([](auto& s) { s.hold_days = 91; }), "hold_days");
  EXPECT_EQ(field([](auto& s) { s.hold_days = -1; }), "hold_days");
  EXPECT_EQ(field(same, PayoutRhythm::daily, 1), "day");
  EXPECT_EQ(field(same, PayoutRhythm::weekly, 0), "day");
  EXPECT_EQ(field(same, PayoutRhythm::weekly, 8), "day");
  EXPECT_EQ(field(same, PayoutRhythm::monthly, 32), "day");
  EXPECT_EQ(field([](auto& s) { s.sellers = {""}; }), "sellers");
  EXPECT_EQ(field([](auto& s) { s.sellers = {"a", "a"}; }), "sellers");
  EXPECT_EQ(field([](auto& s) { s.sellers = {"a\nb"}; }), "sellers");
  EXPECT_EQ(field([](auto& s) { s.sellers = std::vector<std::string>(1001, "x"); }), "sellers");
  for (const auto* text : {"", "24:00", "7:00", "07:60", "07-00", "+7:00", "0７:00", "07:000", "-1:00"})
    EXPECT_EQ(parse_cut_off(text, "cut_off").has_value(), false) << text;
  EXPECT_EQ(parse_cut_off("23:59", "cut_off").value(), 1439);
  EXPECT_EQ(format_cut_off(5), "00:05");
}

} // namespace
} // namespace paydesk::test
