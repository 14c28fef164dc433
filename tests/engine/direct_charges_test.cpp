// The second way to pay: stored payment methods, one charge an order, in every capture mode.
#include <gtest/gtest.h>

#include "engine/engine_world.h"

namespace paydesk::test {
namespace {

/// The PSP takes the stored method: authorises, or captures where it captures by itself.
PspAnswer taken(const PspCall& call, CaptureMode mode) {
  auto registered = news(News::Kind::registered);
  registered.token = "chk_" + call.charge_id.to_string();
  auto authorized = news(News::Kind::authorized, "pay_" + call.key.to_string(), call.amount);
  std::vector<News> told = {registered, authorized};
  if (mode == CaptureMode::automatic)
    told.push_back(news(News::Kind::captured, "cap_" + call.key.to_string(), call.amount, call.charge_id.to_string()));
  return done(call, told);
}

int calls_of(const World& world, OperationKind kind) {
  return static_cast<int>(std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                                        [&](const PspCall& call) { return call.kind == kind; }));
}

struct Direct : World {
  explicit Direct(CaptureMode mode) : World(mode), mode(mode) { method = "pm_ok"; }

  Uuid pay(std::vector<std::int64_t> amounts) {
    psp->usual = [this](const PspCall& call) {
      return call.kind == OperationKind::direct_charge ? taken(call, mode) : usual(call);
    };
    return pay_in(std::move(amounts));
  }
  std::int64_t captured(const Uuid& payment) {
    std::int64_t sum = 0;
    for (const auto& a : read_all(payment))
      sum += a.charge.captured;
    return sum;
  }
  CaptureMode mode;
};

class DirectCharge : public testing::TestWithParam<CaptureMode> {};

TEST_P(DirectCharge, is_one_charge_an_order_each_captured_once) {
  Direct world(GetParam());
  const auto payment = world.pay({1000, 2500});
  const auto charges = world.read_all(payment);
  ASSERT_EQ(charges.size(), 2u);
  for (const auto& a : charges) {
    EXPECT_EQ(a.charge.state, "captured");
    ASSERT_EQ(a.orders.size(), 1u);
    EXPECT_EQ(a.orders[0].amounts.captured, a.orders[0].amounts.amount);
    EXPECT_EQ(a.payment.total, 3500);
    EXPECT_TRUE(a.jobs.empty());
  }
  EXPECT_EQ(world.captured(payment), 3500);
  EXPECT_EQ(calls_of(world, OperationKind::direct_charge), 2);
  EXPECT_EQ(calls_of(world, OperationKind::register_charge), 0);
  world.check_books();
}

INSTANTIATE_TEST_SUITE_P(Modes, DirectCharge,
                         testing::Values(CaptureMode::automatic, CaptureMode::single, CaptureMode::multiple),
                         [](const auto& mode) { return std::string(to_string(mode.param)); });

TEST(DirectCharges, one_that_is_declined_leaves_the_others_alone) {
  Direct world(CaptureMode::automatic);
  world.psp->next[OperationKind::direct_charge] = {
      [](const PspCall& call) { return refused(call, ErrorClass::declined_final, "lost_card"); }};
  const auto payment = world.pay({1000, 2500});
  std::multiset<std::string> states;
  for (const auto& a : world.read_all(payment))
    states.insert(a.charge.state);
  EXPECT_EQ(states, (std::multiset<std::string>{"captured", "failed"}));
  world.check_books();
}

TEST(DirectCharges, a_lost_answer_is_asked_for_and_never_charged_again) {
  Direct world(CaptureMode::automatic);
  PspCall first;
  world.psp->next[OperationKind::direct_charge] = {[&](const PspCall& call) {
    first = call;
    return refused(call, ErrorClass::outcome_unknown, "timeout");
  }};
  world.psp->next[OperationKind::query] = {[&](const PspCall& call) {
    auto answer = taken(first, CaptureMode::automatic);
    answer.attempt_id = call.attempt_id;
    return answer;
  }};
  const auto payment = world.pay({1000});
  EXPECT_EQ(world.read(payment).charge.state, "unknown");
  world.advance(std::chrono::minutes(5));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  EXPECT_EQ(calls_of(world, OperationKind::direct_charge), 1);
  EXPECT_EQ(world.captured(payment), 1000);
  world.check_books();
}

TEST(DirectCharges, money_that_a_webhook_tells_before_the_answer_is_captured_once_the_token_is_known) {
  Direct world(CaptureMode::multiple);
  PspCall first;
  world.psp->next[OperationKind::direct_charge] = {[&](const PspCall& call) {
    first = call;
    return refused(call, ErrorClass::outcome_unknown, "timeout");
  }};
  world.psp->next[OperationKind::query] = {[&](const PspCall& call) {
    auto answer = taken(first, CaptureMode::multiple);
    answer.attempt_id = call.attempt_id;
    return answer;
  }};
  const auto payment = world.pay({1000});
  world.tell(payment, news(News::Kind::authorized, "pay_" + first.key.to_string(), 1000));
  world.advance(std::chrono::minutes(5));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  EXPECT_EQ(world.captured(payment), 1000);
  EXPECT_EQ(calls_of(world, OperationKind::capture), 1);
  for (const auto& call : world.psp->calls)
    EXPECT_TRUE(call.kind != OperationKind::capture || !call.token.empty());
  world.check_books();
}

TEST(DirectCharges, one_that_never_arrived_goes_out_again_with_the_same_key) {
  Direct world(CaptureMode::automatic);
  world.psp->next[OperationKind::direct_charge] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    auto answer = done(call, {});
    answer.found = false;
    return answer;
  }};
  const auto payment = world.pay({1000});
  world.advance(std::chrono::minutes(5));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  std::set<Uuid> keys;
  for (const auto& call : world.psp->calls)
    if (call.kind == OperationKind::direct_charge)
      keys.insert(call.key);
  EXPECT_EQ(calls_of(world, OperationKind::direct_charge), 2);
  EXPECT_EQ(keys.size(), 1u);
}

