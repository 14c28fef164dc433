// Killed daemons, two lanes at once, and news that nobody should believe.
#include <gtest/gtest.h>

#include "tests/payouts/payout_desk.h"
#include "tests/races/market.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

RawWebhook event_of(PayoutDesk& desk, const std::string& type, nlohmann::json data) {
  const auto id = desk.ids.next();
  const nlohmann::json body{{"id", "evt_" + id.to_string()}, {"type", type}, {"data", std::move(data)}};
  return {id, "card", "evt_" + id.to_string(), type, body.dump(), {}, desk.shop.clock.now()};
}

} // namespace

TEST(PspPayoutSafety, a_daemon_killed_between_attempt_and_call_leaves_a_question) {
  PayoutDesk desk;
  desk.add_sellers(1);
  (void)desk.submit();
  auto killed = desk.add_lane(FrailGateway::Loses::calls);
  killed->step(0ms);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where ended_at is null"), 1);
  EXPECT_TRUE(desk.truth().empty());
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.truth().size(), 1U);
  EXPECT_EQ(desk.text("select trigger || ' ' || note from payout_history where to_state = 'unknown'"),
            "outcome_lost its worker did not come back");
  EXPECT_EQ(desk.number("select count(*) from payout_key"), 1);
  desk.prove();
}

TEST(PspPayoutSafety, a_daemon_killed_between_call_and_answer_is_made_up_for) {
  PayoutDesk desk;
  desk.add_sellers(2);
  (void)desk.submit();
  auto killed = desk.add_lane(FrailGateway::Loses::answers);
  for (int i = 0; i < 100 && desk.truth().size() < 2; ++i)
    killed->step(50ms);
  EXPECT_EQ(desk.truth().size(), 2U);
  EXPECT_EQ(desk.number("select count(*) from payout where state = 'submitted'"), 2);
  auto lane = desk.add_lane();
  lane->step(100ms); // while the lease runs nobody else has them
  EXPECT_EQ(lane->calls(), 0);
  ASSERT_TRUE(desk.becomes(*lane, "paid", 2));
  EXPECT_EQ(desk.truth().size(), 2U);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 2) << "never sent again";
  desk.prove();
}

TEST(PspPayoutSafety, an_answer_after_the_lease_tells_its_facts_and_plans_nothing) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.sandbox.set_faults({{"timeout_ms", 50}});
  (void)desk.submit();
  auto slow = desk.add_lane();
  slow->step(0ms);
  desk.shop.clock.advance(2min);
  auto other = desk.add_lane();
  other->step(500ms);
  slow->step(500ms);
  ASSERT_TRUE(desk.becomes(*other, "paid"));
  EXPECT_EQ(desk.truth().size(), 1U);
  EXPECT_EQ(desk.number("select count(*) from payout_fact where kind = 'paid'"), 1);
  desk.prove();
}

TEST(PspPayoutSafety, two_lanes_at_once_send_one_call_each) {
  PayoutDesk desk;
  desk.add_sellers(20);
  (void)desk.submit();
  auto first = desk.add_lane();
  auto second = desk.add_lane();
  const auto work = [](PayoutLane& lane) {
    return [&lane] {
      for (int i = 0; i < 15; ++i)
        lane.step(20ms);
    };
  };
  at_once({work(*first), work(*second)});
  ASSERT_TRUE(desk.becomes(*first, "paid", 20));
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 20);
  EXPECT_EQ(desk.number("select count(distinct payout_id) from payout_attempt where operation = 'payout'"), 20);
  EXPECT_EQ(desk.truth().size(), 20U);
  desk.prove();
}

