// Refunds: amounts, keys, races, approval.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;

namespace {

Uuid captured(World& world, std::vector<std::int64_t> amounts, const std::string& currency = "EUR") {
  std::int64_t total = 0;
  for (const auto amount : amounts)
    total += amount;
  const auto payment = world.pay_in(std::move(amounts), currency);
  world.tell(payment, news(News::Kind::captured, "cap_1", total, world.charge_of(payment).to_string()));
  return payment;
}

views::RefundRequest request(World& world, const Uuid& payment, std::size_t order, const std::string& amount) {
  views::RefundRequest made{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  made.lines = {{world.read(payment).orders.at(order).order_id.to_string(), amount}};
  return made;
}

} // namespace

TEST(Refund, commission_goes_back_by_the_cumulative_rule) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {10001});
  for (const auto* amount : {"33.34", "33.34", "33.33"}) {
    ASSERT_TRUE(world.refunds.create(world.operator_, request(world, payment, 0, amount)));
    world.work();
  }
  const auto a = world.read(payment);
  EXPECT_EQ(a.orders[0].status, "refunded");
  EXPECT_EQ(a.orders[0].commission_returned, 1000);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.balance("commission_revenue"), 0);
  EXPECT_EQ(world.balance("psp_receivable"), 0);
  world.check_books();
}

TEST(Refund, more_than_is_left_is_refused_and_nothing_happens) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  ASSERT_TRUE(world.refunds.create(world.operator_, request(world, payment, 0, "6.00")));
  const auto second = world.refunds.create(world.operator_, request(world, payment, 0, "4.01"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(second.error().field, "lines[0].amount");
  world.work();
  EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, 600);
  world.check_books();
}

TEST(Refund, the_same_key_twice_refunds_once) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  const auto asked = request(world, payment, 0, "6.00");
  const auto first = world.refunds.create(world.operator_, asked);
  const auto second = world.refunds.create(world.operator_, asked);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->at(0).refund_id, second->at(0).refund_id);
  world.work();
  EXPECT_EQ(world.balance("psp_receivable"), 400);
}

TEST(Refund, of_64_at_once_only_what_is_there_goes_out) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  std::vector<views::RefundRequest> requests;
  for (int i = 0; i < 64; ++i)
    requests.push_back(request(world, payment, 0, "1.00"));
  std::atomic<int> taken = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = static_cast<std::size_t>(t); i < requests.size(); i += 4)
        taken += world.refunds.create(world.operator_, requests[i]) ? 1 : 0;
    });
  for (auto& thread : threads)
    thread.join();
  EXPECT_EQ(taken, 10);
  world.work();
  EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, 1000);
  EXPECT_EQ(world.balance("psp_receivable"), 0);
  world.check_books();
}

TEST(Refund, above_the_threshold_a_second_person_decides_and_never_the_first) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {60000});
  const auto asked = world.refunds.create(world.operator_, request(world, payment, 0, "500.00"));
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->at(0).state, "awaiting_approval");
  const auto id = *Uuid::parse(asked->at(0).refund_id);
  world.work();
  EXPECT_EQ(world.balance("psp_receivable"), 60000);
  const auto self = world.refunds.decide(world.operator_, id, true, "");
  ASSERT_FALSE(self);
  EXPECT_EQ(self.error().code, ErrorCode::permission_denied);
  EXPECT_THROW(world.one_number("update refund set decider_id = requester_id returning 1"), pqxx::sql_error);
  ASSERT_TRUE(world.refunds.decide(world.approver, id, true, "checked"));
  world.work();
  EXPECT_EQ(world.read(payment).refunds[0].state, "succeeded");
  EXPECT_EQ(world.balance("psp_receivable"), 10000);
  world.check_books();
}

TEST(Refund, the_preview_says_from_which_amount_on_a_second_person_decides) {
  World world(CaptureMode::automatic);
  const auto yen = captured(world, {6'000}, "JPY");
  const auto below = world.refunds.preview(world.operator_, request(world, yen, 0, "4999"));
  ASSERT_TRUE(below) << below.error().message;
  EXPECT_FALSE(below->needs_approval);
  EXPECT_EQ(below->approval_reason, "");
  const auto at = world.refunds.preview(world.operator_, request(world, yen, 0, "5000"));
  ASSERT_TRUE(at) << at.error().message;
  EXPECT_TRUE(at->needs_approval);
  EXPECT_EQ(at->approval_reason, "From 5000 JPY on a second person decides.");
  World europe(CaptureMode::automatic);
  const auto euro = captured(europe, {60'000});
  const auto cents = europe.refunds.preview(europe.operator_, request(europe, euro, 0, "500.00"));
  ASSERT_TRUE(cents) << cents.error().message;
  EXPECT_EQ(cents->approval_reason, "From 500.00 EUR on a second person decides.");
}

TEST(Refund, a_declined_one_gives_the_pending_amount_back) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  world.psp->next[OperationKind::refund] = {
      [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "refund_exceeds_captured"); }};
  ASSERT_TRUE(world.refunds.create(world.operator_, request(world, payment, 0, "6.00")));
  world.work();
  const auto a = world.read(payment);
  EXPECT_EQ(a.refunds[0].state, "failed");
  EXPECT_EQ(a.orders[0].amounts.refundable(), 1000);
  world.check_books();
}

TEST(Refund, hostile_amounts_are_refused_by_name) {
  World world(CaptureMode::automatic);
  const auto payment = captured(world, {1000});
  for (const auto* amount : {"0.00", "-1.00", "1", "1.0", "1.000", "1e2", "9999999999999999999.00", " 1.00", "１.00"}) {
    const auto refused = world.refunds.create(world.operator_, request(world, payment, 0, amount));
    ASSERT_FALSE(refused) << amount;
    EXPECT_EQ(refused.error().field, "lines[0].amount") << amount;
  }
}
