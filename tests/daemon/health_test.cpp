// What the daemon notices of faults around it, and how it says so, with clocks of the test's own.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "daemon/clock_watch.h"
#include "daemon/disk_room.h"
#include "daemon/fault_log.h"
#include "daemon/health_board.h"
#include "daemon/restart_pace.h"

namespace paydesk::daemon {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Steady = std::chrono::steady_clock;

constexpr Instant noon{seconds(1'790'000'000)};
constexpr Steady::time_point boot{hours(5)};

class FaultLogTest : public ::testing::Test {
 protected:
  std::vector<std::string> lines;
  Steady::time_point now = boot;
  FaultLog log{[this](FaultLog::Level, const std::string& line) { lines.push_back(line); }, seconds(30),
               [this] { return now; }};
};

TEST_F(FaultLogTest, says_a_lasting_fault_once_in_a_while_and_its_end) {
  for (int i = 0; i < 240; ++i, now += milliseconds(250))
    log.failed("webhooks", "the database does not answer");
  log.went_well("webhooks");
  log.went_well("webhooks");
  log.went_well("sweeper");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], "webhooks: the database does not answer");
  EXPECT_EQ(lines[1], "webhooks: the database does not answer (and 119 more times since it was last told)");
  EXPECT_EQ(lines[2], "webhooks: goes on, after 240 failures in 60 s");
}

TEST_F(FaultLogTest, keeps_faults_apart_and_in_one_line) {
  log.failed("rules", "away\n\tIs the server running?\n");
  log.failed("sweeper", std::string(5'000, 'x'));
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "rules: away Is the server running?");
  EXPECT_LT(lines[1].size(), 700u);
}

TEST(RestartPace, is_at_once_after_a_long_life_and_slow_after_vain_starts) {
  RestartPace pace;
  EXPECT_EQ(pace.ended(hours(1)), milliseconds(0));
  EXPECT_GT(pace.ended(seconds(1)), milliseconds(0));
  for (int i = 0; i < 20; ++i)
    EXPECT_LE(pace.ended(seconds(1)), milliseconds(2'000)) << "it can be started, so nobody waits for long";
  EXPECT_EQ(pace.failed(), milliseconds(4'000));
  for (int i = 0; i < 5; ++i)
    (void)pace.failed();
  EXPECT_EQ(pace.failed(), RestartPace::longest);
  EXPECT_EQ(pace.ended(minutes(1)), milliseconds(0)) << "a long life makes good";
  EXPECT_EQ(pace.failed(), milliseconds(1'000));
}

TEST(DiskRoom, is_none_below_what_postgresql_needs) {
  EXPECT_EQ(room_left({full_below - 1, 1LL << 40}), RoomLeft::none);
  EXPECT_EQ(room_left({full_below, 1LL << 40}), RoomLeft::scarce);
  EXPECT_EQ(room_left({full_below, 300LL << 20}), RoomLeft::enough) << "much of a small disk";
  EXPECT_EQ(room_left({1LL << 32, 1LL << 40}), RoomLeft::enough);
  ASSERT_TRUE(disk_room("/"));
  EXPECT_GT(disk_room("/")->total, 0);
  EXPECT_FALSE(disk_room("/no/such/folder"));
  EXPECT_EQ(in_words({3LL << 20, 400LL << 20}, "/data"), "3 MiB of 400 MiB free in /data");
}

TEST(ClockWatch, tells_steps_from_slewing_and_from_slow_looks) {
  ClockWatch watch;
  EXPECT_FALSE(watch.look(noon, boot));
  EXPECT_FALSE(watch.look(noon + milliseconds(1'400), boot + seconds(1))) << "slewed";
  EXPECT_FALSE(watch.look(noon + seconds(601), boot + seconds(600))) << "a look that came late";
  const auto forward = watch.look(noon + seconds(602) + hours(1), boot + seconds(601));
  ASSERT_TRUE(forward);
  EXPECT_EQ(in_words(*forward), "forward by 1 h 0 min 0 s");
  const auto back = watch.look(noon + seconds(603), boot + seconds(602));
  ASSERT_TRUE(back);
  EXPECT_EQ(in_words(*back), "back by 1 h 0 min 0 s");
  EXPECT_FALSE(watch.look(noon + seconds(604), boot + seconds(603)));
  EXPECT_EQ(watch.last()->by, -hours(1));
}

TEST(HealthBoard, a_stepped_clock_is_news_for_a_while_and_then_remembered) {
  HealthBoard board;
  EXPECT_TRUE(board.clock_part(boot).ok);
  board.look(noon, boot, {});
  board.look(noon + hours(1), boot + seconds(1), {});
  const auto fresh = board.clock_part(boot + seconds(2));
  EXPECT_FALSE(fresh.ok);
  EXPECT_NE(fresh.detail.find("forward by 59 min 59 s"), std::string::npos) << fresh.detail;
  EXPECT_NE(fresh.detail.find("timedatectl"), std::string::npos) << fresh.detail;
  const auto later = board.clock_part(boot + minutes(6));
  EXPECT_TRUE(later.ok);
  EXPECT_NE(later.detail.find("forward by"), std::string::npos) << later.detail;
  EXPECT_FALSE(board.clock_is_settled(boot + minutes(59))) << "it may still run ahead by an hour";
  EXPECT_TRUE(board.clock_is_settled(boot + minutes(62)));
}

TEST(HealthBoard, a_lane_that_hears_what_it_does_not_understand_is_not_well) {
  HealthBoard board;
  LaneReading lane{"card", 3, 0, false, BreakerState::closed};
  board.look(noon, boot, {lane});
  EXPECT_TRUE(board.lane_part(lane, boot).ok);
  EXPECT_EQ(board.lane_part(lane, boot).detail, "3 calls under way");
  lane.unmapped = 2;
  board.look(noon + seconds(1), boot + seconds(1), {lane});
  const auto part = board.lane_part(lane, boot + seconds(2));
  EXPECT_FALSE(part.ok);
  EXPECT_NE(part.detail.find("2 answers lately that no rule covers"), std::string::npos) << part.detail;
  EXPECT_NE(part.detail.find("psp mapping unmapped --psp card"), std::string::npos) << part.detail;
  EXPECT_TRUE(board.lane_part(lane, boot + minutes(6)).ok) << "old news";
  board.look(noon + minutes(6), boot + minutes(6), {lane});
  lane.unmapped = 3;
  board.look(noon + minutes(7), boot + minutes(7), {lane});
  EXPECT_NE(board.lane_part(lane, boot + minutes(7)).detail.find("1 answers lately"), std::string::npos);
}

TEST(HealthBoard, an_open_breaker_says_what_to_look_at_and_a_pause_is_no_fault) {
  const HealthBoard board;
  const auto open = board.lane_part({"card", 0, 0, false, BreakerState::open}, boot);
  EXPECT_FALSE(open.ok);
  EXPECT_NE(open.detail.find("breaker open"), std::string::npos) << open.detail;
  EXPECT_NE(open.detail.find("paydeskctl psp breaker show card"), std::string::npos) << open.detail;
  EXPECT_FALSE(board.lane_part({"card", 0, 0, false, BreakerState::half_open}, boot).ok);
  const auto paused = board.lane_part({"card", 0, 0, true, BreakerState::closed}, boot);
  EXPECT_TRUE(paused.ok);
  EXPECT_NE(paused.detail.find("paused"), std::string::npos) << paused.detail;
}

TEST(HealthBoard, tells_changes_once) {
  HealthBoard board;
  EXPECT_TRUE(board.changes({{"disk", true, ""}}).empty());
  const auto bad = board.changes({{"disk", false, "full: 0 MiB"}});
  ASSERT_EQ(bad.size(), 1u);
  EXPECT_EQ(bad[0].line, "disk is not well: full: 0 MiB");
  EXPECT_TRUE(board.changes({{"disk", false, "full: 1 MiB"}}).empty());
  const auto good = board.changes({{"disk", true, "enough"}});
  ASSERT_EQ(good.size(), 1u);
  EXPECT_TRUE(good[0].ok);
  EXPECT_EQ(good[0].line, "disk is well again");
}

} // namespace
} // namespace paydesk::daemon
