// Real life (domain.md §10): news before the answer, after the end, twice, never.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::hours;
using std::chrono::seconds;

TEST(LateNews, a_webhook_before_the_register_answer_wins_and_the_token_is_still_kept) {
  World world;
  world.psp->next[OperationKind::register_charge] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  const auto payment = world.pay_in({1000});
  EXPECT_EQ(world.read(payment).charge.state, "unknown");
  world.tell(payment, news(News::Kind::page_opened));
  EXPECT_EQ(world.read(payment).charge.state, "awaiting_customer");
  world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    auto known = news(News::Kind::registered);
    known.token = "chk_late";
    known.url = "http://psp/late";
    return done(call, {known});
  }};
  world.advance(seconds(5));
  world.work();
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.token, "chk_late");
  EXPECT_EQ(a.charge.state, "awaiting_customer");
  EXPECT_TRUE(a.jobs.empty());
}

TEST(LateNews, a_capture_after_expiry_is_booked_and_raises_an_alert) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::expired));
  EXPECT_EQ(world.read(payment).charge.state, "expired");
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  EXPECT_EQ(world.one_number("select count(*) from outbox where kind = 'alert'"), 1);
  world.check_books();
}

TEST(LateNews, an_authorisation_after_expiry_is_voided_by_itself) {
  World world;
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::expired));
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  EXPECT_EQ(world.read(payment).charge.state, "void_requested");
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "voided");
  EXPECT_EQ(world.balance("psp_receivable"), 0);
}

TEST(LateNews, an_authorisation_that_runs_out_before_its_capture_takes_nothing_and_keeps_what_was_captured) {
  for (const bool captured_before : {false, true}) {
    World world;
    world.psp->usual = [](const PspCall& call) { return call.kind == OperationKind::capture ? received(call) : usual(call); };
    if (captured_before)
      world.psp->next[OperationKind::capture] = {usual};
    const auto payment = world.pay_in({600, 400});
    world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
    world.work(3);
    const auto before = world.read(payment).charge.captured;
    ASSERT_EQ(before > 0, captured_before);
    for (const auto& operation : world.read(payment).operations)
      if (operation.kind == OperationKind::capture && operation.state == Operation::State::live)
        world.tell(payment, news(News::Kind::capture_failed, "cap_" + operation.operation_id.to_string(), 0,
                                 operation.operation_id.to_string()));
    world.tell(payment, news(captured_before ? News::Kind::voided : News::Kind::authorization_expired));
    world.work();
    EXPECT_EQ(world.read(payment).charge.state == "captured", captured_before) << world.read(payment).charge.state;
    EXPECT_EQ(world.read(payment).charge.captured, before);
    EXPECT_EQ(world.balance("psp_receivable"), before);
    world.check_books();
  }
}

TEST(LateNews, the_page_is_no_news_once_the_money_is_authorised) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "500"); },
      [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "processing_error"); }};
  // Asked about the lost capture, the PSP tells the charge's whole story again.
  world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    return done(call, {news(News::Kind::registered), news(News::Kind::authorized, "pay_1", 1000)});
  }};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "unknown");
  world.tell(payment, news(News::Kind::page_opened));
  world.tell(payment, news(News::Kind::submitted));
  EXPECT_EQ(world.read(payment).charge.state, "unknown");
  world.advance(seconds(5));
  world.work();
  // The capture was declined for good, so what was authorised is released.
  EXPECT_EQ(world.read(payment).charge.state, "voided");
  world.check_books();
}

TEST(LateNews, what_a_lost_webhook_left_behind_is_found_by_the_sweeper) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  const auto charge = world.charge_of(payment).to_string();
  world.psp->next[OperationKind::query] = {
      [charge](const PspCall& call) { return done(call, {news(News::Kind::captured, "cap_1", 1000, charge)}); }};
  world.advance(seconds(20));
  EXPECT_EQ(sweep(world.store, world.clock, world.ids, world.policy, 10).value(), 1);
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  world.check_books();
}

