// paydeskctl and the selections of queue items, on the real service and store.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

/// More than a step takes.
constexpr int letters = Selections::batch + 10;

/// Payments whose registration the PSP never took.
void die(Desk& desk, int count) {
  desk.shop.policy.retry.max_attempts = 1;
  for (int i = 0; i < count; ++i)
    desk.shop.order({"10.00"});
  PspAnswer down;
  down.error = ErrorClass::psp_unavailable;
  down.http_status = 503;
  desk.shop.answer_all(down);
  ASSERT_EQ(desk.shop.count("select count(*) from job where state = 'dead'"), count);
}

std::string frozen(Desk& desk) {
  const auto made = ctl(desk, "operator", "queue select --dead --json");
  EXPECT_EQ(made.exit, 0) << made.out;
  const auto told = nlohmann::json::parse(made.out, nullptr, false);
  return told.is_object() ? told.value("selection_id", "") : "";
}

/// Told to whoever watches, as by the daemon after each step.
void step(Desk& desk) {
  const auto more = desk.selections.step();
  ASSERT_TRUE(more) << more.error().message;
  ASSERT_TRUE(*more);
  desk.publisher.poke();
}

TEST(FollowSelection, TellsEachStepUntilItsEnd) {
  Desk desk;
  die(desk, letters);
  const auto id = frozen(desk);
  const auto of_all = " of " + std::to_string(letters);
  RunningCtl follower(desk, "viewer", "queue progress " + id + " --follow --limit 3");
  EXPECT_NE(follower.line_with("frozen: 0 done, 0 refused" + of_all), "");
  EXPECT_EQ(ctl(desk, "operator", "queue run " + id + " retry").exit, 0);
  EXPECT_NE(follower.line_with("running: 0 done, 0 refused" + of_all), "");
  step(desk);
  EXPECT_NE(follower.line_with("running: " + std::to_string(Selections::batch) + " done, 0 refused" + of_all), "");
  step(desk);
  const auto ended = follower.end();
  EXPECT_EQ(ended.exit, 0) << ended.out;
  EXPECT_NE(ended.out.find("state      done"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("BECAME"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("More: --cursor "), std::string::npos) << "three of them are shown\n" << ended.out;
  EXPECT_EQ(desk.shop.count("select count(*) from job where state = 'dead'"), 0);
}

TEST(FollowSelection, PrintsOnlyTheEndAsJson) {
  Desk desk;
  die(desk, 2);
  const auto id = frozen(desk);
  EXPECT_EQ(ctl(desk, "operator", "queue run " + id + " discard --reason 'paid by transfer'").exit, 0);
  step(desk);
  const auto ended = ctl(desk, "viewer", "queue progress " + id + " --follow --json");
  EXPECT_EQ(ended.exit, 0) << ended.out;
  const auto told = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_TRUE(told.is_object()) << ended.out;
  EXPECT_EQ(told["selection"]["state"], "done") << ended.out;
  EXPECT_EQ(told["selection"]["done"], 2) << ended.out;
  EXPECT_EQ(told["items"].size(), 2u) << ended.out;
}

TEST(FollowSelection, EndsWhenItIsCancelled) {
  Desk desk;
  die(desk, 1);
  const auto id = frozen(desk);
  RunningCtl follower(desk, "viewer", "queue progress " + id + " --follow");
  EXPECT_NE(follower.line_with("frozen: 0 done"), "");
  EXPECT_EQ(ctl(desk, "operator", "queue cancel " + id + " --reason 'wrong filter'").exit, 0);
  const auto ended = follower.end();
  EXPECT_EQ(ended.exit, 0) << ended.out;
  EXPECT_NE(ended.out.find("cancelled by operator: wrong filter"), std::string::npos) << ended.out;
  EXPECT_EQ(desk.shop.count("select count(*) from job where state = 'dead'"), 1) << "nothing was done";
}

TEST(FollowSelection, SaysWhatStopsIt) {
  Desk desk;
  const auto unknown = ctl(desk, "viewer", "queue progress 01900000-0000-7000-8000-000000000001 --follow");
  EXPECT_EQ(unknown.exit, 1) << unknown.out;
  EXPECT_NE(unknown.out.find("there is no selection with this id"), std::string::npos) << unknown.out;
  const auto hostile = ctl(desk, "viewer", "queue progress \"'; drop table selection; --\" --follow");
  EXPECT_EQ(hostile.exit, 1) << hostile.out;
  EXPECT_NE(hostile.out.find("selection_id"), std::string::npos) << hostile.out;

  die(desk, 1);
  RunningCtl follower(desk, "viewer", "queue progress " + frozen(desk) + " --follow");
  EXPECT_NE(follower.line_with("frozen: 0 done"), "");
  desk.server.reset();
  const auto cut_off = follower.end();
  EXPECT_EQ(cut_off.exit, 3) << cut_off.out;
}

} // namespace
} // namespace paydesk::test
