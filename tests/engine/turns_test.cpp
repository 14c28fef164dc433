// Whose turn it is behind a backlog: every seller, every kind of work, whatever the others bring.
#include <gtest/gtest.h>

#include <map>

#include <pqxx/pqxx>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::seconds;

namespace {

/// A queue with jobs of sellers; claimed without being carried out.
class Queue {
 public:
  /// Adds first tries of a seller, each due a second after the one before; due by `first_due` at the earliest.
  void add(const std::string& seller, int count, seconds first_due = seconds(0)) {
    const std::vector<AccountTerms> accounts = {{"card", "KR", CaptureMode::multiple, {"EUR"}, 1000, true}};
    std::vector<NewPayment> payments;
    for (int i = 0; i < count; ++i) {
      CreatePayment request{"buyer", "CHK", "EUR", "card", "http://shop/ok", "http://shop/no", 3600, {}, {}};
      request.orders.push_back({seller, "10.00", "SO", "tea"});
      payments.push_back(make_payment(world.shop, world.ids.next(), request, accounts, begin + first_due + seconds(i),
                                      world.ids, world.policy)
                             .value());
      payments.back().request_hash = std::string(32, 'h');
    }
    ASSERT_TRUE(world.store.create(payments));
  }
  /// One claim; how many jobs of each seller it took.
  std::map<std::string, int> claim(int most) {
    std::map<std::string, int> taken;
    const auto count = [&](std::vector<Aggregate>& charges, const std::vector<ClaimedJob>&) -> Result<Extra> {
      for (const auto& charge : charges)
        ++taken[charge.orders.front().seller];
      return Extra{};
    };
    EXPECT_TRUE(world.store.claim("card", most, now, now + seconds(60), count));
    return taken;
  }
  void sql(const std::string& statement) {
    pqxx::connection connection(world.owner_connection);
    pqxx::work work(connection);
    work.exec(statement);
    work.commit();
  }

  World world;
  const Instant begin = world.clock.now();
  Instant now = begin + std::chrono::hours(1);
};

int sum(const std::map<std::string, int>& taken) {
  int all = 0;
  for (const auto& [seller, count] : taken)
    all += count;
  return all;
}

} // namespace

TEST(Turns, everything_due_is_taken_while_there_is_room) {
  Queue queue;
  queue.add("a", 3);
  queue.add("b", 2, std::chrono::hours(2)); // not due yet
  EXPECT_EQ(queue.claim(64), (std::map<std::string, int>{{"a", 3}}));
  EXPECT_TRUE(queue.claim(64).empty()) << "they are under lease";
}

TEST(Turns, a_seller_with_a_backlog_holds_up_no_other) {
  Queue queue;
  queue.add("hot", 400);
  for (int i = 0; i < 20; ++i)
    queue.add("seller-" + std::to_string(i), 1, seconds(1000)); // younger than all of the other's
  queue.claim(8); // shows that there is a backlog
  std::map<std::string, int> taken;
  for (int i = 0; i < 10; ++i) {
    const auto one = queue.claim(8);
    EXPECT_EQ(sum(one), 8) << "no room is left unused";
    for (const auto& [seller, count] : one)
      taken[seller] += count;
  }
  EXPECT_EQ(taken.size(), 21u) << "each seller had a turn within ten claims of eight";
  for (const auto& [seller, count] : taken)
    EXPECT_TRUE(seller == "hot" ? count == 60 : count == 1) << seller << " " << count;
}

TEST(Turns, one_place_at_a_time_is_dealt_out_as_well) {
  Queue queue;
  queue.add("hot", 60);
  queue.add("cold", 1, seconds(1000));
  queue.add("retried", 1, seconds(2000));
  queue.sql("update job set attempts = 1, retry_since = created_at, failed_at = created_at where seller = 'retried'");
  std::map<std::string, int> taken;
  for (int i = 0; i < 8; ++i)
    for (const auto& [seller, count] : queue.claim(1))
      taken[seller] += count;
  EXPECT_EQ(taken["cold"], 1);
  EXPECT_EQ(taken["retried"], 1) << "retries have every fourth place";
}

TEST(Turns, a_backlog_of_retries_waits_for_first_tries_and_is_not_starved_by_them) {
  Queue queue;
  queue.add("retried", 100);
  queue.sql("update job set attempts = 1, retry_since = created_at, failed_at = created_at");
  queue.add("asked", 10, seconds(500));
  queue.sql("update job set ask = true where seller = 'asked'");
  queue.add("swept", 10, seconds(600));
  queue.sql("update job set kind = 'query', operation_id = null where seller = 'swept'");
  queue.add("fresh", 100, seconds(1000)); // the youngest of all
  auto first = queue.claim(16);
  EXPECT_EQ(first["fresh"], 16) << "first tries come first";
  std::map<std::string, int> taken;
  for (int i = 0; i < 4; ++i)
    for (const auto& [seller, count] : queue.claim(16))
      taken[seller] += count;
  EXPECT_EQ(taken["retried"], 16);
  EXPECT_EQ(taken["swept"], 8);
  EXPECT_EQ(taken["fresh"], 40);
}

TEST(Turns, what_a_dead_worker_left_behind_is_not_starved_by_fresh_work) {
  Queue queue;
  queue.add("left", 4);
  EXPECT_EQ(queue.claim(4)["left"], 4);
  queue.now += seconds(600); // their lease is over
  queue.add("fresh", 400, seconds(3661));
  std::map<std::string, int> taken;
  for (int i = 0; i < 6; ++i)
    for (const auto& [seller, count] : queue.claim(16))
      taken[seller] += count;
  EXPECT_EQ(taken["left"], 4);
}

TEST(Turns, the_seller_is_that_of_the_order_or_of_the_refund) {
  World world;
  const auto payment = world.pay_in({600, 400});
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  EXPECT_EQ(world.one_number("select count(*) from job join operation using (operation_id) "
                             "join payment_order on order_id = subject_id where job.seller <> payment_order.seller"),
            0);
  EXPECT_EQ(world.one_number("select count(distinct seller) from job where kind = 'capture'"), 2);
}
