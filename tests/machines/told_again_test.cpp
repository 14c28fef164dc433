// What the PSP has told already it may tell again, in any state: nothing of it happens twice.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

TEST(ToldAgain, a_refund_is_taken_back_once) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  request.lines = {{world.read(payment).orders[0].order_id.to_string(), "4.00"}};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work();
  const auto refund = world.read(payment).refunds.at(0);
  const auto key = world.read(payment).operations.back().operation_id.to_string();
  for (int i = 0; i < 2; ++i)
    world.tell(payment, news(News::Kind::refunded, refund.psp_reference, 400, key));
  EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, 400);
  EXPECT_EQ(world.balance("psp_receivable"), 600);
  world.check_books();
}

TEST(ToldAgain, money_that_came_with_more_than_the_order_is_worth_raises_an_alert) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  for (const char* reference : {"cap_1", "cap_2", "cap_2"})
    world.tell(payment, news(News::Kind::captured, reference, 1000, world.charge_of(payment).to_string()));
  EXPECT_EQ(world.read(payment).charge.captured, 2000) << "what was truly taken is booked";
  EXPECT_EQ(world.one_number("select count(*) from history where code = 'captured_twice'"), 1);
  EXPECT_EQ(world.balance("psp_receivable"), 2000);
  world.check_books();
}

TEST(ToldAgain, what_comes_in_another_currency_is_not_booked_as_ours) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  auto said = news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string());
  said.currency = "USD";
  world.tell(payment, said);
  EXPECT_EQ(world.read(payment).charge.captured, 0);
  EXPECT_EQ(world.one_number("select count(*) from history where code = 'foreign_currency'"), 1);
  EXPECT_EQ(world.balance("psp_receivable"), 0);
}

TEST(ToldAgain, an_event_that_comes_again_stays_what_became_of_it) {
  World world;
  const RawWebhook event{world.ids.next(), "card", "evt_1", "capture.succeeded", "{}", {}, world.clock.now()};
  EXPECT_EQ(world.store.insert({&event, 1}).value(), 1);
  ASSERT_TRUE(world.store.finish({event.webhook_id, "processed", std::nullopt, {}, std::nullopt}));
  auto again = event;
  again.webhook_id = world.ids.next();
  EXPECT_EQ(world.store.insert({&again, 1}).value(), 0) << "it is known";
  EXPECT_EQ(world.one_number("select count(*) from webhook_event"), 1);
  EXPECT_EQ(world.one_number("select count(*) from webhook_event where state = 'processed'"), 1) << "and not due again";
}

} // namespace
} // namespace paydesk::test
