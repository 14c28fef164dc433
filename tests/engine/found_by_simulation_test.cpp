// What tests/simulation found, told in as few steps as it takes.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/charges/news.h"
#include "engine/engine_world.h"
#include "engine/proof.h"
#include "engine/queue/starts.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::seconds;

namespace {

using Kind = News::Kind;

int calls(const World& world, OperationKind kind) {
  return static_cast<int>(std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                                        [&](const PspCall& call) { return call.kind == kind; }));
}

PspAnswer busy(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }

} // namespace

TEST(FoundBySimulation, what_is_cancelled_while_its_capture_waits_to_be_tried_again_is_released_there) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {busy};
  world.tell(payment, news(Kind::authorized, "pay_1", 1000));
  world.work(1);
  ASSERT_EQ(world.read(payment).charge.state, "retry_scheduled");
  ASSERT_TRUE(world.commands.cancel_payment(world.operator_, payment, "the buyer asked"));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "cancelled");
  EXPECT_EQ(calls(world, OperationKind::void_charge), 1);
  EXPECT_TRUE(world.psp->calls.back().authorized);
  EXPECT_TRUE(world.read(payment).jobs.empty());
  expect_proof(world);
}

TEST(FoundBySimulation, what_may_be_captured_cannot_be_cancelled) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  world.psp->next[OperationKind::query].assign(
      200, [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); });
  world.tell(payment, news(Kind::authorized, "pay_1", 1000));
  dead_letter(world, payment);
  ASSERT_EQ(world.read(payment).charge.state, "dead_letter");
  const auto cancelled = world.commands.cancel_payment(world.operator_, payment, "the buyer asked");
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(world.read(payment).charge.state, "dead_letter");
}

TEST(FoundBySimulation, a_capture_that_is_given_up_leaves_its_order_out_and_releases_the_money) {
  World world;
  const auto payment = world.pay_in({1000, 500});
  world.psp->next[OperationKind::capture].push_back(nullptr); // the first one succeeds
  world.psp->next[OperationKind::capture].front() = [](const PspCall& call) {
    return done(call, {news(Kind::captured, "cap_1", call.amount, call.key.to_string())});
  };
  for (int i = 0; i < 20; ++i)
    world.psp->next[OperationKind::capture].push_back(busy);
  world.tell(payment, news(Kind::authorized, "pay_1", 1500));
  const auto job = dead_letter(world, payment);
  ASSERT_TRUE(world.commands.discard_items(world.operator_, {job}, "the seller is gone")->at(0).done);
  world.work();
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "captured");
  EXPECT_EQ(calls(world, OperationKind::void_charge), 1);
  EXPECT_EQ(std::count_if(a.orders.begin(), a.orders.end(), [](const Order& o) { return o.status == "cancelled"; }), 1);
  expect_proof(world);
}

TEST(FoundBySimulation, a_refund_that_came_back_before_it_was_known_to_have_succeeded_is_booked_both_ways) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  world.psp->next[OperationKind::refund] = {received};
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work();
  const auto key = world.read(payment).operations.back().operation_id.to_string();
  const std::vector<News> story = {news(Kind::refunded, "ref_1", 1000, key),
                                   news(Kind::refund_failed, "ref_1", 1000, key)};
  world.psp->next[OperationKind::query] = {[&](const PspCall& call) { return done(call, story); }};
  world.tell(payment, story.back()); // the webhook of the success was lost
  world.work();
  EXPECT_EQ(world.read(payment).refunds[0].state, "reversed");
  EXPECT_EQ(world.balance("buyer_payable"), -1000);
  EXPECT_EQ(world.balance("psp_receivable"), 1000);
  expect_proof(world);
}

TEST(FoundBySimulation, the_end_of_the_page_is_no_end_of_what_was_paid_on_it) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  // Paid in the last second: both webhooks come at once, the later news first.
  world.tell_at_once(payment, {news(Kind::authorized, "pay_1", 1000), news(Kind::expired)});
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  expect_proof(world);
}

TEST(FoundBySimulation, an_authorisation_that_ran_out_ends_the_charge_in_any_state) {
  for (const bool sent : {false, true}) {
    World world(CaptureMode::single);
    const auto payment = world.pay_in({1000});
    world.psp->next[OperationKind::capture] = {received};
    world.tell(payment, news(Kind::authorized, "pay_1", 1000));
    if (sent)
      world.work(1);
    world.tell(payment, news(Kind::authorization_expired));
    EXPECT_EQ(world.read(payment).charge.state, "expired");
    EXPECT_TRUE(world.read(payment).jobs.empty());
    expect_proof(world);
  }
}

