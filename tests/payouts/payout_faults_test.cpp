// What goes wrong between us and the PSP: each pay-out is paid once all the same.
#include <thread>

#include <gtest/gtest.h>

#include "tests/payouts/payout_desk.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

/// Paid once, there and here.
void expect_paid_once(PayoutDesk& desk) {
  EXPECT_EQ(desk.truth().size(), 1U);
  EXPECT_EQ(desk.number("select count(*) from payout_fact where kind = 'paid'"), 1);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  desk.prove();
}

} // namespace

TEST(PspPayoutFaults, an_answer_lost_after_the_payment_is_asked_for) {
  for (const char* fault : {"timeout_after", "reset_after", "error_after"}) {
    SCOPED_TRACE(fault);
    PayoutDesk desk;
    desk.add_sellers(1);
    desk.sandbox.set_faults({{"timeout_ms", 600}});
    desk.sandbox.script(fault, "payout");
    (void)desk.submit();
    auto lane = desk.add_lane(FrailGateway::Loses::nothing, 300ms);
    ASSERT_TRUE(desk.becomes(*lane, "paid"));
    EXPECT_EQ(desk.number("select count(*) from payout_history where to_state = 'unknown'"), 1);
    EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 1) << "never sent again";
    expect_paid_once(desk);
  }
}

TEST(PspPayoutFaults, a_call_that_never_arrived_goes_out_again_under_its_key) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.sandbox.set_faults({{"timeout_ms", 600}});
  desk.sandbox.script("timeout_before", "payout");
  (void)desk.submit();
  auto lane = desk.add_lane(FrailGateway::Loses::nothing, 300ms);
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.number("select count(*) from payout_key"), 1);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 2);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'query' and begun_at < (select "
                        "max(begun_at) from payout_attempt where operation = 'payout')"),
            1)
      << "asked before it was sent again";
  expect_paid_once(desk);
}

TEST(PspPayoutFaults, too_many_requests_wait_as_long_as_the_psp_says) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.sandbox.set_faults({{"retry_after_s", 900}});
  desk.sandbox.script("rate_limited", "payout");
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "retry_scheduled"));
  EXPECT_GE(desk.number("select extract(epoch from s.due_at - a.begun_at)::int from payout_sending s join "
                        "payout_attempt a using (payout_id)"),
            900);
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  expect_paid_once(desk);
}

TEST(PspPayoutFaults, a_decline_for_want_of_balance_gets_a_new_key) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.sandbox.script("decline", "payout");
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "retry_scheduled"));
  EXPECT_EQ(desk.balance("payout_transit"), -10'000);
  desk.prove();
  desk.shop.clock.advance(std::chrono::hours(80)); // declines are tried again days later
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.number("select count(*) from payout_key"), 2);
  EXPECT_EQ(desk.number("select generation from payout_sending"), 2);
  expect_paid_once(desk);
}

TEST(PspPayoutFaults, a_webhook_that_comes_before_the_answer_or_twice_counts_once) {
  for (const bool twice : {false, true}) {
    SCOPED_TRACE(twice);
    PayoutDesk desk;
    desk.add_sellers(1);
    desk.listen();
    desk.sandbox.set_faults({{"timeout_ms", 1'500}});
    desk.sandbox.script("timeout_after", "payout");
    if (twice)
      desk.sandbox.set_faults({{"probability", {{"duplicate_webhook", 1.0}}}});
    (void)desk.submit();
    auto lane = desk.add_lane(FrailGateway::Loses::nothing, 1'000ms);
    lane->step(0ms); // the call goes out; its answer never comes, the webhook does
    ASSERT_TRUE(desk.told("paid"));
    EXPECT_EQ(desk.number("select count(*) from payout_attempt where ended_at is null"), 1) << "before the answer";
    for (int i = 0; i < 40 && desk.number("select count(*) from payout_attempt where ended_at is null") > 0; ++i)
      lane->step(100ms);
    EXPECT_EQ(desk.text("select state from payout"), "paid");
    EXPECT_EQ(desk.text("select told_by from payout_fact"), "webhook");
    EXPECT_EQ(desk.number("select count(*) from payout_history where to_state = 'paid'"), 1);
    expect_paid_once(desk);
  }
}

TEST(PspPayoutFaults, a_webhook_that_never_comes_is_made_up_for_by_asking) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.listen();
  desk.sandbox.set_faults({{"probability", {{"lost_webhook", 1.0}}}});
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.text("select told_by from payout_fact"), "status query");
  EXPECT_EQ(desk.sandbox.fired("lost_webhook"), 1);
  expect_paid_once(desk);
}

TEST(PspPayoutFaults, everything_at_once_still_pays_each_once) {
  PayoutDesk desk;
  desk.add_sellers(12);
  desk.listen();
  desk.sandbox.set_faults({{"timeout_ms", 250},
                           {"late_ms", 50},
                           {"seed", 11},
                           {"probability",
                            {{"timeout_before", 0.15},
                             {"timeout_after", 0.15},
                             {"error_before", 0.1},
                             {"error_after", 0.1},
                             {"rate_limited", 0.1},
                             {"duplicate_webhook", 0.2},
                             {"lost_webhook", 0.2}}}});
  (void)desk.submit();
  auto lane = desk.add_lane(FrailGateway::Loses::nothing, 200ms);
  // How the calls share the faults is not the same each time: now and then one has so many that a person has to look.
  bool paid = false;
  for (int shifts = 0; shifts < 5 && !paid; ++shifts) {
    paid = desk.becomes(*lane, "paid", 12);
    const auto dead = desk.text("select string_agg(payout_id::text, '') from payout_sending where work = 'dead'");
    for (std::size_t at = 0; at < dead.size(); at += 36)
      ASSERT_TRUE(desk.payouts.retry(desk.clerk, Uuid::parse(dead.substr(at, 36)).value(), "again"));
  }
  ASSERT_TRUE(paid) << desk.text("select string_agg(state || ' ' || s.last_error, '; ') "
                                 "from payout join payout_sending s using (payout_id)");
  EXPECT_EQ(desk.truth().size(), 12U);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -120'000);
  desk.prove();
}

} // namespace paydesk::test