TEST(PspPayoutSafety, news_of_another_amount_or_of_nobody_post_nothing) {
  PayoutDesk desk;
  desk.add_sellers(1);
  (void)desk.submit();
  const auto key = desk.text("select key::text from payout_sending");
  const auto tell = [&](nlohmann::json data) {
    const auto raw = event_of(desk, "payout.paid", std::move(data));
    EXPECT_TRUE(desk.news.is_ours(raw));
    EXPECT_TRUE(desk.news.take_in({&raw, 1}));
    return desk.text("select state || ': ' || message from webhook_event where webhook_id = '" +
                     raw.webhook_id.to_string() + "'");
  };
  EXPECT_EQ(tell({{"payout_id", "po_1"}, {"reference", key}, {"amount", 9'999}, {"currency", "EUR"}}), "superseded: ");
  EXPECT_EQ(tell({{"payout_id", "po_1"}, {"reference", key}, {"amount", 10'000}, {"currency", "KRW"}}), "superseded: ");
  const auto nobody = desk.ids.next().to_string();
  EXPECT_EQ(tell({{"payout_id", "po_1"}, {"reference", nobody}, {"amount", 10'000}, {"currency", "EUR"}}),
            "failed: about a pay-out that is none of this account's");
  EXPECT_TRUE(tell({{"payout_id", "po_1"}, {"reference", "x"}, {"amount", 10'000}, {"currency", "EUR"}})
                  .starts_with("failed: data.reference"));
  EXPECT_TRUE(tell({{"reference", key}, {"amount", 10'000}}).starts_with("failed: data.payout_id"));
  EXPECT_TRUE(tell({{"payout_id", "po_1"}, {"reference", key}, {"amount", -1}}).starts_with("failed: data.amount"));
  EXPECT_EQ(desk.text("select state from payout"), "submitted");
  EXPECT_EQ(desk.number("select count(*) from payout_fact"), 0);
  EXPECT_EQ(desk.number("select count(*) from outbox where kind = 'alert' and payload like '%payout_amount_differs%'"), 2);
  desk.prove();
}

TEST(PspPayoutSafety, an_event_that_cannot_be_stored_holds_up_no_other) {
  PayoutDesk desk;
  desk.add_sellers(3);
  (void)desk.submit();
  const auto key = [&](int n) {
    return desk.text("select s.key::text from payout_sending s join payout p using (payout_id) where p.seller = 'seller-" +
                     std::to_string(n) + "'");
  };
  std::vector<RawWebhook> events;
  const char* references[] = {"po_1", "po_1", "po_2"}; // the second is another one's
  for (int n = 1; n <= 3; ++n)
    events.push_back(event_of(desk, "payout.paid", {{"payout_id", references[n - 1]}, {"reference", key(n)},
                                                    {"amount", 10'000}, {"currency", "EUR"}}));
  ASSERT_TRUE(desk.news.take_in(events));
  EXPECT_EQ(desk.text("select string_agg(seller || ' ' || state, ', ' order by seller) from payout"),
            "seller-1 paid, seller-2 submitted, seller-3 paid");
  EXPECT_EQ(desk.number("select count(*) from webhook_event where state = 'failed'"), 1);
  ASSERT_TRUE(desk.news.take_in(events)) << "again: known";
  EXPECT_EQ(desk.number("select count(*) from payout_fact"), 2);
  desk.prove();
}

TEST(PspPayoutSafety, an_answer_that_cannot_be_stored_is_a_dead_letter_and_holds_up_no_other) {
  PayoutDesk desk;
  desk.add_sellers(3);
  (void)desk.submit();
  auto late = desk.add_lane(FrailGateway::Loses::references);
  late->step(std::chrono::milliseconds(0)); // sends, and hears its answers when the other one has long asked
  desk.shop.clock.advance(std::chrono::minutes(10));
  auto lane = desk.add_lane(FrailGateway::Loses::references);
  for (int i = 0; i < 300 && desk.number("select count(*) from payout_sending where work = 'dead'") < 2; ++i) {
    lane->step(std::chrono::milliseconds(50));
    desk.shop.clock.advance(std::chrono::seconds(60));
  }
  for (int i = 0; i < 4; ++i)
    late->step(std::chrono::milliseconds(50));
  EXPECT_EQ(desk.number("select count(*) from payout_sending where work = 'dead'"), 2);
  EXPECT_EQ(desk.number("select count(*) from payout where state = 'paid'"), 1);
  EXPECT_EQ(desk.number("select count(*) from outbox where payload like '%payout_dead_letter%'"), 2);
  desk.prove();
  // A person has them asked for once the PSP is mended; nothing is sent again.
  const auto dead = desk.text("select string_agg(payout_id::text, ' ') from payout_sending where work = 'dead'");
  for (const auto& id : {dead.substr(0, 36), dead.substr(37)})
    ASSERT_TRUE(desk.payouts.retry(desk.clerk, Uuid::parse(id).value(), "mended"));
  auto mended = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*mended, "paid", 3));
  EXPECT_EQ(desk.truth().size(), 3U);
  EXPECT_EQ(desk.number("select count(*) from payout_attempt where operation = 'payout'"), 3);
  desk.prove();
}

TEST(PspPayoutSafety, what_is_paid_after_a_failure_is_owed_by_the_seller) {
  PayoutDesk desk;
  desk.add_sellers(1);
  desk.sandbox.script("payout_fails", "payout");
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "failed"));
  const auto key = desk.text("select key::text from payout_sending");
  const auto reference = desk.text("select reference from payout_sending");
  const auto raw = event_of(desk, "payout.paid",
                            {{"payout_id", reference}, {"reference", key}, {"amount", 10'000}, {"currency", "EUR"}});
  ASSERT_TRUE(desk.news.take_in({&raw, 1}));
  EXPECT_EQ(desk.text("select state from payout"), "paid");
  EXPECT_EQ(desk.number("select balance from wallet where seller = 'seller-1'"), 0);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.number("select count(*) from outbox where payload like '%payout_paid_after_all%'"), 1);
  desk.prove();
}

TEST(PspPayoutSafety, what_came_back_unheard_of_was_paid_first) {
  PayoutDesk desk;
  desk.add_sellers(1);
  (void)desk.submit();
  const auto key = desk.text("select key::text from payout_sending");
  const auto raw = event_of(desk, "payout.returned",
                            {{"payout_id", "po_9"}, {"reference", key}, {"amount", 10'000}, {"currency", "EUR"}});
  ASSERT_TRUE(desk.news.take_in({&raw, 1}));
  EXPECT_EQ(desk.text("select state from payout"), "returned");
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), 0);
  EXPECT_EQ(desk.number("select balance from wallet where seller = 'seller-1'"), 10'000);
  desk.prove();
}

} // namespace paydesk::test
