// Two transactions that wait for each other: the database ends one of them, and nobody is told.
#include <gtest/gtest.h>

#include <barrier>

#include "store/database.h"
#include "tests/races/market.h"
#include "tests/races/rounds.h"

namespace paydesk::test {
namespace {

TEST(Deadlock, is_resolved_by_running_one_of_the_two_again) {
  auto& cluster = TestCluster::shared();
  const auto made = cluster.create_database();
  store::Database database(made.owner, 4);
  const auto prepared = database.in_transaction([](store::Tx& tx) -> Result<void> {
    tx.exec_once("create table counter as select n as id, 0 as value from generate_series(1, 2) n");
    return {};
  });
  ASSERT_TRUE(prepared) << prepared.error().message;
  for (int round = 0; round < rounds(1); ++round) {
    std::barrier both_have_one(2);
    std::atomic<int> runs = 0;
    const auto take_both = [&](int first) {
      bool again = false;
      const auto done = database.in_transaction([&](store::Tx& tx) -> Result<void> {
        ++runs;
        tx.exec_once("update counter set value = value + 1 where id = " + std::to_string(first));
        if (!std::exchange(again, true))
          both_have_one.arrive_and_wait();
        tx.exec_once("update counter set value = value + 1 where id = " + std::to_string(3 - first));
        return {};
      });
      EXPECT_TRUE(done) << done.error().message;
    };
    at_once({[&] { take_both(1); }, [&] { take_both(2); }});
    EXPECT_EQ(runs, 3) << "one of them ran twice";
  }
  const auto sum = database.in_transaction([](store::Tx& tx) -> Result<int> {
    return tx.exec_once("select sum(value) from counter")[0][0].as<int>();
  });
  EXPECT_EQ(sum.value(), 4 * rounds(1)) << "what was undone is done again, once";
}

TEST(Deadlock, a_serialization_failure_is_run_again_too) {
  store::Database database(TestCluster::shared().create_database().owner, 2);
  int runs = 0;
  const auto done = database.in_transaction([&](store::Tx& tx) -> Result<void> {
    if (++runs < 3)
      tx.exec_once("do $$ begin raise exception 'not now' using errcode = 'serialization_failure'; end $$");
    return {};
  });
  EXPECT_TRUE(done) << done.error().message;
  EXPECT_EQ(runs, 3);
  const auto never = database.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec_once("do $$ begin raise exception 'never' using errcode = 'deadlock_detected'; end $$");
    return {};
  });
  ASSERT_FALSE(never);
  EXPECT_EQ(never.error().code, ErrorCode::conflict);
  EXPECT_NE(never.error().message.find("nothing was done, try again"), std::string::npos);
}

} // namespace
} // namespace paydesk::test
