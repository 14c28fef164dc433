// The publisher: dense, gap-free, in order and chained, whoever commits late and however many publish.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/event_watcher.h"
#include "store/publisher.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* insert_sql =
    "insert into outbox (at, kind, subject_kind, subject_id) values (now(), 'test', 'writer', $1)";

/// Writes `count` events in transactions of three; every other one stays open for a while before its commit.
void write_events(const std::string& connection_string, int writer, int count) {
  pqxx::connection connection(connection_string);
  for (int i = 0; i < count; i += 3) {
    pqxx::work work(connection);
    for (int k = i; k < i + 3 && k < count; ++k)
      work.exec_params(insert_sql, std::to_string(writer) + "/" + std::to_string(k));
    if (i % 2 == 0)
      std::this_thread::sleep_for(2ms);
    work.commit();
  }
}

bool wait_until(const std::function<bool()>& done, std::chrono::milliseconds most = 20s) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (std::chrono::steady_clock::now() < end) {
    if (done())
      return true;
    std::this_thread::sleep_for(5ms);
  }
  return done();
}

std::vector<views::Event> all_events(Shop& shop) {
  std::vector<views::Event> events;
  for (;;) {
    const auto more = shop.queries.events_after(events.empty() ? 0 : events.back().position, 500);
    if (!more || more->empty())
      return events;
    events.insert(events.end(), more->begin(), more->end());
  }
}

TEST(Publisher, IsDenseAndCompleteUnderConcurrentWritersAndTwoPublishers) {
  Shop shop;
  constexpr int writers = 6, each = 300;
  {
    store::Publisher first(shop.database.app), second(shop.database.app);
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer)
      threads.emplace_back([&, writer] { write_events(shop.database.app, writer, each); });
    // A reader that follows by position never misses one, though commits come late.
    std::int64_t read = 0;
    EXPECT_TRUE(wait_until([&] {
      const auto more = shop.queries.events_after(read, 500);
      for (const auto& event : *more) {
        EXPECT_EQ(event.position, read + 1);
        read = event.position;
      }
      return read == writers * each;
    }));
    for (auto& thread : threads)
      thread.join();
  }
  EXPECT_EQ(*shop.queries.newest_position(), writers * each);
  EXPECT_EQ(*shop.queries.outbox_lag(), 0);
  const auto proof = shop.queries.verify();
  EXPECT_TRUE(proof->ok);
  std::vector<int> next(writers, 0);
  for (const auto& event : all_events(shop)) {
    const auto writer = static_cast<std::size_t>(event.subject_id[0] - '0');
    EXPECT_EQ(event.subject_id, std::to_string(writer) + "/" + std::to_string(next[writer]++)) << "in order per writer";
  }
}

TEST(Publisher, AnotherTakesOverWhenTheHolderGoes) {
  Shop shop;
  auto first = std::make_unique<store::Publisher>(shop.database.app);
  ASSERT_TRUE(wait_until([&] { return first->state().holds_lock; }));
  store::Publisher second(shop.database.app);
  ASSERT_TRUE(wait_until([&] { return second.state().connected; }));
  EXPECT_FALSE(second.state().holds_lock);
  first.reset();
  EXPECT_TRUE(wait_until([&] { return second.state().holds_lock; }));
  write_events(shop.database.app, 1, 3);
  second.poke();
  EXPECT_TRUE(wait_until([&] { return *shop.queries.newest_position() == 3; }));
}

TEST(Publisher, ComesBackAfterItsConnectionWasCut) {
  Shop shop;
  store::Publisher publisher(shop.database.app);
  ASSERT_TRUE(wait_until([&] { return publisher.state().holds_lock; }));
  shop.tamper("select pg_terminate_backend(pid) from pg_stat_activity "
              "where datname = current_database() and pid <> pg_backend_pid()");
  write_events(shop.database.app, 1, 3);
  EXPECT_TRUE(wait_until([&] { return publisher.state().holds_lock && shop.queries.newest_position().value_or(0) == 3; }));
}

TEST(EventWatcher, TellsSubscribersTheNewestPosition) {
  Shop shop;
  store::EventWatcher watcher(shop.database.app);
  std::atomic<std::int64_t> heard = 0;
  auto subscription = watcher.subscribe([&](std::int64_t position) { heard = position; });
  ASSERT_TRUE(wait_until([&] { return watcher.connected(); }));
  store::Publisher publisher(shop.database.app);
  write_events(shop.database.app, 1, 6);
  EXPECT_TRUE(wait_until([&] { return heard == 6; }));
  shop.tamper("select pg_terminate_backend(pid) from pg_stat_activity "
              "where datname = current_database() and pid <> pg_backend_pid()");
  write_events(shop.database.app, 2, 6);
  EXPECT_TRUE(wait_until([&] { return heard == 12; })) << "told after it came back";
  subscription.reset();
  write_events(shop.database.app, 3, 3);
  wait_until([&] { return shop.queries.newest_position().value_or(0) == 15; });
  EXPECT_EQ(heard, 12);
}

} // namespace
} // namespace paydesk::test
