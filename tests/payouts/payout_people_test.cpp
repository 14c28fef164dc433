// What people do about a pay-out that nobody else gets on with.
#include <gtest/gtest.h>

#include "tests/payouts/payout_desk.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

/// A dead letter: the PSP said that it is not there, until there were enough.
std::unique_ptr<PayoutLane> bury(PayoutDesk& desk, const char* fault) {
  desk.add_sellers(1);
  desk.shop.policy.retry.max_attempts = 2;
  desk.sandbox.set_faults({{"probability", {{fault, 1.0}}}, {"retry_after_s", 1}});
  (void)desk.submit();
  auto lane = desk.add_lane();
  EXPECT_TRUE(desk.becomes(*lane, "dead_letter"));
  desk.sandbox.set_faults({{"probability", {{fault, 0.0}}}});
  return lane;
}

} // namespace

TEST(PspPayoutPeople, try_a_dead_letter_again) {
  PayoutDesk desk;
  auto lane = bury(desk, "rate_limited");
  EXPECT_EQ(desk.balance("payout_transit"), -10'000);
  desk.prove();
  const auto id = desk.only_payout();
  const auto done = desk.payouts.retry(desk.clerk, id, "the PSP is well again");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->payouts.at(0).state, "retry_scheduled");
  EXPECT_EQ(desk.text("select login || ' ' || outcome || ' ' || (detail->>'reason') from audit_record where action = "
                      "'payout.retry'"),
            "clerk retry_scheduled the PSP is well again");
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.number("select count(*) from payout_key"), 1) << "it was never declined: the same key";
  EXPECT_EQ(desk.truth().size(), 1U);
  desk.prove();
}

TEST(PspPayoutPeople, give_up_what_the_psp_surely_does_not_have) {
  PayoutDesk desk;
  auto lane = bury(desk, "rate_limited");
  const auto done = desk.payouts.give_up(desk.chief, desk.only_payout(), "paid in cash");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->payouts.at(0).state, "cancelled");
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  EXPECT_EQ(desk.number("select balance - reserved from wallet where seller = 'seller-1'"), 10'000);
  desk.shop.clock.advance(1h);
  lane->step(100ms);
  EXPECT_TRUE(desk.truth().empty());
  EXPECT_FALSE(desk.payouts.retry(desk.clerk, desk.only_payout(), "again"));
  EXPECT_FALSE(desk.payouts.give_up(desk.chief, desk.only_payout(), "again"));
  desk.prove();
}

TEST(PspPayoutPeople, give_up_nothing_that_may_have_been_paid) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.shop.policy.max_asks = 3;
  (void)desk.submit();
  auto deaf = desk.add_lane(FrailGateway::Loses::certainty);
  ASSERT_TRUE(desk.becomes(*deaf, "dead_letter"));
  EXPECT_EQ(desk.truth().size(), 1U) << "it was paid";
  const auto refused = desk.payouts.give_up(desk.chief, desk.only_payout(), "tired of it");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(desk.balance("payout_transit"), -10'000);
  // Tried again it is asked for first.
  ASSERT_TRUE(desk.payouts.retry(desk.clerk, desk.only_payout(), "the line was mended"));
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 1);
  EXPECT_EQ(desk.truth().size(), 1U);
  desk.prove();
}

TEST(PspPayoutPeople, have_an_unknown_outcome_asked_for_now) {
  PayoutDesk desk;
  desk.add_sellers(1);
  (void)desk.submit();
  auto deaf = desk.add_lane(FrailGateway::Loses::certainty);
  ASSERT_TRUE(desk.becomes(*deaf, "unknown"));
  ASSERT_TRUE(desk.payouts.retry(desk.clerk, desk.only_payout(), "they say that it is there"));
  EXPECT_EQ(desk.number("select count(*) from payout_sending where due_at <= '" +
                        format_instant(desk.shop.clock.now()) + "'"),
            1);
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.truth().size(), 1U);
  desk.prove();
}

TEST(PspPayoutPeople, touch_nothing_that_goes_its_way) {
  PayoutDesk desk;
  desk.add_sellers(1);
  (void)desk.submit();
  for (const auto& refused : {desk.payouts.retry(desk.clerk, desk.only_payout(), "now"),
                              desk.payouts.give_up(desk.chief, desk.only_payout(), "now")}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::failed_precondition);
    EXPECT_EQ(refused.error().field, "payout_id");
  }
  EXPECT_EQ(desk.payouts.retry(desk.clerk, desk.ids.next(), "now").error().code, ErrorCode::not_found);
  EXPECT_EQ(desk.number("select count(*) from audit_record where action like 'payout.%'"), 0);
}

} // namespace paydesk::test
