// Somebody else has all of the server's connections: whoever needs one is told so, and once they are given back
// everything goes on.
#include <gtest/gtest.h>

#include <pqxx/pqxx>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

/// Every connection that the server still gives this role.
std::vector<std::unique_ptr<pqxx::connection>> take_all(const std::string& role) {
  std::vector<std::unique_ptr<pqxx::connection>> taken;
  try {
    for (;;)
      taken.push_back(std::make_unique<pqxx::connection>(role));
  } catch (const pqxx::broken_connection&) {
  }
  return taken;
}

TEST(Connections, none_left_is_said_and_loses_nothing) {
  World world;
  const auto payment = world.pay_in({1000});
  const auto& app = world.database.connection_string();
  store::Database late(app, 4); // has opened none yet
  store::PgPayments store(late);
  auto taken = take_all(app);
  ASSERT_GT(taken.size(), 10u);
  const auto refused = store.charges_of_payment(payment);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable) << refused.error().message;
  EXPECT_NE(refused.error().message.find("nothing was done"), std::string::npos) << refused.error().message;
  // A lane that cannot reach the queue counts it and looks again.
  auto gateway = std::make_unique<ScriptedPsp>("card", CaptureMode::multiple);
  Lane lane(std::move(gateway), store, world.clock, world.ids, world.policy, LaneOptions{}, nullptr, 3);
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  lane.step(std::chrono::milliseconds(0));
  EXPECT_EQ(lane.stats().store_failures, 1);
  taken.clear();
  ASSERT_TRUE(store.charges_of_payment(payment));
  for (int i = 0; i < 5; ++i)
    lane.step(std::chrono::milliseconds(0));
  EXPECT_EQ(lane.stats().store_failures, 1);
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  world.check_books();
}

} // namespace
} // namespace paydesk::test
