// Pay-out schedules by paydeskctl: who may set them, what they show, and what they made.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/queries/paid_out.h"
#include "tests/service/ctl.h"

namespace paydesk::test {
namespace {

const std::string weekly = "payouts schedules set all --currency EUR --every weekly --day 1 --cut-off 17:00 "
                           "--zone Europe/Berlin --minimum 1.00 --reason agreed";

TEST(PayoutSchedulesByCtl, FromTheRuleToTheBatch) {
  Desk desk;
  fund(desk.shop, "tea", 9005);
  fund(desk.shop, "rice", 50);
  (void)add_account(desk.shop, "tea");
  EXPECT_EQ(ctl(desk, "viewer", "payouts schedules list").exit, 0);
  EXPECT_EQ(ctl(desk, "operator", weekly).exit, 1);
  const auto set = ctl(desk, "admin", weekly);
  EXPECT_EQ(set.exit, 0) << set.out;
  const auto listed = ctl(desk, "viewer", "payouts schedules list");
  EXPECT_NE(listed.out.find("weekly, monday"), std::string::npos) << listed.out;
  EXPECT_NE(listed.out.find("17:00 Europe/Berlin"), std::string::npos) << listed.out;
  const auto preview = ctl(desk, "viewer", "payouts schedules preview");
  EXPECT_EQ(preview.exit, 0) << preview.out;
  EXPECT_NE(preview.out.find("90.05 EUR"), std::string::npos) << preview.out;
  EXPECT_NE(preview.out.find("less than the minimum"), std::string::npos) << preview.out;

  desk.shop.clock.advance(std::chrono::hours(24 * 7));
  const Caller daemon{Uuid{{8}}, "payout-schedule", "Schedules", {"operator"}, Uuid{}};
  ASSERT_EQ(desk.payout_schedules.run_due(daemon).value(), 1);
  const auto runs = ctl(desk, "viewer", "payouts schedules runs --json");
  EXPECT_EQ(runs.exit, 0) << runs.out;
  const auto row = nlohmann::json::parse(runs.out).at("rows").at(0);
  const auto run = ctl(desk, "viewer", "payouts schedules run " + row.at("run_id").get<std::string>());
  EXPECT_EQ(run.exit, 0) << run.out;
  EXPECT_NE(run.out.find("less than the minimum"), std::string::npos) << run.out;
  EXPECT_EQ(ctl(desk, "approver", "payouts decide " + row.at("batch_id").get<std::string>() + " --approve").exit, 0);

  EXPECT_EQ(ctl(desk, "admin", "payouts schedules remove all --version 7 --reason over").exit, 1);
  EXPECT_EQ(ctl(desk, "admin", "payouts schedules remove all --version 1 --reason over").exit, 0);
  EXPECT_NE(ctl(desk, "viewer", "payouts schedules list").out.find("No schedule"), std::string::npos);
}

TEST(PayoutSchedulesByCtl, TheSameKeyIsOneVersion) {
  Desk desk;
  const auto keyed = weekly + " --key 018f0000-0000-7000-8000-000000000001";
  const auto first = ctl(desk, "admin", keyed + " --json"), again = ctl(desk, "admin", keyed + " --json");
  EXPECT_EQ(first.exit, 0) << first.out;
  EXPECT_EQ(first.out, again.out);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_schedule"), 1);
}

TEST(PayoutSchedulesByCtl, HostileRequestsAreRefused) {
  Desk desk;
  const auto refused = [&](const std::string& changed) {
    const auto answer = ctl(desk, "admin", weekly + " " + changed);
    EXPECT_NE(answer.exit, 0) << changed;
    return answer.out;
  };
  for (const auto* changed : {"--hold-days 91", "--hold-days -1", "--psp nobody", "--seller ''", "--version 4"})
    EXPECT_NE(refused(changed), "") << changed;
  EXPECT_NE(refused("--psp nobody").find("PSP account"), std::string::npos);
  EXPECT_EQ(ctl(desk, "viewer", "payouts schedules run nonsense").exit, 1);
  EXPECT_EQ(ctl(desk, "viewer", "payouts schedules run 018f0000-0000-7000-8000-000000000001").exit, 1);
  EXPECT_EQ(desk.shop.count("select count(*) from payout_schedule"), 0);
}

} // namespace
} // namespace paydesk::test
