#include "core/clock.h"

#include <limits>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace paydesk {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

const Instant afternoon = sys_days{2026y / November / 16} + 14h + 31min + 54s + 123456us;

TEST(SystemClock, tells_the_time_of_the_system) {
  const auto before = floor<microseconds>(system_clock::now());
  const auto told = SystemClock{}.now();
  EXPECT_LE(before, told);
  EXPECT_LE(told, system_clock::now());
}

TEST(ManualClock, moves_only_when_told_to) {
  ManualClock clock(afternoon);
  EXPECT_EQ(clock.now(), afternoon);
  EXPECT_EQ(clock.now(), afternoon);
  clock.advance(90s);
  EXPECT_EQ(clock.now(), afternoon + 90s);
  clock.advance(-2min);
  EXPECT_EQ(clock.now(), afternoon - 30s);
}

TEST(Instant, is_written_in_utc_with_microseconds) {
  EXPECT_EQ(format_instant(afternoon), "2026-11-16T14:31:54.123456Z");
  EXPECT_EQ(format_instant(Instant{}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(format_instant(Instant{-1us}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(format_instant(sys_days{2024y / February / 29}), "2024-02-29T00:00:00.000000Z");
}

TEST(Instant, beyond_the_years_of_rfc_3339_is_written_as_the_nearest_of_them) {
  EXPECT_EQ(format_instant(Instant::max()), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(format_instant(Instant::min()), "0000-01-01T00:00:00.000000Z");
}

TEST(Instant, is_read_with_or_without_a_fraction) {
  EXPECT_EQ(parse_instant("2026-11-16T14:31:54.123456Z"), afternoon);
  EXPECT_EQ(parse_instant("2026-11-16T14:31:54Z"), floor<seconds>(afternoon));
  EXPECT_EQ(parse_instant("2026-11-16T14:31:54.1Z"), floor<seconds>(afternoon) + 100ms);
  EXPECT_EQ(parse_instant("2026-11-16T14:31:54.000001Z"), floor<seconds>(afternoon) + 1us);
  EXPECT_EQ(parse_instant("2026-11-16t14:31:54.123456z"), afternoon);
}

TEST(Instant, is_read_with_an_offset) {
  EXPECT_EQ(parse_instant("2026-11-16T23:31:54.123456+09:00"), afternoon);
  EXPECT_EQ(parse_instant("2026-11-17T00:16:54.123456+09:45"), afternoon);
  EXPECT_EQ(parse_instant("2026-11-16T09:31:54.123456-05:00"), afternoon);
  EXPECT_EQ(parse_instant("2026-11-16T14:31:54.123456-00:00"), afternoon);
}

TEST(Instant, in_any_other_shape_is_not_read) {
  for (const std::string_view text : {"",
                                      "Z",
                                      "2026",
                                      "2026-11-16",
                                      "2026-11-16T14:31:54",
                                      "2026-11-16 14:31:54Z",
                                      "2026-11-16T14:31Z",
                                      "2026-11-16T14:31:54.Z",
                                      "2026-11-16T14:31:54.1234567Z",
                                      "2026-11-16T14:31:54,1Z",
                                      "2026-11-16T14:31:54ZZ",
                                      "2026-11-16T14:31:54Z ",
                                      " 2026-11-16T14:31:54Z",
                                      "2026-11-16T14:31:54+09",
                                      "2026-11-16T14:31:54+0900",
                                      "2026-11-16T14:31:54+24:00",
                                      "2026-11-16T14:31:54+09:60",
                                      "2026-11-16T14:31:54.123456",
                                      "26-11-16T14:31:54Z",
                                      "-026-11-16T14:31:54Z",
                                      "+2026-11-16T14:31:54Z",
                                      "12026-11-16T14:31:54Z",
                                      "2026-1-16T14:31:54Z",
                                      "２０２６-11-16T14:31:54Z",
                                      "2026-11-16T1e:31:54Z",
                                      "1790000000",
                                      "now",
                                      "infinity",
                                      "20261116T143154Z",
                                      "2026-11-16T14:31:54UTC",
                                      "2026/11/16T14:31:54Z"})
    EXPECT_FALSE(parse_instant(text)) << text;
  EXPECT_FALSE(parse_instant(std::string_view("2026-11-16T14:31:54Z\0", 21)));
}

TEST(Instant, that_no_calendar_or_clock_shows_is_not_read) {
  for (const std::string_view text :
       {"2026-00-16T14:31:54Z", "2026-13-16T14:31:54Z", "2026-11-00T14:31:54Z", "2026-11-31T14:31:54Z",
        "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-11-16T24:00:00Z", "2026-11-16T14:60:54Z",
        "2026-11-16T14:31:60Z", "2016-12-31T23:59:60Z", "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01"})
    EXPECT_FALSE(parse_instant(text)) << text;
}

RC_GTEST_PROP(Instant, comes_back_from_its_text, ()) {
  constexpr std::int64_t first = -62'167'219'200'000'000, end = 253'402'300'800'000'000;
  const Instant at{microseconds{*rc::gen::inRange(first, end)}};
  RC_ASSERT(parse_instant(format_instant(at)) == at);
}

} // namespace
} // namespace paydesk
