// Webhooks that are stored and applied in one transaction: all of it, or the raw events alone.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

class TakenIn : public testing::Test {
 protected:
  RawWebhook captured(const Uuid& payment, const std::string& reference) {
    RawWebhook raw;
    raw.webhook_id = world.ids.next();
    raw.psp_account = "card";
    raw.event_id = "evt_" + reference;
    raw.event_type = "captured";
    raw.body = "{}";
    raw.received_at = world.clock.now();
    const auto charge = world.charge_of(payment);
    told[raw.event_id] = {raw.event_id, raw.event_type, charge.to_string(),
                          news(News::Kind::captured, reference, 1000, charge.to_string())};
    return raw;
  }
  std::int64_t stored(const std::string& state) {
    return world.one_number("select count(*) from webhook_event where state = '" + state + "'");
  }
  std::int64_t facts() { return world.one_number("select count(*) from psp_fact"); }

  World world{CaptureMode::automatic};
  std::map<std::string, WebhookContent> told;
  WebhookProcessor processor{world.store, world.clock, world.ids, world.policy,
                             [this](const RawWebhook& raw) -> Result<WebhookContent> { return told.at(raw.event_id); }};
};

TEST_F(TakenIn, an_event_is_applied_and_stored_and_another_copy_does_nothing) {
  const auto payment = world.pay_in({1000});
  auto raw = captured(payment, "cap_1");
  ASSERT_TRUE(processor.take_in(std::vector{raw, raw}));
  EXPECT_EQ(stored("processed"), 1);
  EXPECT_EQ(world.read(payment).charge.captured, 1000);
  const auto history = world.one_number("select count(*) from history");
  raw.webhook_id = world.ids.next();
  ASSERT_TRUE(processor.take_in(std::vector{raw}));
  EXPECT_EQ(world.one_number("select count(*) from webhook_event"), 1);
  EXPECT_EQ(world.one_number("select count(*) from history"), history) << "not even noted a second time";
  EXPECT_EQ(facts(), 1);
  world.check_books();
}

TEST_F(TakenIn, what_the_database_refuses_rolls_all_back_and_every_event_is_stored_raw) {
  const auto good = world.pay_in({1000});
  const auto bad = world.pay_in({1000});
  {
    pqxx::connection owner(world.owner_connection);
    pqxx::work work(owner);
    work.exec("alter table psp_fact add constraint poison check (reference <> 'cap_bad')");
    work.commit();
  }
  const std::vector events = {captured(good, "cap_good"), captured(bad, "cap_bad")};
  ASSERT_TRUE(processor.take_in(events)) << "the PSP is told that they are stored";
  EXPECT_EQ(facts(), 0) << "half of a transaction is none";
  EXPECT_EQ(world.read(good).charge.captured, 0);
  EXPECT_EQ(stored("pending"), 2);
  world.check_books();
  for (int i = 0; i < 5; ++i) {
    EXPECT_TRUE(processor.step(50));
    world.advance(std::chrono::seconds(1));
  }
  EXPECT_EQ(world.read(good).charge.captured, 1000);
  EXPECT_EQ(world.read(bad).charge.captured, 0);
  EXPECT_EQ(stored("processed"), 1);
  EXPECT_EQ(stored("failed"), 1) << "set aside, to be replayed";
  world.check_books();
}

} // namespace
} // namespace paydesk::test
