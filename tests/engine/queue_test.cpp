// Retries, lost outcomes, dead letters, and what operators do about them.
#include <algorithm>

#include <gtest/gtest.h>

#include "engine/engine_world.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::seconds;

namespace {

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }
PspAnswer lost(const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }

/// Works through everything that is scheduled within a day.
void work_a_day(World& world) {
  for (int i = 0; i < 300; ++i) {
    world.work(2);
    world.advance(seconds(61));
  }
}

} // namespace

TEST(Queue, a_retryable_failure_is_tried_again_with_the_same_key) {
  World world;
  world.psp->next[OperationKind::register_charge] = {unavailable, unavailable};
  const auto payment = world.pay_in({1000});
  EXPECT_EQ(world.read(payment).charge.state, "retry_scheduled");
  work_a_day(world);
  EXPECT_EQ(world.read(payment).charge.state, "registered");
  std::vector<Uuid> keys;
  for (const auto& call : world.psp->calls)
    if (call.kind == OperationKind::register_charge)
      keys.push_back(call.key);
  ASSERT_EQ(keys.size(), 3u);
  EXPECT_EQ(keys[0], keys[1]);
  EXPECT_EQ(keys[1], keys[2]);
}

TEST(Queue, what_the_psp_still_works_on_is_asked_for_again_and_not_sent_again) {
  World world;
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {lost};
  const auto works_on_it = [](const PspCall& call) { return received(call); };
  const auto names_it = [](const PspCall& call) {
    auto answer = done(call, {});
    answer.pending_references = {call.key.to_string()};
    return answer;
  };
  world.psp->next[OperationKind::query] = {works_on_it, names_it, [](const PspCall& call) {
    return done(call, {news(News::Kind::captured, "cap_1", 1000, call.key.to_string())});
  }};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  for (int i = 0; i < 5; ++i) {
    world.work();
    world.advance(seconds(61));
  }
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  const auto captures = std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                                      [](const auto& call) { return call.kind == OperationKind::capture; });
  EXPECT_EQ(captures, 1);
  world.check_books();
}

TEST(Queue, a_lost_outcome_is_asked_for_and_not_sent_again_when_it_was_done) {
  World world;
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {lost};
  world.psp->next[OperationKind::query] = {[&](const PspCall& call) {
    return done(call, {news(News::Kind::captured, "cap_1", 1000, call.key.to_string())});
  }};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "unknown");
  world.advance(seconds(10));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  int captures = 0;
  for (const auto& call : world.psp->calls)
    captures += call.kind == OperationKind::capture ? 1 : 0;
  EXPECT_EQ(captures, 1);
  world.check_books();
}

TEST(Queue, a_lost_outcome_that_was_not_done_goes_out_again_with_the_same_key) {
  World world;
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {lost};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work();
  world.advance(seconds(10));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "captured");
  std::vector<Uuid> keys;
  for (const auto& call : world.psp->calls)
    if (call.kind == OperationKind::capture)
      keys.push_back(call.key);
  ASSERT_EQ(keys.size(), 2u);
  EXPECT_EQ(keys[0], keys[1]);
}

TEST(Queue, repeated_failures_end_in_the_dead_letters_and_an_operator_brings_them_back) {
  World world;
  world.psp->usual = unavailable;
  const auto payment = world.pay_in({1000});
  work_a_day(world);
  auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "dead_letter");
  ASSERT_EQ(a.jobs.size(), 1u);
  EXPECT_TRUE(a.jobs[0].dead);
  EXPECT_EQ(a.jobs[0].attempts, world.policy.retry.max_attempts);
  world.psp->usual = nullptr;
  const auto results = world.commands.retry_items(world.operator_, {a.jobs[0].job_id}, "PSP is back");
  ASSERT_TRUE(results);
  EXPECT_TRUE(results->at(0).done);
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "registered");
  EXPECT_EQ(world.one_number("select count(*) from audit_record where action = 'queue.retry'"), 1);
}

TEST(Queue, a_key_that_the_psp_may_have_forgotten_is_only_asked_for) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {
      [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
  world.psp->usual = [](const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); };
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  const auto captures = [&] {
    return std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                         [](const PspCall& call) { return call.kind == OperationKind::capture; });
  };
  for (int i = 0; i < 100 && world.read(payment).charge.state != "dead_letter"; ++i) {
    world.advance(seconds(60));
    world.work(1);
  }
  ASSERT_EQ(world.read(payment).charge.state, "dead_letter");
  world.psp->usual = nullptr; // there again, and it does not have the capture
  world.advance(std::chrono::hours(25));
  const auto job = world.read(payment).jobs.at(0).job_id;
  ASSERT_TRUE(world.commands.retry_items(world.operator_, {job}, "it is there again"));
  world.work();
  EXPECT_EQ(captures(), 1) << "the same key could take the money a second time";
  const auto a = world.read(payment);
  EXPECT_EQ(a.charge.state, "dead_letter");
  ASSERT_EQ(a.jobs.size(), 1u);
  EXPECT_TRUE(a.jobs[0].dead && a.jobs[0].ask);
  const auto discarded = world.commands.discard_items(world.operator_, {job}, "no patience");
  ASSERT_TRUE(discarded);
  EXPECT_FALSE(discarded->at(0).done) << "only evidence ends it";
}

