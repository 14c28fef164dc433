// The pool of connections when the server ends them.
#include <gtest/gtest.h>

#include <barrier>
#include <thread>
#include <vector>

#include "store/database.h"
#include "tests/support/test_cluster.h"

namespace paydesk::store {
namespace {

constexpr std::size_t pool_size = 4;

/// As many transactions at once as the pool has connections, so that it opens all of them.
void open_all(Database& database) {
  std::barrier all_have_one(static_cast<std::ptrdiff_t>(pool_size));
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < pool_size; ++i)
    threads.emplace_back([&] {
      const auto done = database.in_transaction([&](Tx& tx) -> Result<void> {
        tx.exec("select 1");
        all_have_one.arrive_and_wait();
        return {};
      });
      EXPECT_TRUE(done) << done.error().message;
    });
}

Result<int> ask(Database& database) {
  return database.in_transaction([](Tx& tx) -> Result<int> { return tx.exec("select 7")[0][0].as<int>(); });
}

TEST(Pool, one_failure_tells_of_a_server_that_has_ended_every_connection) {
  auto& cluster = test::TestCluster::shared();
  const auto made = cluster.create_database();
  Database database(made.app, pool_size);
  Database other(cluster.cluster().connection_string(made.name, "postgres"), 1);
  open_all(database);
  const auto ended = other.in_transaction([](Tx& tx) -> Result<int> {
    return tx
        .exec("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
              "where usename = 'paydesk_app' and datname = current_database()")[0][0]
        .as<int>();
  });
  ASSERT_TRUE(ended) << ended.error().message;
  ASSERT_EQ(*ended, static_cast<int>(pool_size));
  const auto failed = ask(database);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::unavailable);
  for (std::size_t i = 0; i < 2 * pool_size; ++i) {
    const auto answer = ask(database);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(*answer, 7);
  }
  open_all(database);
}

/// What a refusal with this SQLSTATE becomes: of a statement, or with `at_commit` of the commit.
Error refusal_of(Database& database, const std::string& sqlstate, bool at_commit) {
  const auto raise = "create or replace function pg_temp.refuse() returns trigger language plpgsql as $$ begin "
                     "raise exception 'it said' using errcode = '" +
                     sqlstate + "'; end $$";
  const auto done = database.in_transaction([&](Tx& tx) -> Result<void> {
    tx.exec_once("create temp table if not exists asked (n int)");
    tx.exec_once("drop trigger if exists refusing on pg_temp.asked");
    tx.exec_once(raise);
    tx.exec_once(std::string("create constraint trigger refusing after insert on pg_temp.asked ") +
                 (at_commit ? "initially deferred" : "not deferrable") +
                 " for each row execute function pg_temp.refuse()");
    tx.exec_once("insert into pg_temp.asked values (1)");
    return {};
  });
  return done ? Error{ErrorCode::internal, "it was not refused", {}} : done.error();
}

// is_poison() sets aside what cannot be stored for good: a server in need must never look like that.
TEST(Pool, a_server_that_lacks_means_is_unavailable) {
  const auto made = test::TestCluster::shared().create_database();
  Database database(made.app, 1);
  EXPECT_FALSE(database.refused_for_room_within(std::chrono::seconds(60)));
  for (const std::string state : {"53200", "53300", "58030", "25006", "53100"}) {
    const auto error = refusal_of(database, state, false);
    EXPECT_EQ(error.code, ErrorCode::unavailable) << state << ": " << error.message;
    EXPECT_NE(error.message.find("nothing was done"), std::string::npos) << error.message;
  }
  EXPECT_TRUE(database.refused_for_room_within(std::chrono::seconds(60)));
  EXPECT_EQ(refusal_of(database, "22003", false).code, ErrorCode::internal);
}

// The server that cannot write its log says the same and dies, with our part of it written or not.
TEST(Pool, a_commit_that_met_a_full_disk_is_in_doubt) {
  const auto made = test::TestCluster::shared().create_database();
  Database database(made.app, 1);
  const auto error = refusal_of(database, "53100", true);
  EXPECT_EQ(error.code, ErrorCode::unavailable) << error.message;
  EXPECT_NE(error.message.find("it is not known whether"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("disk is full"), std::string::npos) << error.message;
  EXPECT_EQ(error.message.find("nothing was done"), std::string::npos) << error.message;
}

} // namespace
} // namespace paydesk::store
