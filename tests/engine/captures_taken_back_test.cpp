// Real life (domain.md §10): a capture that was done fails later, or is taken back by the bank.
#include <algorithm>
#include <array>
#include <optional>

#include <gtest/gtest.h>

#include "engine/proof.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::seconds;

namespace {

/// A payment whose page the buyer pays, and the bank that takes its captures back.
struct Bank {
  explicit Bank(std::vector<std::int64_t> amounts = {1000}, CaptureMode mode = CaptureMode::automatic)
      : world(mode), payment(world.pay_in(amounts)), charge(world.charge_of(payment).to_string()) {
    for (const auto amount : amounts)
      total += amount;
  }

  void capture(const std::string& reference = "cap_1") {
    world.tell(payment, news(News::Kind::captured, reference, total, charge));
  }
  News reversal(const std::string& reference = "cap_1", std::int64_t amount = 0) const {
    auto told = news(News::Kind::capture_reversed, reference, amount, charge);
    told.code = "returned_by_bank";
    return told;
  }
  void take_back(const std::string& reference = "cap_1", std::int64_t amount = 0) {
    world.tell(payment, reversal(reference, amount));
  }
  void refund(const std::string& amount, std::size_t order = 0) {
    views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
    request.lines = {{read().orders.at(order).order_id.to_string(), amount}};
    ASSERT_TRUE(world.refunds.create(world.operator_, request));
  }
  Aggregate read() { return world.read(payment); }
  std::string state() { return read().charge.state; }
  std::string status(std::size_t order = 0) { return read().orders.at(order).status; }
  std::int64_t reversals() { return world.one_number("select count(*) from psp_fact where kind = 'capture_reversed'"); }

  World world;
  Uuid payment;
  std::string charge;
  std::int64_t total = 0;
};

} // namespace