TEST(Queue, a_refund_whose_key_may_be_forgotten_is_only_asked_for) {
  World world(CaptureMode::single);
  const auto payment = world.pay_in({1000});
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, world.charge_of(payment).to_string()));
  world.psp->next[OperationKind::refund] = {lost};
  ASSERT_TRUE(world.refunds.create(world.operator_, {payment.to_string(), {}, "returned", "", world.ids.next().to_string()}));
  world.work();
  world.advance(std::chrono::hours(25)); // nobody was there to ask
  for (int i = 0; i < 3; ++i) {
    world.work();
    world.advance(seconds(61));
  }
  EXPECT_EQ(world.read(payment).refunds[0].state, "dead_letter");
  EXPECT_EQ(std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                          [](const auto& call) { return call.kind == OperationKind::refund; }),
            1)
      << "the same key could pay the buyer a second time";
}

TEST(Queue, a_key_goes_out_again_only_within_the_life_that_its_psp_states) {
  for (const auto& [life, captures] : {std::pair{48, 2}, std::pair{1, 1}, std::pair{0, 1}}) {
    World world(CaptureMode::single);
    world.psp->states_key_life(std::chrono::hours(life));
    const auto payment = world.pay_in({1000});
    world.psp->next[OperationKind::capture] = {
        [](const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }};
    world.psp->next[OperationKind::query] = {
        [](const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }};
    world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
    world.work();
    world.advance(std::chrono::hours(2));
    for (int i = 0; i < 10; ++i) {
      world.advance(seconds(60));
      world.work(3);
    }
    EXPECT_EQ(std::count_if(world.psp->calls.begin(), world.psp->calls.end(),
                            [](const PspCall& call) { return call.kind == OperationKind::capture; }),
              captures)
        << life << " h";
    EXPECT_EQ(world.read(payment).charge.state, captures == 2 ? "captured" : "dead_letter") << life << " h";
  }
}

TEST(Queue, discarding_needs_a_reason_and_never_an_unknown_outcome) {
  World world;
  world.psp->usual = unavailable;
  const auto payment = world.pay_in({1000});
  work_a_day(world);
  const auto job = world.read(payment).jobs.at(0).job_id;
  EXPECT_EQ(world.commands.discard_items(world.operator_, {job}, "").error().field, "reason");
  ASSERT_TRUE(world.commands.discard_items(world.operator_, {job}, "shop closed")->at(0).done);
  EXPECT_EQ(world.read(payment).charge.state, "cancelled");
  EXPECT_TRUE(world.read(payment).jobs.empty());
}

TEST(Queue, retry_after_wins_over_a_shorter_delay) {
  World world;
  world.psp->next[OperationKind::register_charge] = {[](const PspCall& call) {
    auto answer = refused(call, ErrorClass::rate_limited, "rate_limited");
    answer.retry_after = seconds(600);
    return answer;
  }};
  const auto payment = world.pay_in({1000});
  world.advance(seconds(599));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "retry_scheduled");
  world.advance(seconds(2));
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "registered");
}

TEST(Queue, an_expired_lease_gives_the_job_to_another_worker_and_the_late_answer_still_counts_once) {
  World world;
  const auto payment = world.pay_in({1000});
  world.psp->next[OperationKind::capture] = {received};
  world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  world.work();
  const auto a = world.read(payment);
  const auto key = a.operations.back().operation_id.to_string();
  world.tell(payment, news(News::Kind::captured, "cap_1", 1000, key));
  EXPECT_TRUE(world.read(payment).jobs.empty());
  world.advance(seconds(120));
  world.work();
  EXPECT_EQ(world.read(payment).charge.captured, 1000);
  world.check_books();
}

TEST(Queue, an_operator_cancels_what_is_not_paid_and_the_page_is_closed_at_the_psp) {
  World world;
  const auto payment = world.pay_in({1000});
  const auto outcome = world.commands.cancel_payment(world.operator_, payment, "double order");
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->state, "void_requested");
  world.work();
  EXPECT_EQ(world.read(payment).charge.state, "voided");
  const auto again = world.commands.cancel_payment(world.operator_, payment, "");
  EXPECT_EQ(again.error().code, ErrorCode::failed_precondition);
}

TEST(Queue, a_paused_account_sends_nothing) {
  World world;
  pqxx::connection connection(world.owner_connection);
  pqxx::work work(connection);
  work.exec("update psp_account set paused = true");
  work.commit();
  const auto payment = world.pay_in({1000});
  EXPECT_EQ(world.read(payment).charge.state, "created");
  EXPECT_TRUE(world.psp->calls.empty());
}
