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

} // namespace
} // namespace paydesk::store
