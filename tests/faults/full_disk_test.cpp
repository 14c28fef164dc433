// The database's disk runs full under load, twice: tables and indexes cannot grow any more, then the server's own log
// cannot. The daemon stays, says so, takes and moves nothing meanwhile, and goes on by itself once there is room.
#include <gtest/gtest.h>

#include <pqxx/pqxx>

#include "app/client/idempotency.h"
#include "store/cluster/bootstrap.h"
#include "store/cluster/embedded_cluster.h"
#include "store/cluster/postmaster.h"
#include "tests/faults/system.h"

namespace paydesk::test {
namespace {

using std::chrono::seconds;

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

/// Makes the server need the next piece of its log, for which there is no room; it may end of it (PANIC).
void switch_wal(const System& system) {
  const auto server = store::find_postmaster(system.database_dir());
  if (!server) return;
  try {
    pqxx::connection connection(
        store::socket_connection_string(server->socket_dir, store::cluster_database, "postgres"));
    pqxx::nontransaction work(connection);
    for (int i = 0; i < 20; ++i)
      work.exec("select pg_logical_emit_message(false, 'filler', repeat('x', 4000000)), pg_switch_wal()");
  } catch (const pqxx::failure&) {
  }
}

TEST(FullDisk, is_told_loses_nothing_and_is_over_when_there_is_room) {
  demo::StackOptions options;
  options.fault_rate = 0;
  System system(options, 300);
  EXPECT_TRUE(has(system.part("disk"), "disk: ok ")) << system.health();
  crash::Promises promises;
  Crowd crowd(system, promises, 8);
  ASSERT_TRUE(eventually(seconds(20), [&] { return promises.size() > 60; }));

  system.disk().fill();
  ASSERT_TRUE(eventually(seconds(20), [&] { return has(system.part("disk"), "NOT OK full: "); })) << system.health();
  // Whoever asks for something now is told that nothing was done.
  std::string refusal;
  int tries = 0; // while there is some room yet an order is taken, and the next one is another checkout
  EXPECT_TRUE(eventually(seconds(30), [&] {
    const auto answer = system.order("refused-" + std::to_string(++tries), client::new_idempotency_key());
    if (answer && answer->status == 503) refusal = answer->body;
    return !refusal.empty();
  })) << system.health();
  EXPECT_TRUE(has(refusal, "unavailable") && (has(refusal, "disk is full") || has(refusal, "does not answer") ||
                                              has(refusal, "went away") || has(refusal, "not known whether")))
      << refusal;
  switch_wal(system);
  EXPECT_TRUE(eventually(seconds(20), [&] { return has(system.part("database"), "its disk is full"); }))
      << system.health();
  EXPECT_FALSE(system.ready());
  EXPECT_TRUE(has(system.part("disk"), "Make room there")) << system.health();
  const auto alive = system.stack().ask_daemon("/healthz");
  EXPECT_TRUE(alive && alive->status == 200) << "the process is well: nobody gains by restarting it";
  const auto shown = system.ctl({"status"});
  EXPECT_EQ(shown.exit_code, 1) << shown.output;
  EXPECT_TRUE(has(shown.output, "Make room there") && has(shown.output, "NOT OK")) << shown.output;
  const auto json = nlohmann::json::parse(system.ctl({"--json", "status"}).output, nullptr, false);
  ASSERT_TRUE(json.is_object());
  EXPECT_FALSE(json["ready"].get<bool>()) << json;
  // It may be tried in vain for hours: that must not fill the log.
  const auto lines_before = system.lines_with("");
  std::this_thread::sleep_for(seconds(4));
  EXPECT_LT(system.lines_with("") - lines_before, 60) << system.log();
  EXPECT_TRUE(system.stack().daemon_runs());
  EXPECT_GE(system.lines_with("disk is not well: full: "), 1) << system.log();

  system.disk().remove_ballast();
  EXPECT_TRUE(eventually(seconds(60), [&] { return system.ready(); })) << system.health() << system.log();
  EXPECT_GE(system.lines_with("disk is well again"), 1) << system.log();
  const auto again = client::new_idempotency_key();
  EXPECT_TRUE(eventually(seconds(30), [&] {
    const auto answer = system.order("goes-on", again);
    return answer && answer->status == 201;
  })) << system.health();

  // Once more, and now the file system grows.
  system.disk().fill();
  switch_wal(system);
  EXPECT_TRUE(eventually(seconds(20), [&] { return has(system.part("disk"), "NOT OK full: "); })) << system.health();
  EXPECT_TRUE(system.disk().grow(700));
  EXPECT_TRUE(eventually(seconds(60), [&] { return system.ready(); })) << system.health() << system.log();

  crowd.close();
  EXPECT_EQ(system.judge(promises, seconds(60)), "");
  EXPECT_TRUE(system.stack().daemon_runs()) << "one daemon from the beginning to the end";
  EXPECT_EQ(system.lines_with(" ready"), 1) << system.log();
  EXPECT_EQ(system.stop(), "");
}

} // namespace
} // namespace paydesk::test
