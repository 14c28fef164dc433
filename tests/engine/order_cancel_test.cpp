// One seller's order is cancelled before it is captured, in each capture mode.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

Result<views::CommandOutcome> cancel_order(World& world, const Uuid& payment, std::size_t line) {
  return world.commands.cancel_payment(world.operator_, world.read(payment).orders.at(line).order_id, "sold out");
}

/// Authorised there by the buyer, captured as the mode wants, and everything that follows.
void pay(World& world, const Uuid& payment, std::int64_t total) {
  world.tell(payment, news(News::Kind::authorized, "pay_1", total));
  world.work();
}

std::int64_t asked_for(const World& world, OperationKind kind) {
  std::int64_t sum = 0;
  for (const auto& call : world.psp->calls)
    sum += call.kind == kind ? call.amount : 0;
  return sum;
}

} // namespace

TEST(OrderCancel, of_several_captures_only_the_others_are_made_and_the_rest_is_released) {
  World world(CaptureMode::multiple);
  const auto payment = world.pay_in({600, 300, 100});
  ASSERT_TRUE(cancel_order(world, payment, 1)) << "before the buyer has paid";
  EXPECT_EQ(world.read(payment).orders[1].status, "cancelled");
  pay(world, payment, 1000);
  const auto a = world.read(payment);
  EXPECT_EQ(asked_for(world, OperationKind::capture), 700);
  EXPECT_EQ(a.charge.captured, 700);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.orders[1].status, "cancelled");
  EXPECT_EQ(a.orders[1].amounts.captured, 0);
  EXPECT_EQ(world.one_number("select count(*) from operation where kind = 'void' and state = 'succeeded'"), 1);
  world.check_books();
}

TEST(OrderCancel, the_one_capture_is_of_the_others_sum) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({600, 300, 100});
  ASSERT_TRUE(cancel_order(world, payment, 0));
  pay(world, payment, 1000);
  const auto a = world.read(payment);
  EXPECT_EQ(asked_for(world, OperationKind::capture), 400);
  EXPECT_EQ(a.charge.captured, 400);
  EXPECT_EQ(a.orders[0].status, "cancelled");
  EXPECT_EQ(a.orders[1].amounts.captured, 300);
  EXPECT_EQ(a.orders[2].amounts.captured, 100);
  world.check_books();
}

TEST(OrderCancel, where_the_psp_captures_the_whole_its_part_is_refunded) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({600, 300, 100});
  ASSERT_TRUE(cancel_order(world, payment, 1));
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000));
  EXPECT_EQ(world.read(payment).orders[1].status, "refund_pending");
  world.work();
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.captured, 1000);
  EXPECT_EQ(asked_for(world, OperationKind::refund), 300);
  EXPECT_EQ(a.orders[0].amounts.refunded, 0);
  EXPECT_EQ(a.orders[1].amounts.refunded, 300);
  EXPECT_EQ(a.orders[1].status, "refunded");
  world.check_books();
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000));
  world.work();
  EXPECT_EQ(asked_for(world, OperationKind::refund), 300) << "told twice, refunded once";
}

TEST(OrderCancel, a_capture_that_waits_is_made_without_it) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({600, 300});
  world.tell(payment, news(News::Kind::authorized, "pay_1", 900));
  ASSERT_TRUE(cancel_order(world, payment, 0)) << "authorised, but the PSP was not asked for the capture yet";
  world.work();
  EXPECT_EQ(asked_for(world, OperationKind::capture), 300);
  EXPECT_EQ(world.read(payment).charge.captured, 300);
  world.check_books();
}

TEST(OrderCancel, what_the_psp_is_asked_for_or_has_captured_is_refused) {
  World world;
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  const auto payment = world.pay_in({600, 300});
  pay(world, payment, 900);
  const auto unknown = world.read(payment).orders[0].amounts.captured == 0 ? 0U : 1U;
  const auto first = cancel_order(world, payment, unknown);
  EXPECT_EQ(first.error().code, ErrorCode::failed_precondition);
  const auto captured = cancel_order(world, payment, 1 - unknown);
  EXPECT_EQ(captured.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(captured.error().message.find("refund it instead"), std::string::npos) << captured.error().message;
  EXPECT_EQ(world.one_number("select count(*) from payment_order where cancelled"), 0);
}

TEST(OrderCancel, the_last_order_cancels_the_payment) {
  World world;
  const auto payment = world.pay_in({600, 300});
  ASSERT_TRUE(cancel_order(world, payment, 0));
  EXPECT_FALSE(cancel_order(world, payment, 0)) << "it is cancelled already";
  ASSERT_TRUE(cancel_order(world, payment, 1));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "voided");
  EXPECT_EQ(world.one_number("select count(*) from audit_record where action = 'order.cancel'"), 1);
}
