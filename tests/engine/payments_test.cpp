// The pay-in, in each capture mode, from registering to the last posting.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

void authorize(World& world, const Uuid& payment) {
  world.tell(payment, news(News::Kind::authorized, "pay_1", world.read(payment).charge.amount));
  world.work();
}

} // namespace

TEST(PayIn, a_registered_payment_keeps_the_token_before_its_page_is_known) {
  World world;
  const auto payment = world.pay_in({1000, 2000});
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "registered");
  EXPECT_EQ(a.charge.token, "chk_" + a.charge.charge_id.to_string());
  EXPECT_TRUE(a.jobs.empty());
  ASSERT_EQ(world.psp->calls.size(), 1u);
  EXPECT_EQ(world.psp->calls[0].amount, 3000);
}

TEST(PayIn, with_multiple_captures_every_order_is_captured_by_itself) {
  World world;
  const auto payment = world.pay_in({1000, 2000, 3001});
  world.tell(payment, news(News::Kind::page_opened));
  authorize(world, payment);
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.charge.captured, 6001);
  for (const auto& order : a.orders)
    EXPECT_EQ(order.status, "captured");
  EXPECT_EQ(a.facts.size(), 3u);
  EXPECT_EQ(world.balance("psp_receivable", "card"), 6001);
  EXPECT_EQ(world.balance("commission_revenue"), -600);
  EXPECT_EQ(world.balance("seller_payable", "seller-3"), -(3001 - 300));
  world.check_books();
}

TEST(PayIn, with_one_capture_the_total_is_captured_and_allocated) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000, 2000});
  authorize(world, payment);
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.facts.size(), 1u);
  EXPECT_EQ(a.orders[1].amounts.captured, 2000);
  world.check_books();
}

TEST(PayIn, with_automatic_capture_the_webhook_alone_captures) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000, 2000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 3000, world.charge_of(payment).to_string()));
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.orders[0].amounts.captured, 1000);
  world.check_books();
}

TEST(PayIn, a_capture_told_twice_is_posted_once) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  const auto told = news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string());
  world.tell(payment, told);
  world.tell(payment, told);
  EXPECT_EQ(world.read(payment).charge.captured, 1000);
  EXPECT_EQ(world.one_number("select count(*) from ledger_transaction"), 1);
  EXPECT_EQ(world.one_number("select count(*) from history where superseded"), 1);
  world.check_books();
}

TEST(PayIn, an_order_whose_capture_is_declined_is_left_out_and_the_rest_is_released) {
  World world;
  const auto payment = world.pay_in({1000, 2000});
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "do_not_honor"); }};
  authorize(world, payment);
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.charge.captured, 2000);
  EXPECT_EQ(a.orders[0].status, "cancelled");
  EXPECT_EQ(a.orders[1].status, "captured");
  EXPECT_EQ(world.psp->calls.back().kind, OperationKind::void_charge);
  world.check_books();
}

TEST(PayIn, when_every_capture_is_declined_the_charge_is_voided) {
  World world;
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "lost_card"); }};
  authorize(world, payment);
  EXPECT_EQ(world.read(payment).charge.state, "voided");
  world.check_books();
}

TEST(PayIn, the_same_key_answers_what_was_made_and_another_body_is_refused) {
  World world;
  const auto payment = world.pay_in({1000});
  const auto a = world.read(payment);
  std::vector<NewPayment> again(1);
  again[0].charges = {a};
  again[0].charges[0].payment.payment_id = world.ids.next();
  again[0].request_hash = std::string(32, 'h');
  EXPECT_EQ(world.store.create(again).value().at(0).kind, CreateOutcome::Kind::in_flight);
  EXPECT_EQ(world.store.create(again).value().at(0).payment_id, payment);
  again[0].request_hash = std::string(32, 'x');
  EXPECT_EQ(world.store.create(again).value().at(0).kind, CreateOutcome::Kind::key_reused);
  const StoredResponse response{a.payment.caller_id, a.payment.idempotency_key, 201, "first"};
  EXPECT_EQ(world.store.store_responses(std::vector{response}).value().at(0).body, "first");
  const StoredResponse later{a.payment.caller_id, a.payment.idempotency_key, 201, "second"};
  EXPECT_EQ(world.store.store_responses(std::vector{later}).value().at(0).body, "first");
}

TEST(PayIn, the_database_refuses_a_move_that_the_table_does_not_have) {
  World world;
  world.pay_in({1000});
  EXPECT_THROW(world.one_number("update charge set state = 'captured', path = '{register_ok}' returning 1"),
               pqxx::sql_error);
  EXPECT_THROW(world.one_number("update charge set state = 'captured', path = '{}' returning 1"), pqxx::sql_error);
}