TEST(FoundBySimulation, a_dispute_that_is_lost_before_its_capture_is_known_is_borne_by_the_seller_then) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000, 500});
  const auto charge = world.charge_of(payment).to_string();
  world.tell(payment, news(Kind::dispute_withdrawn, "dsp_1", 1500));
  EXPECT_EQ(world.balance("dispute_pending"), 1500);
  world.tell(payment, news(Kind::dispute_lost, "dsp_1", 1500));
  EXPECT_EQ(world.balance("dispute_pending"), 1500) << "nobody can tell yet who bears it";
  world.tell(payment, news(Kind::captured, "cap_1", 1500, charge));
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  EXPECT_EQ(world.balance("dispute_losses"), 0);
  EXPECT_EQ(world.balance("seller_payable"), 0);
  EXPECT_EQ(world.one_number("select count(*) from wallet_hold"), 0);
  expect_proof(world);
}

TEST(FoundBySimulation, the_shares_of_a_dispute_follow_captures_that_become_known_later) {
  World world;
  const auto payment = world.pay_in({1000, 500});
  world.psp->next[OperationKind::capture] = {received, received};
  world.tell(payment, news(Kind::authorized, "pay_1", 1500));
  world.work(1);
  const auto a = world.read(payment);
  const auto key_of = [&](const Order& order) {
    return std::find_if(a.operations.begin(), a.operations.end(),
                        [&](const Operation& o) { return o.subject_id == order.order_id; })
        ->operation_id.to_string();
  };
  world.tell(payment, news(Kind::captured, "cap_1", 1000, key_of(a.orders[0])));
  world.tell(payment, news(Kind::dispute_withdrawn, "dsp_1", 600));
  EXPECT_EQ(world.read(payment).orders[0].amounts.disputed, 600);
  world.tell(payment, news(Kind::captured, "cap_2", 500, key_of(a.orders[1])));
  EXPECT_EQ(world.read(payment).orders[0].amounts.disputed, 400);
  EXPECT_EQ(world.read(payment).orders[1].amounts.disputed, 200);
  expect_proof(world);
  world.tell(payment, news(Kind::dispute_won, "dsp_1", 600));
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 600));
  EXPECT_EQ(world.one_number("select count(*) from wallet_hold"), 0);
  expect_proof(world);
}

TEST(FoundBySimulation, what_is_given_back_of_a_dispute_was_taken_before) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  world.tell(payment, news(Kind::dispute_reinstated, "dsp_1", 1000));
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  expect_proof(world);
  world.tell(payment, news(Kind::dispute_withdrawn, "dsp_1", 1000)); // late
  EXPECT_EQ(world.balance("dispute_pending"), 0);
  EXPECT_EQ(world.balance("psp_receivable"), 1000);
  expect_proof(world);
}

TEST(FoundBySimulation, a_call_whose_worker_died_is_asked_for_before_it_is_sent_again) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  // A daemon took the refund up, sent it and died; the PSP keeps keys for a day.
  world.one_number("update job set leased = true, token = nextval('fencing_token') returning 1");
  world.advance(std::chrono::hours(25));
  const auto key = world.read(payment).operations.back().operation_id.to_string();
  world.psp->next[OperationKind::query] = {
      [&](const PspCall& call) { return done(call, {news(Kind::refunded, "ref_1", 1000, key)}); }};
  world.work();
  EXPECT_EQ(world.read(payment).refunds[0].state, "succeeded");
  EXPECT_EQ(calls(world, OperationKind::refund), 0);
  expect_proof(world);
}

TEST(FoundBySimulation, a_refund_that_the_psp_makes_twice_is_booked_twice_and_holds_nothing) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  request.lines = {{world.read(payment).orders[0].order_id.to_string(), "4.00"}};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work();
  const auto key = world.read(payment).operations.back().operation_id.to_string();
  world.tell(payment, news(Kind::refunded, "ref_again", 400, key));
  EXPECT_EQ(world.read(payment).orders[0].amounts.refunded, 800);
  EXPECT_EQ(world.one_number("select sum(reserved) from wallet"), 0);
  EXPECT_EQ(world.one_number("select count(*) from outbox where kind = 'alert'"), 1);
  expect_proof(world);
}

TEST(FoundBySimulation, a_question_that_fails_is_asked_again_when_nobody_else_would) {
  World world(CaptureMode::automatic);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  world.psp->next[OperationKind::refund] = {received};
  views::RefundRequest request{payment.to_string(), {}, "returned", "", world.ids.next().to_string()};
  ASSERT_TRUE(world.refunds.create(world.operator_, request));
  world.work(1);
  const auto key = world.read(payment).operations.back().operation_id.to_string();
  const std::vector<News> story = {news(Kind::refunded, "ref_1", 1000, key),
                                   news(Kind::refund_failed, "ref_1", 1000, key)};
  world.psp->next[OperationKind::query] = {busy, [&](const PspCall& call) { return done(call, story); }};
  world.tell(payment, story.back());
  for (int i = 0; i < 5; ++i) {
    world.work();
    world.advance(seconds(61));
  }
  EXPECT_EQ(world.read(payment).refunds[0].state, "reversed");
  expect_proof(world);
}