TEST(DirectCharges, a_decline_told_by_webhook_waits_for_the_call_s_own_answer) {
  Direct world(CaptureMode::automatic);
  world.psp->next[OperationKind::direct_charge] = {
      [](const PspCall& call) { return refused(call, ErrorClass::rate_limited, "429"); }};
  const auto payment = world.pay({1000});
  ASSERT_EQ(world.read(payment).charge.state, "retry_scheduled");
  auto declined = news(News::Kind::declined);
  declined.final_ = true;
  declined.code = "insufficient_funds";
  world.tell(payment, declined);
  EXPECT_EQ(world.read(payment).charge.state, "retry_scheduled");
  world.advance(std::chrono::minutes(5));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
}

TEST(DirectCharges, a_webhook_before_the_answer_takes_the_money_once) {
  Direct world(CaptureMode::automatic);
  world.psp->next[OperationKind::direct_charge] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  const auto payment = world.pay({1000});
  const auto charge = world.charge_of(payment).to_string();
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, charge));
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, charge));
  world.advance(std::chrono::minutes(5));
  world.work();
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.charge.captured, 1000);
  EXPECT_TRUE(a.jobs.empty());
  EXPECT_EQ(calls_of(world, OperationKind::direct_charge), 1);
  world.check_books();
}

TEST(DirectCharges, are_refunded_order_by_order_with_one_command) {
  Direct world(CaptureMode::automatic);
  const auto payment = world.pay({1000, 2500});
  views::RefundRequest request;
  request.payment_id = payment.to_string();
  request.idempotency_key = world.ids.next().to_string();
  request.reason = "returned";
  const auto rows = world.refunds.create(world.operator_, request, {});
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_EQ(rows->size(), 2u);
  const auto again = world.refunds.create(world.operator_, request, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->size(), 2u);
  world.work();
  for (const auto& a : world.read_all(payment))
    EXPECT_EQ(a.orders[0].amounts.refunded, a.orders[0].amounts.amount);
  EXPECT_EQ(calls_of(world, OperationKind::refund), 2);
  world.check_books();
}

TEST(DirectCharges, need_an_account_that_takes_stored_methods) {
  World world;
  const CreatePayment request{"buyer-1", "CHK-1", "EUR", "card", "", "", 3600, {{"seller-1", "10.00", "SO", "tea"}}, "pm_ok"};
  const auto refused = make_payment(world.shop, world.ids.next(), request,
                                    {{"card", "KR", CaptureMode::multiple, {"EUR"}, 1000, false}}, world.clock.now(),
                                    world.ids, world.policy);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "payment_method");
}

} // namespace
} // namespace paydesk::test
