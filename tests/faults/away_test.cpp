// The database goes away, and stays away for a while: what is told meanwhile, and that all goes on. And one that is
// killed again and again while the daemon starts.
#include <gtest/gtest.h>

#include <filesystem>

#include "app/client/idempotency.h"
#include "store/cluster/postmaster.h"
#include "tests/faults/system.h"

namespace paydesk::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

TEST(DatabaseAway, is_told_everywhere_and_mended) {
  demo::StackOptions options;
  options.fault_rate = 0;
  System system(options);
  crash::Promises promises;
  Crowd crowd(system, promises, 4);
  ASSERT_TRUE(eventually(seconds(20), [&] { return promises.size() > 20; }));
  EXPECT_EQ(system.ctl({"status"}).exit_code, 0);

  // Without its settings it cannot be started again.
  const fs::path settings = system.database_dir() + "/postgresql.conf";
  const fs::path hidden = system.database_dir() + "/hidden.conf";
  fs::rename(settings, hidden);
  system.kill_database();
  EXPECT_TRUE(eventually(seconds(20), [&] { return has(system.part("database"), "cannot be started"); }))
      << system.health();
  EXPECT_FALSE(system.ready());
  const auto alive = system.stack().ask_daemon("/healthz");
  EXPECT_TRUE(alive && alive->status == 200);
  const auto refused = system.order("away", client::new_idempotency_key());
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503) << refused->body;
  EXPECT_TRUE(has(refused->body, "nothing was done, try again")) << refused->body;
  // Who may see it is in the database that is away; whoever was known is told all the same.
  const auto shown = system.ctl({"status"});
  EXPECT_EQ(shown.exit_code, 1) << shown.output;
  EXPECT_TRUE(has(shown.output, "NOT OK") && has(shown.output, "cannot be started")) << shown.output;
  const auto json = nlohmann::json::parse(system.ctl({"--json", "status"}).output, nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_FALSE(json["ready"].get<bool>());
  bool named = false;
  for (const auto& part : json["parts"])
    named = named || (part["name"] == "database" && !part["ok"].get<bool>() &&
                      has(part["detail"].get<std::string>(), "tried again"));
  EXPECT_TRUE(named) << json;
  const auto others = system.ctl({"payments", "list"});
  EXPECT_NE(others.exit_code, 0) << "nothing but the health is told without the database: " << others.output;
  EXPECT_GE(system.lines_with("embedded database: "), 1) << system.log();

  fs::rename(hidden, settings);
  EXPECT_TRUE(eventually(seconds(60), [&] { return system.ready(); })) << system.health() << system.log();
  EXPECT_GE(system.lines_with("embedded database: goes on"), 1) << system.log();
  crowd.close();
  EXPECT_EQ(system.judge(promises, seconds(60)), "");
  EXPECT_EQ(system.lines_with(" ready"), 1) << "one daemon from the beginning to the end: " << system.log();
  EXPECT_EQ(system.stop(), "");
}

TEST(DatabaseAway, killed_while_the_daemon_starts_is_waited_for) {
  demo::StackOptions options;
  options.fault_rate = 0;
  System system(options);
  crash::Promises promises;
  ASSERT_TRUE(system.order("before", client::new_idempotency_key()));
  const auto starts = system.lines_with(" ready");
  system.kill_database();
  ASSERT_TRUE(system.stack().kill_and_start_daemon());
  int kills = 0;
  EXPECT_TRUE(eventually(seconds(60), [&] {
    if (kills >= 4) return true;
    if (store::find_postmaster(system.database_dir())) {
      system.kill_database();
      ++kills;
    }
    return !system.stack().daemon_runs();
  }));
  EXPECT_EQ(kills, 4);
  const auto ready = system.stack().wait_for_daemon();
  EXPECT_TRUE(ready) << ready.error().message;
  // It answers before it writes the line.
  EXPECT_TRUE(eventually(seconds(20), [&] { return system.lines_with(" ready") > starts; })) << system.log();
  EXPECT_EQ(system.lines_with(" ready"), starts + 1) << system.log();
  EXPECT_TRUE(eventually(seconds(20), [&] { return system.ready(); })) << system.health();
  EXPECT_EQ(system.judge(promises, seconds(60)), "");
  EXPECT_EQ(system.stop(), "");
}

} // namespace
} // namespace paydesk::test
