// A PSP that fails: its account's breaker opens, is told of wherever health is told, and closes again by itself.
#include <gtest/gtest.h>

#include <optional>

#include "app/client/idempotency.h"
#include "tests/faults/system.h"

namespace paydesk::test {
namespace {

namespace rpc = client::rpc;
using std::chrono::seconds;

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// Opens after a few failures, and tries again within seconds.
void make_quick(System& system, const std::string& account) {
  const auto& administrator = system.stack().desk().administrator();
  const auto shown = administrator.ask<rpc::GetBreaker>({account, 0});
  ASSERT_TRUE(shown) << shown.error().message;
  auto settings = shown->settings;
  settings.consecutive = 3;
  settings.open_s = 1;
  settings.longest_open_s = 2;
  settings.probes = 1;
  const auto set = administrator.ask<rpc::SetBreaker>(
      {account, shown->head.version, settings, "quick", client::new_idempotency_key()});
  ASSERT_TRUE(set) << set.error().message;
}

/// What GetStatus says of a part; none: it names no such part.
std::optional<views::PartStatus> told(System& system, const std::string& name) {
  const auto status = system.stack().desk().clerk().ask<rpc::GetStatus>({});
  EXPECT_TRUE(status) << status.error().message;
  if (status)
    for (const auto& part : status->parts)
      if (part.name == name) return part;
  return std::nullopt;
}

TEST(FailingPsp, opens_its_breaker_says_so_and_closes_it_again) {
  demo::StackOptions options;
  options.fault_rate = 0;
  System system(options);
  for (const char* account : {"card", "wallet", "single", "modif", "slow"}) // all of them fail
    make_quick(system, account);
  crash::Promises promises;
  Crowd crowd(system, promises, 4);
  ASSERT_TRUE(eventually(seconds(20), [&] { return promises.size() > 20; }));
  EXPECT_TRUE(has(system.part("lane:card"), ": ok ")) << system.health();
  EXPECT_FALSE(has(system.part("lane:card"), "breaker")) << system.health();

  ASSERT_TRUE(system.stack().sandbox().set_faults({{"probability", {{"error_before", 1.0}}}}));
  EXPECT_TRUE(eventually(seconds(30), [&] {
    const auto part = system.part("lane:card");
    return has(part, "NOT OK") && has(part, "breaker open: the PSP fails") &&
           has(part, "paydeskctl psp breaker show card");
  })) << system.health();
  EXPECT_TRUE(system.ready()) << "a PSP that fails sends no shop elsewhere: " << system.health();
  // Between two probes it is half-open for a moment: either is said.
  const auto part = told(system, "lane:card");
  ASSERT_TRUE(part);
  EXPECT_FALSE(part->ok);
  EXPECT_TRUE(has(part->detail, "breaker open") || has(part->detail, "breaker half_open")) << part->detail;
  const auto shown = system.ctl({"status"});
  EXPECT_EQ(shown.exit_code, 0) << shown.output;
  EXPECT_TRUE(has(shown.output, "lane:card") && has(shown.output, "NOT OK") && has(shown.output, "breaker "))
      << shown.output;
  const auto breaker = nlohmann::json::parse(system.ctl({"psp", "breaker", "show", "card", "--json"}).output, nullptr, false);
  ASSERT_TRUE(breaker.is_object()) << breaker;
  EXPECT_TRUE(breaker["state"] == "open" || breaker["state"] == "half_open") << breaker;
  EXPECT_NE(breaker["why"], "") << breaker;
  EXPECT_TRUE(eventually(seconds(10), [&] { return system.lines_with("lane:card is not well") >= 1; })) << system.log();

  ASSERT_TRUE(system.stack().sandbox().set_faults({{"probability", {{"error_before", 0.0}}}}));
  EXPECT_TRUE(eventually(seconds(60), [&] {
    const auto now = system.part("lane:card");
    return has(now, ": ok ") && !has(now, "breaker");
  })) << system.health();
  EXPECT_TRUE(told(system, "lane:card")->ok);
  EXPECT_TRUE(eventually(seconds(10), [&] { return system.lines_with("lane:card is well again") >= 1; })) << system.log();
  crowd.close();
  EXPECT_EQ(system.judge(promises, seconds(60)), "");
  EXPECT_EQ(system.lines_with(" ready"), 1) << "one daemon from the beginning to the end: " << system.log();
  EXPECT_EQ(system.stop(), "");
}

} // namespace
} // namespace paydesk::test