TEST(CapturesTakenBack, are_booked_back_with_commission_and_from_the_sellers_wallets) {
  Bank bank({1000, 500});
  bank.capture();
  ASSERT_EQ(bank.world.balance("commission_revenue"), -150);
  bank.take_back();
  EXPECT_EQ(bank.state(), "reversed");
  EXPECT_EQ(bank.status(0), "reversed");
  EXPECT_EQ(bank.status(1), "reversed");
  EXPECT_EQ(bank.read().orders[0].amounts.captured, 0);
  EXPECT_EQ(bank.read().orders[0].amounts.reversed, 1000);
  for (const auto* account : {"psp_receivable", "seller_payable", "commission_revenue"})
    EXPECT_EQ(bank.world.balance(account), 0) << account;
  EXPECT_EQ(alerts(bank.world, "capture_taken_back"), 1);
  EXPECT_EQ(bank.world.one_number("select count(*) from outbox where kind = 'charge.reversed'"), 1);
  EXPECT_EQ(bank.world.one_number("select count(*) from outbox where kind = 'order.reversed'"), 2);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, are_booked_once_however_often_they_are_told) {
  Bank bank;
  bank.capture();
  bank.world.tell_at_once(bank.payment, {bank.reversal(), bank.reversal()});
  bank.take_back();
  bank.capture(); // the first webhook again, late
  EXPECT_EQ(bank.reversals(), 1);
  EXPECT_EQ(bank.state(), "reversed");
  EXPECT_EQ(bank.world.balance("psp_receivable"), 0);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, are_told_before_the_capture_is_known) {
  Bank bank;
  bank.take_back("cap_1", 1000);
  EXPECT_EQ(bank.state(), "reversed");
  EXPECT_EQ(bank.world.one_number("select count(*) from psp_fact where kind = 'capture'"), 1);
  bank.capture();
  EXPECT_EQ(bank.state(), "reversed");
  EXPECT_EQ(bank.read().orders[0].amounts.captured, 0);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, without_amount_and_without_capture_are_asked_for) {
  Bank bank;
  bank.take_back("cap_1");
  EXPECT_EQ(bank.reversals(), 0);
  EXPECT_EQ(alerts(bank.world, "reversal_without_capture"), 1);
  bank.world.psp->next[OperationKind::query] = {[&](const PspCall& call) {
    return done(call, {news(News::Kind::captured, "cap_1", 1000, bank.charge), bank.reversal("cap_1", 1000)});
  }};
  bank.world.work();
  EXPECT_EQ(bank.state(), "reversed");
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, may_be_told_as_a_failure_of_what_was_done) {
  Bank bank({1000}, CaptureMode::single);
  bank.world.tell(bank.payment, news(News::Kind::authorized, "pay_1", 1000));
  bank.world.work();
  const auto capture = bank.read().facts.at(0);
  ASSERT_EQ(bank.state(), "captured");
  bank.world.tell(bank.payment, news(News::Kind::capture_failed, capture.reference, 1000, capture.merchant_reference));
  EXPECT_EQ(bank.state(), "reversed");
  EXPECT_EQ(bank.world.balance("psp_receivable"), 0);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, that_failed_before_they_were_told_as_done_are_asked_for) {
  Bank bank({1000}, CaptureMode::single);
  bank.world.psp->next[OperationKind::capture] = {received};
  bank.world.tell(bank.payment, news(News::Kind::authorized, "pay_1", 1000));
  bank.world.work(3);
  const auto key = bank.read().operations.back().operation_id.to_string();
  bank.world.psp->next[OperationKind::void_charge] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "invalid_state"); }};
  bank.world.psp->usual = [&](const PspCall& call) {
    if (call.kind != OperationKind::query)
      return usual(call);
    return done(call, {news(News::Kind::captured, "cap_1", 1000, key), bank.reversal("cap_1", 1000)});
  };
  bank.world.tell(bank.payment, news(News::Kind::capture_failed, "cap_1", 1000, key));
  bank.world.tell(bank.payment, news(News::Kind::captured, "cap_1", 1000, key));
  bank.world.advance(seconds(5));
  bank.world.work();
  EXPECT_EQ(bank.reversals(), 1);
  EXPECT_EQ(bank.world.balance("psp_receivable"), 0);
  EXPECT_EQ(bank.status(), "reversed");
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, of_another_amount_are_booked_whole_with_an_alert) {
  Bank bank;
  bank.capture();
  bank.take_back("cap_1", 400);
  EXPECT_EQ(bank.world.balance("psp_receivable"), 0);
  EXPECT_EQ(alerts(bank.world, "reversed_amount_differs"), 1);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, leave_the_seller_to_pay_for_a_refund_that_was_made) {
  Bank bank;
  bank.capture();
  bank.refund("4.00");
  bank.world.work();
  bank.take_back();
  EXPECT_EQ(bank.world.balance("psp_receivable"), -400);
  EXPECT_EQ(bank.world.balance("seller_payable"), 400) << "the seller's wallet is below zero";
  EXPECT_EQ(bank.world.one_number("select balance from wallet"), -400);
  EXPECT_EQ(bank.world.balance("commission_revenue"), 0) << "nothing was sold";
  EXPECT_EQ(bank.status(), "reversed");
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, stop_refunds_that_have_not_gone_out) {
  Bank bank({60'000});
  bank.capture();
  bank.refund("500.00"); // waits for a second person
  bank.refund("20.00");  // goes out at the next step
  ASSERT_EQ(bank.world.one_number("select count(*) from refund where state = 'awaiting_approval'"), 1);
  bank.take_back();
  bank.world.work();
  EXPECT_EQ(bank.world.one_number("select count(*) from refund where state = 'rejected'"), 2);
  EXPECT_EQ(bank.read().orders[0].amounts.refund_pending, 0);
  EXPECT_EQ(bank.world.one_number("select count(*) from wallet_hold"), 0);
  EXPECT_EQ(bank.world.balance("psp_receivable"), 0);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, wait_for_a_refund_whose_outcome_is_unknown) {
  Bank bank;
  bank.capture();
  bank.world.psp->next[OperationKind::refund] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  bank.refund("4.00");
  bank.world.work(2);
  ASSERT_EQ(bank.read().refunds[0].state, "unknown");
  bank.take_back();
  EXPECT_EQ(bank.read().refunds[0].state, "unknown") << "only the PSP can end it";
  EXPECT_EQ(alerts(bank.world, "refund_of_reversed_capture"), 1);
  const auto key = bank.read().operations.back().operation_id.to_string();
  bank.world.tell(bank.payment, news(News::Kind::refunded, "ref_1", 400, key));
  bank.world.work();
  EXPECT_EQ(bank.read().refunds[0].state, "succeeded");
  EXPECT_EQ(bank.world.balance("seller_payable"), 400);
  EXPECT_EQ(bank.world.balance("commission_revenue"), 0);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, of_one_order_leave_the_others_as_they_are) {
  Bank bank({1000, 500}, CaptureMode::multiple);
  bank.world.tell(bank.payment, news(News::Kind::authorized, "pay_1", 1500));
  bank.world.work();
  ASSERT_EQ(bank.state(), "captured");
  const auto orders = bank.read().orders;
  const auto facts = bank.read().facts;
  const auto first = std::find_if(facts.begin(), facts.end(),
                                  [&](const Fact& fact) { return fact.order_id == orders[0].order_id; });
  bank.take_back(first->reference);
  bank.world.work();
  EXPECT_EQ(bank.state(), "captured");
  EXPECT_EQ(bank.status(0), "reversed");
  EXPECT_EQ(bank.status(1), "captured");
  EXPECT_EQ(bank.world.balance("seller_payable", "seller-1"), 0);
  EXPECT_EQ(bank.world.balance("seller_payable", "seller-2"), -450);
  EXPECT_FALSE(bank.world.commands.cancel_payment(bank.world.operator_, orders[0].order_id, "gone", {}));
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, while_another_capture_is_under_way_let_it_come_to_its_end) {
  Bank bank({1000, 500}, CaptureMode::multiple);
  bank.world.psp->next[OperationKind::capture] = {usual, received};
  bank.world.tell(bank.payment, news(News::Kind::authorized, "pay_1", 1500));
  bank.world.work(3);
  ASSERT_EQ(bank.state(), "partially_captured");
  const auto done_one = bank.read().facts.at(0);
  bank.take_back(done_one.reference);
  EXPECT_EQ(bank.state(), "partially_captured");
  const auto a = bank.read();
  const auto waiting = std::find_if(a.operations.begin(), a.operations.end(), [](const Operation& operation) {
    return operation.kind == OperationKind::capture && operation.state == Operation::State::live;
  });
  ASSERT_NE(waiting, a.operations.end());
  bank.world.tell(bank.payment, news(News::Kind::captured, "cap_other", waiting->amount,
                                     waiting->operation_id.to_string()));
  EXPECT_EQ(bank.state(), "captured");
  EXPECT_EQ(bank.read().charge.captured, waiting->amount);
  EXPECT_EQ(std::count_if(bank.world.psp->calls.begin(), bank.world.psp->calls.end(),
                          [](const PspCall& call) { return call.kind == OperationKind::capture; }),
            2)
      << "what the bank took back is not captured again";
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, do_not_keep_a_payment_from_being_paid_again) {
  Bank bank;
  bank.capture();
  bank.take_back();
  bank.capture("cap_2");
  EXPECT_EQ(bank.state(), "captured");
  EXPECT_EQ(bank.status(), "captured");
  EXPECT_EQ(alerts(bank.world, "late_capture"), 1);
  EXPECT_EQ(bank.world.balance("seller_payable"), -900);
  bank.take_back("cap_2");
  EXPECT_EQ(bank.state(), "reversed");
  EXPECT_EQ(bank.read().orders[0].amounts.reversed, 2000);
  expect_proof(bank.world);
}

TEST(CapturesTakenBack, under_a_dispute_are_borne_by_nobody_twice) {
  for (const bool withdrawn_first : {true, false}) {
    Bank bank;
    bank.capture();
    if (!withdrawn_first)
      bank.take_back();
    bank.world.tell(bank.payment, news(News::Kind::dispute_opened, "dsp_1", 1000));
    bank.world.tell(bank.payment, news(News::Kind::dispute_withdrawn, "dsp_1", 1000));
    bank.world.tell(bank.payment, news(News::Kind::dispute_lost, "dsp_1", 1000));
    if (withdrawn_first)
      bank.take_back();
    EXPECT_EQ(bank.world.balance("dispute_losses"), 1000) << "the order has nothing left to bear it with";
    EXPECT_EQ(bank.world.balance("seller_payable"), 0);
    EXPECT_EQ(bank.world.balance("psp_receivable"), -1000);
    EXPECT_EQ(bank.world.balance("dispute_pending"), 0);
    expect_proof(bank.world);
    bank.world.tell(bank.payment, news(News::Kind::dispute_won, "dsp_1", 1000));
    bank.world.tell(bank.payment, news(News::Kind::dispute_reinstated, "dsp_1", 1000));
    EXPECT_EQ(bank.world.balance("dispute_losses"), 0);
    EXPECT_EQ(bank.world.balance("psp_receivable"), 0);
    EXPECT_EQ(bank.state(), "reversed");
    expect_proof(bank.world);
  }
}

TEST(CapturesTakenBack, with_a_refund_and_a_dispute_come_to_the_same_books_in_every_order) {
  using Told = std::vector<News>;
  std::optional<std::array<std::int64_t, 5>> expected;
  std::array<int, 4> turn{0, 1, 2, 3};
  do {
    Bank bank;
    const Told all = {news(News::Kind::captured, "cap_1", 1000, bank.charge), bank.reversal("cap_1", 1000),
                      news(News::Kind::refunded, "ref_1", 333, "nobody"),
                      news(News::Kind::dispute_withdrawn, "dsp_1", 500)};
    for (const auto n : turn)
      bank.world.tell(bank.payment, all[static_cast<std::size_t>(n)]);
    const std::array<std::int64_t, 5> books{bank.world.balance("psp_receivable"), bank.world.balance("seller_payable"),
                                            bank.world.balance("commission_revenue"),
                                            bank.world.balance("dispute_pending"), bank.read().orders[0].amounts.captured};
    expected = expected.value_or(books);
    EXPECT_EQ(books, *expected) << turn[0] << turn[1] << turn[2] << turn[3];
    EXPECT_EQ(bank.state(), "reversed");
    bank.world.psp->usual = usual;
    expect_proof(bank.world);
  } while (std::next_permutation(turn.begin(), turn.end()));
  EXPECT_EQ(*expected, (std::array<std::int64_t, 5>{-833, 333, 0, 500, 0}));
}
