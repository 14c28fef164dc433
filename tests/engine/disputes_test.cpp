// Disputes that do not end where they ended first: every booking of a loss has its way back (domain.md §4, §7).
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "store/verify.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

using Kind = News::Kind;

Uuid captured(World& world, std::vector<std::int64_t> amounts) {
  std::int64_t total = 0;
  for (const auto amount : amounts)
    total += amount;
  const auto payment = world.pay_in(std::move(amounts));
  world.tell(payment, news(Kind::captured, "cap_1", total, world.charge_of(payment).to_string()));
  return payment;
}

void refund(World& world, const Uuid& payment, const std::string& amount) {
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  request.lines = {{world.read(payment).orders[0].order_id.to_string(), amount}};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work();
}

void lose(World& world, const Uuid& payment, const std::string& reference, std::int64_t amount) {
  world.tell(payment, news(Kind::dispute_withdrawn, reference, amount));
  world.tell(payment, news(Kind::dispute_lost, reference, amount));
}

/// The books, the wallets and every invariant that `verify` knows.
void expect_proof(World& world) {
  world.check_books();
  const auto proof = store::verify_books(world.database, world.clock.now());
  ASSERT_TRUE(proof) << proof.error().message;
  for (const auto& finding : proof->findings)
    EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                     << (finding.examples.empty() ? std::string() : finding.examples.front());
}

} // namespace

TEST(Dispute, a_lost_one_that_is_won_after_all_gives_seller_and_commission_back) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000, 500});
  lose(world, payment, "dsp_1", 1500);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.balance("commission_revenue"), 0);
  expect_proof(world);

  world.tell(payment, news(Kind::dispute_won, "dsp_1", 1500));
  EXPECT_EQ(world.balance("seller_payable", "seller-1"), -900);
  EXPECT_EQ(world.balance("seller_payable", "seller-2"), -450);
  EXPECT_EQ(world.balance("commission_revenue"), -150);
  EXPECT_EQ(world.balance("dispute_pending"), 1500) << "won, and not paid back yet";
  EXPECT_EQ(world.one_number("select sum(amount) from wallet_hold"), 1500);
  EXPECT_EQ(world.read(payment).orders[0].status, "disputed");
  expect_proof(world);

  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 1500));
  EXPECT_EQ(world.balance("psp_receivable"), 1500);
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  EXPECT_EQ(world.one_number("select count(*) from wallet_hold"), 0);
  const auto a = world.read(payment);
  EXPECT_EQ(a.orders[0].status, "dispute_won");
  EXPECT_EQ(a.orders[0].amounts.lost, 0);
  EXPECT_EQ(a.orders[0].amounts.refundable(), 1000);
  EXPECT_EQ(a.orders[0].commission_returned, 0);
  expect_proof(world);
}

TEST(Dispute, money_that_comes_back_while_it_counts_as_lost_ends_the_loss) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  lose(world, payment, "dsp_1", 1000);
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 1000));
  EXPECT_EQ(world.balance("seller_payable"), -900);
  EXPECT_EQ(world.balance("commission_revenue"), -100);
  EXPECT_EQ(world.balance("psp_receivable"), 1000);
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  expect_proof(world);
  world.tell(payment, news(Kind::dispute_won, "dsp_1", 1000));
  EXPECT_EQ(world.balance("seller_payable"), -900) << "given back once";
  EXPECT_EQ(world.read(payment).orders[0].status, "dispute_won");
  expect_proof(world);
}

TEST(Dispute, news_of_a_late_win_counts_once) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  lose(world, payment, "dsp_1", 1000);
  for (int i = 0; i < 2; ++i) {
    world.tell(payment, news(Kind::dispute_won, "dsp_1", 1000));
    world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 1000));
    world.tell(payment, news(Kind::dispute_lost, "dsp_1", 1000));
  }
  EXPECT_EQ(world.balance("seller_payable"), -900);
  EXPECT_EQ(world.read(payment).orders[0].status, "dispute_won");
  expect_proof(world);
}

