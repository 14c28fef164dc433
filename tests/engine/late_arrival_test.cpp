// A call that was given up without an answer is still on its way: it may be carried out after the PSP said that it had
// never heard of it, and the webhook that tells so may be lost.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/dispute_desk.h"
#include "engine/engine_world.h"
#include "engine/proof.h"

namespace paydesk::test {
namespace {

using Kind = News::Kind;
using std::chrono::minutes;
using std::chrono::seconds;

PspAnswer timed_out(const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }

PspAnswer unheard_of(const PspCall& call) {
  auto answer = done(call, {});
  answer.found = false;
  return answer;
}

/// The sweeper's and the lane's work of the minutes that pass.
void let_pass(World& world, minutes time) {
  for (auto passed = minutes(0); passed < time; passed += minutes(1)) {
    world.advance(minutes(1));
    ASSERT_TRUE(sweep(world.store, world.clock, world.ids, world.policy, 100));
    world.work();
  }
}

/// A direct charge whose first call timed out, is not there, and whose tries are then turned away.
struct Unlucky : World {
  Unlucky() : World(CaptureMode::automatic) {
    method = "pm_ok";
    psp->next[OperationKind::direct_charge] = {timed_out};
    for (int i = 0; i < 50; ++i)
      psp->next[OperationKind::direct_charge].push_back(
          [](const PspCall& call) { return refused(call, ErrorClass::rate_limited, "slow_down"); });
    psp->next[OperationKind::query] = {unheard_of};
    payment = pay_in({1000});
    job = dead_letter(*this, payment);
  }

  /// The first call is carried out at last; who asks is told.
  void arrive() {
    psp->next[OperationKind::query] = {[this](const PspCall& call) {
      auto registered = news(Kind::registered);
      registered.token = "chk_late";
      return done(call, {registered, news(Kind::authorized, "pay_late", 1000),
                         news(Kind::captured, "cap_late", 1000, charge_of(payment).to_string())});
    }};
  }

  Uuid payment, job;
};

} // namespace

TEST(LateArrival, a_charge_that_was_cancelled_is_looked_at_once_more) {
  Unlucky world;
  ASSERT_TRUE(world.commands.cancel_payment(world.operator_, world.payment, "the buyer gave up"));
  ASSERT_EQ(world.read(world.payment).charge.state, "cancelled");
  world.arrive();
  let_pass(world, minutes(15));
  const auto a = world.read(world.payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(a.orders[0].amounts.captured, 1000);
  EXPECT_EQ(world.one_number("select count(*) from outbox where kind = 'alert'"), 1);
  expect_proof(world);
}

TEST(LateArrival, one_that_was_declined_there_leaves_nothing_to_be_released) {
  Unlucky world;
  ASSERT_TRUE(world.commands.cancel_payment(world.operator_, world.payment, "the buyer gave up"));
  world.psp->usual = [](const PspCall& call) {
    if (call.kind == OperationKind::void_charge)
      return refused(call, ErrorClass::invalid_request, "invalid_state");
    auto registered = news(Kind::registered);
    registered.token = "chk_late";
    return done(call, {registered, news(Kind::declined, "", 1000)});
  };
  let_pass(world, minutes(15));
  const auto a = world.read(world.payment);
  EXPECT_EQ(a.charge.state, "cancelled");
  EXPECT_TRUE(a.jobs.empty());
  expect_proof(world);
}

TEST(LateArrival, a_page_that_ran_out_leaves_nothing_to_be_closed) {
  World world(CaptureMode::automatic);
  world.psp->next[OperationKind::register_charge] = {timed_out};
  for (int i = 0; i < 50; ++i)
    world.psp->next[OperationKind::register_charge].push_back(
        [](const PspCall& call) { return refused(call, ErrorClass::rate_limited, "slow_down"); });
  world.psp->next[OperationKind::query] = {unheard_of};
  const auto payment = world.pay_in({1000});
  dead_letter(world, payment);
  ASSERT_TRUE(world.commands.cancel_payment(world.operator_, payment, "the buyer gave up"));
  world.psp->usual = [](const PspCall& call) {
    auto registered = news(Kind::registered);
    registered.token = "chk_late";
    return call.kind == OperationKind::query ? done(call, {registered, news(Kind::expired)})
                                             : done(call, {news(Kind::expired)});
  };
  let_pass(world, minutes(15));
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "cancelled");
  EXPECT_TRUE(a.jobs.empty());
  expect_proof(world);
}

TEST(LateArrival, so_is_a_dead_letter) {
  Unlucky world;
  world.arrive();
  let_pass(world, minutes(15));
  EXPECT_EQ(world.read(world.payment).charge.state, "captured");
  EXPECT_TRUE(world.read(world.payment).jobs.empty());
  expect_proof(world);
}

TEST(LateArrival, what_never_arrived_is_asked_for_once) {
  Unlucky world;
  ASSERT_TRUE(world.commands.cancel_payment(world.operator_, world.payment, "the buyer gave up"));
  const auto before = world.psp->calls.size();
  world.psp->next[OperationKind::query] = {unheard_of};
  let_pass(world, minutes(60));
  EXPECT_EQ(world.psp->calls.size(), before + 1);
  EXPECT_EQ(world.read(world.payment).charge.state, "cancelled");
  EXPECT_FALSE(world.read(world.payment).charge.check_at);
}

TEST(LateArrival, a_charge_without_lost_calls_is_left_alone_at_its_end) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  ASSERT_TRUE(world.commands.cancel_payment(world.operator_, payment, "the buyer gave up"));
  world.work();
  const auto before = world.psp->calls.size();
  let_pass(world, minutes(30));
  EXPECT_EQ(world.psp->calls.size(), before);
}

TEST(LateArrival, a_refund_that_was_discarded_is_booked_when_it_happened_after_all) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  world.psp->next[OperationKind::refund] = {timed_out};
  for (int i = 0; i < 50; ++i)
    world.psp->next[OperationKind::refund].push_back(
        [](const PspCall& call) { return refused(call, ErrorClass::rate_limited, "slow_down"); });
  world.psp->next[OperationKind::query] = {[](const PspCall& call) { return done(call, {}); }};
  ASSERT_TRUE(world.refunds.create(world.operator_, {payment.to_string(), {}, "returned", "", world.ids.next().to_string()}));
  const auto job = dead_letter(world, payment);
  const auto key = world.read(payment).operations.back().operation_id.to_string();
  ASSERT_TRUE(world.commands.discard_items(world.operator_, {job}, "the buyer keeps it")->at(0).done);
  world.psp->next[OperationKind::query] = {
      [&](const PspCall& call) { return done(call, {news(Kind::refunded, "ref_late", 1000, key)}); }};
  let_pass(world, minutes(15));
  EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, 1000);
  expect_proof(world);
}

TEST(LateArrival, evidence_for_a_charge_whose_id_at_the_psp_is_not_known_waits_for_it) {
  DisputeDesk desk;
  desk.open();
  pqxx::connection owner(desk.world.owner_connection);
  pqxx::work forget(owner);
  forget.exec("update charge set psp_token = ''"); // its answer was lost, webhooks told the rest
  forget.commit();
  desk.world.psp->next[OperationKind::query] = {[](const PspCall& call) {
    auto registered = news(Kind::registered);
    registered.token = "chk_known";
    return done(call, {registered});
  }};
  ASSERT_TRUE(desk.submit());
  desk.world.work();
  const auto sent = desk.calls(OperationKind::dispute_evidence);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].token, "chk_known");
  EXPECT_EQ(desk.state(), "under_review");
  desk.expect_proof();
}

} // namespace paydesk::test