TEST(FoundBySimulation, a_call_that_is_under_way_is_not_hurried_into_a_second_one) {
  World world;
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(Kind::authorized, "pay_1", 1000));
  world.one_number("update job set leased = true, lease_until = due_at + interval '1 minute' returning 1");
  const auto outcome = world.commands.retry_payment(world.operator_, payment, "the shop asks");
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->message, "a call is under way: its answer decides");
  world.work();
  EXPECT_EQ(calls(world, OperationKind::capture), 0);
}

TEST(FoundBySimulation, a_lane_that_was_held_up_beyond_its_lease_sends_nothing_and_the_psp_is_asked) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  CallRooms rooms = {{"card", world.lane.get()}};
  Starts starts(&rooms);
  const std::vector<Uuid> charge = {world.charge_of(payment)};
  const auto stored = world.store.change(charge, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    Extra extra;
    starts.reset();
    Turn turn(aggregates.at(0), world.clock.now(), world.ids, world.policy, "webhook");
    apply_news(turn, news(Kind::authorized, "pay_1", 1000));
    starts.begin(turn, extra.attempts);
    turn.finish();
    return extra;
  });
  ASSERT_TRUE(stored) << stored.error().message;
  starts.hand_over();
  world.advance(seconds(45)); // the lane is held up; a call takes up to 30 of its lease's 60 seconds
  world.work(1);
  EXPECT_EQ(calls(world, OperationKind::capture), 0);
  world.psp->next[OperationKind::query] = {[&](const PspCall& call) {
    EXPECT_EQ(calls(world, OperationKind::capture), 0) << "asked before anything is sent";
    return done(call, {});
  }};
  world.advance(seconds(30));
  world.work();
  EXPECT_EQ(calls(world, OperationKind::capture), 1);
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  expect_proof(world);
}

// Told while the capture was tried again, it sent the charge back to the buyer, and nobody released the money.
TEST(FoundBySimulation, a_decline_on_the_page_that_is_told_after_the_buyer_paid_changes_nothing) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {busy, received};
  world.tell(payment, news(Kind::authorized, "pay_1", 1000));
  world.work(1);
  world.advance(seconds(5));
  world.work(1);
  ASSERT_EQ(world.read(payment).charge.state, "processing");
  for (const bool final : {false, true}) {
    auto declined = news(Kind::declined);
    declined.code = "do_not_honor";
    declined.final_ = final;
    world.tell(payment, declined);
    EXPECT_EQ(world.read(payment).charge.state, "processing");
  }
  const auto key = world.psp->calls.back().key.to_string();
  world.tell(payment, news(Kind::capture_failed, "cap_1", 1000, key));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "voided");
  EXPECT_EQ(calls(world, OperationKind::void_charge), 1);
  expect_proof(world);
}

// The answers of two captures were lost, one of them was told by a webhook, and then that the rest had been released.
TEST(FoundBySimulation, a_capture_in_doubt_is_asked_for_when_the_rest_is_released) {
  World world(CaptureMode::multiple);
  const auto payment = world.pay_in({1000, 500});
  std::vector<std::string> keys;
  const auto lost = [&](const PspCall& call) {
    keys.push_back(call.key.to_string());
    return refused(call, ErrorClass::outcome_unknown, "timeout");
  };
  world.psp->next[OperationKind::capture] = {lost, lost};
  world.tell(payment, news(Kind::authorized, "pay_1", 1500));
  world.work(1);
  world.work(1);
  ASSERT_EQ(keys.size(), 2u);
  const auto amount_of = [&](std::size_t i) { return world.psp->calls[world.psp->calls.size() - 2 + i].amount; };
  const std::array<std::int64_t, 2> amounts{amount_of(0), amount_of(1)};
  world.tell(payment, news(Kind::captured, "cap_1", amounts[0], keys[0]));
  const auto second = news(Kind::captured, "cap_2", amounts[1], keys[1]);
  world.psp->next[OperationKind::query] = {[&](const PspCall& call) { return done(call, {second}); }};
  world.tell(payment, news(Kind::voided));
  world.advance(seconds(90));
  world.work();
  EXPECT_EQ(world.read(payment).charge.captured, 1500);
  expect_proof(world);
}