TEST(Dispute, the_whole_story_may_come_at_once) {
  const News withdrawn = news(Kind::dispute_withdrawn, "dsp_1", 1000), lost = news(Kind::dispute_lost, "dsp_1", 1000),
             won = news(Kind::dispute_won, "dsp_1", 1000), reinstated = news(Kind::dispute_reinstated, "dsp_1", 1000);
  for (const bool known_before : {false, true}) {
    for (const auto& rest : {std::vector{lost, won}, std::vector{lost, reinstated}, std::vector{lost, won, reinstated},
                             std::vector{lost, reinstated, won}}) {
      World world(CaptureMode::automatic);
      const auto payment = captured(world, {1000});
      auto all = rest;
      if (known_before)
        world.tell(payment, withdrawn);
      else
        all.insert(all.begin(), withdrawn);
      world.tell_at_once(payment, all);
      EXPECT_EQ(world.balance("seller_payable"), -900);
      const bool is_back = rest.size() == 3 || rest.back().kind == Kind::dispute_reinstated;
      EXPECT_EQ(world.balance("dispute_pending"), is_back ? 0 : 1000);
      EXPECT_EQ(world.one_number("select count(*) from wallet_hold"), is_back ? 0 : 1);
      expect_proof(world);
    }
  }
}

TEST(Dispute, a_loss_that_was_partly_ours_comes_back_to_whom_it_was_taken_from) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  refund(world, payment, "4.00");
  lose(world, payment, "dsp_1", 1000);
  EXPECT_EQ(world.balance("dispute_losses"), 400);
  world.tell(payment, news(Kind::dispute_won, "dsp_1", 1000));
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 1000));
  EXPECT_EQ(world.balance("dispute_losses"), 0);
  EXPECT_EQ(world.balance("seller_payable"), -540);
  EXPECT_EQ(world.balance("commission_revenue"), -60);
  EXPECT_EQ(world.read(payment).orders[0].amounts.lost, 0);
  expect_proof(world);
}

TEST(Dispute, of_two_lost_ones_only_the_one_that_is_won_comes_back) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  lose(world, payment, "dsp_1", 600);
  lose(world, payment, "dsp_2", 600);
  EXPECT_EQ(world.balance("dispute_losses"), 200) << "400 of the second were left to be lost";
  world.tell(payment, news(Kind::dispute_won, "dsp_2", 600));
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_2", 600));
  EXPECT_EQ(world.balance("dispute_losses"), 0);
  EXPECT_EQ(world.read(payment).orders[0].amounts.lost, 600);
  EXPECT_EQ(world.balance("seller_payable"), -360);
  EXPECT_EQ(world.read(payment).orders[0].status, "dispute_lost");
  expect_proof(world);
}

TEST(Dispute, a_refund_after_a_loss_returns_its_own_commission) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  lose(world, payment, "dsp_1", 600);
  refund(world, payment, "1.00");
  EXPECT_EQ(world.balance("seller_payable"), -270);
  EXPECT_EQ(world.balance("commission_revenue"), -30);
  refund(world, payment, "3.00");
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.balance("commission_revenue"), 0);
  expect_proof(world);
}

TEST(Dispute, a_refund_between_loss_and_win_keeps_the_cumulative_commission) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {10001});
  lose(world, payment, "dsp_1", 3334);
  refund(world, payment, "33.34");
  EXPECT_EQ(world.read(payment).orders[0].commission_returned, 667);
  world.tell(payment, news(Kind::dispute_won, "dsp_1", 3334));
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 3334));
  EXPECT_EQ(world.read(payment).orders[0].commission_returned, 333) << "as if it had never been lost";
  refund(world, payment, "66.67");
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.balance("commission_revenue"), 0);
  expect_proof(world);
}