TEST(LateNews, a_charge_that_never_reached_the_psp_expires_in_its_time) {
  World world;
  world.psp->usual = [](const PspCall& call) {
    if (call.kind != OperationKind::query)
      return refused(call, ErrorClass::psp_unavailable, "503");
    auto answer = done(call, {});
    answer.found = false;
    return answer;
  };
  const auto payment = world.pay_in({1000});
  for (int i = 0; i < 200 && world.read(payment).charge.state != "dead_letter"; ++i) {
    world.advance(seconds(60));
    world.work(1);
  }
  EXPECT_EQ(world.read(payment).charge.state, "dead_letter");
}

TEST(LateNews, a_refund_that_fails_after_success_is_owed_to_the_buyer) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work();
  const auto refunded = world.read(payment);
  EXPECT_EQ(refunded.refunds.at(0).state, "succeeded");
  world.tell(payment, news(News::Kind::refund_failed, refunded.refunds[0].psp_reference, 1000,
                           refunded.operations.back().operation_id.to_string()));
  EXPECT_EQ(world.read(payment).refunds[0].state, "reversed");
  EXPECT_EQ(world.balance("buyer_payable"), -1000);
  EXPECT_EQ(world.balance("psp_receivable"), 1000);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  world.check_books();
}

TEST(LateNews, a_dispute_is_withdrawn_won_and_reinstated_once_each) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000, 500});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1500, world.charge_of(payment).to_string()));
  for (int i = 0; i < 2; ++i) {
    world.tell(payment, news(News::Kind::dispute_opened, "dsp_1", 1500));
    world.tell(payment, news(News::Kind::dispute_withdrawn, "dsp_1", 1500));
  }
  EXPECT_EQ(world.balance("dispute_pending"), 1500);
  EXPECT_EQ(world.read(payment).orders[0].status, "disputed");
  world.tell(payment, news(News::Kind::dispute_won, "dsp_1", 1500));
  world.tell(payment, news(News::Kind::dispute_reinstated, "dsp_1", 1500));
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  EXPECT_EQ(world.read(payment).orders[0].status, "dispute_won");
  world.check_books();
}

TEST(LateNews, a_dispute_after_a_refund_that_is_lost_charges_the_seller_only_what_was_left) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  request.lines = {{world.read(payment).orders[0].order_id.to_string(), "4.00"}};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work();
  world.tell(payment, news(News::Kind::dispute_withdrawn, "dsp_1", 1000));
  world.tell(payment, news(News::Kind::dispute_lost, "dsp_1", 1000));
  EXPECT_EQ(world.balance("dispute_losses"), 400);
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.read(payment).orders[0].status, "dispute_lost");
  world.check_books();
}

TEST(LateNews, a_dispute_whose_withdrawal_was_never_told_is_asked_for_and_ends_even) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  world.tell(payment, news(News::Kind::dispute_won, "dsp_1", 1000));
  world.tell(payment, news(News::Kind::dispute_reinstated, "dsp_1", 1000));
  world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    return done(call, {news(News::Kind::dispute_withdrawn, "dsp_1", 1000), news(News::Kind::dispute_won, "dsp_1", 1000),
                       news(News::Kind::dispute_reinstated, "dsp_1", 1000)});
  }};
  world.work();
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  EXPECT_EQ(world.read(payment).orders[0].amounts.disputed, 0);
  EXPECT_EQ(world.read(payment).orders[0].status, "dispute_won");
  world.check_books();
}

TEST(LateNews, a_dispute_holds_a_seller_once_for_all_its_orders) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000, 500});
  world.one_number("update payment_order set seller = 'seller-1' returning 1");
  world.tell(payment, news(News::Kind::captured, "cap_1", 1500, world.charge_of(payment).to_string()));
  world.tell(payment, news(News::Kind::dispute_withdrawn, "dsp_1", 1500));
  EXPECT_EQ(world.one_number("select sum(amount) from wallet_hold"), 1500);
  world.tell(payment, news(News::Kind::dispute_lost, "dsp_1", 1500));
  EXPECT_EQ(world.one_number("select count(*) from wallet_hold"), 0);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  world.check_books();
}
