// Two daemons at one queue, and people who act on the same items in other orders: everything is done once, and no
// deadlock becomes anybody's error.
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <random>

#include "tests/races/market.h"
#include "tests/races/rounds.h"

namespace paydesk::test {
namespace {

std::vector<Uuid> ids_of(Market& market, const std::string& sql) {
  std::vector<Uuid> ids;
  const auto all = market.text("select string_agg(id::text, ' ') from (" + sql + ") as found(id)");
  for (std::size_t at = 0; at + 36 <= all.size(); at += 37)
    ids.push_back(Uuid::parse(all.substr(at, 36)).value());
  return ids;
}

TEST(ClaimRace, two_daemons_send_every_call_once) {
  Market market;
  const int count = rounds(60);
  for (int i = 0; i < count; ++i)
    market.order("wallet", {500 + i}, "pm_ok");
  for (int i = 0; i < 3; ++i)
    market.add_daemon();
  at_once({[&] { market.daemons[0]->start(); }, [&] { market.daemons[1]->start(); },
           [&] { market.daemons[2]->start(); }});
  market.settle();
  EXPECT_EQ(market.number("select count(*) from charge where state = 'captured'"), count);
  EXPECT_EQ(market.number("select count(*) from attempt where operation = 'charge'"), count);
  EXPECT_EQ(market.number("select count(*) from (select operation_id from attempt where operation_id is not null "
                          "group by 1 having count(*) > 1) twice"),
            0);
  int working = 0;
  for (const auto& daemon : market.daemons)
    for (const auto& lane : daemon->lanes)
      working += lane->gateway().account() == "wallet" && lane->stats().calls > 0 ? 1 : 0;
  EXPECT_GE(working, 1);
  market.prove();
}

TEST(ClaimRace, people_and_daemons_on_the_same_items_never_see_a_deadlock) {
  Market market;
  // The PSP refuses for now, so that everything waits in the queue.
  market.sandbox.set_faults({{"probability", {{"rate_limited", 1.0}}}, {"retry_after_s", 0}});
  for (int i = 0; i < 40; ++i)
    market.order("card", {1'000});
  for (int i = 0; i < 2; ++i)
    market.add_daemon().start();
  const auto jobs = ids_of(market, "select job_id from job");
  ASSERT_EQ(jobs.size(), 40u);
  std::vector<std::function<void()>> acts;
  for (unsigned person = 0; person < 12; ++person)
    acts.push_back([&, person] {
      std::mt19937 random(person);
      auto mine = jobs;
      auto& daemon = *market.daemons[person % 2];
      for (int i = 0; i < rounds(5); ++i) {
        std::shuffle(mine.begin(), mine.end(), random);
        const auto results = daemon.commands.retry_items(market.person("op-" + std::to_string(person), "operator"), mine, "race");
        ASSERT_TRUE(results) << results.error().message;
        daemon.wake();
      }
    });
  at_once(acts);
  market.sandbox.set_faults({{"probability", {{"rate_limited", 0.0}}}});
  // Who died of too many tries meanwhile is brought back.
  for (int i = 0; i < 50 && market.number("select count(*) from charge where state <> 'registered'") > 0; ++i) {
    if (const auto dead = ids_of(market, "select job_id from job where state = 'dead'"); !dead.empty()) {
      ASSERT_TRUE(market.daemons[0]->commands.retry_items(market.person("op", "operator"), dead, "again"));
    }
    market.settle();
  }
  EXPECT_EQ(market.number("select count(*) from charge where state = 'registered'"), 40);
  EXPECT_EQ(market.number("select count(*) from operation where kind = 'register'"), 40) << "one key each, all along";
  for (const auto& daemon : market.daemons)
    for (const auto& lane : daemon->lanes)
      EXPECT_EQ(lane->stats().store_failures, 0);
  EXPECT_EQ(market.sandbox.truth("card").at("checkouts").size(), 40u);
  market.prove();
}

} // namespace
} // namespace paydesk::test
