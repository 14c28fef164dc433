// What two persons decide about a pay-out of which the PSP tells nothing, and the news that come later.
#include <gtest/gtest.h>

#include "engine/verdicts/verdicts.h"
#include "store/verdicts.h"
#include "tests/payouts/payout_desk.h"

namespace paydesk::test {
namespace {

/// One pay-out that the PSP made, and of which nothing was heard.
struct Doubtful : PayoutDesk {
  Doubtful() {
    add_sellers(1);
    shop.policy.max_asks = 3;
    (void)submit();
    lane = add_lane(FrailGateway::Loses::certainty);
    EXPECT_TRUE(becomes(*lane, "dead_letter"));
    payout = only_payout();
    truly = truth()[0]["id"].get<std::string>();
  }
  views::ProposeVerdictRequest about(const std::string& outcome, const std::string& reference) const {
    views::ProposeVerdictRequest request;
    request.outcome = outcome;
    request.psp_reference = reference;
    request.reason = "they read it out on the phone";
    request.evidence_name = "call.txt";
    request.evidence = "paid at noon";
    request.payout_id = payout.to_string();
    return request;
  }
  Uuid proposed(const std::string& outcome, const std::string& reference = {}) {
    const auto made = verdicts.propose(clerk, about(outcome, reference));
    EXPECT_TRUE(made) << made.error().message;
    return Uuid::parse(made->verdict_id).value();
  }
  void decided(const std::string& outcome, const std::string& reference = {}) {
    const auto done = verdicts.decide(chief, proposed(outcome, reference), true, "heard it too");
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(done->state, "approved");
  }
  /// A webhook about it.
  void told(const std::string& what, const std::string& reference) {
    const auto type = "payout." + what;
    const nlohmann::json body = {
        {"id", "evt_" + std::to_string(++events)},
        {"type", type},
        {"data",
         {{"payout_id", reference}, {"reference", text("select key::text from payout_sending where payout_id = '" + payout.to_string() + "'")}, {"amount", 10'000}, {"currency", "EUR"}}}};
    const RawWebhook raw{ids.next(), "card", body["id"], type, body.dump(), {}, shop.clock.now()};
    EXPECT_TRUE(news.take_in({&raw, 1}));
  }
  std::string state() { return text("select state from payout"); }
  std::int64_t wallet() { return number("select balance from wallet where seller = 'seller-1'"); }
  std::int64_t alerts(const std::string& code) {
    return number("select count(*) from outbox where kind = 'alert' and payload like '%\"" + code + "\"%'");
  }

  store::PgVerdicts verdict_store{shop.pool, shop.clock};
  Verdicts verdicts{shop.payments, verdict_store, shop.clock, ids, shop.policy, &sending};
  std::unique_ptr<PayoutLane> lane;
  Uuid payout;
  std::string truly;
  int events = 0;
};

} // namespace

TEST(PspPayoutVerdicts, book_what_was_paid_under_the_psps_reference) {
  Doubtful desk;
  const auto id = desk.proposed("done", desk.truly);
  EXPECT_EQ(desk.state(), "dead_letter") << "one person changes nothing";
  EXPECT_EQ(desk.balance("payout_transit"), -10'000);
  const auto done = desk.verdicts.decide(desk.chief, id, true, "heard it too");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->payout_id, desk.payout.to_string());
  EXPECT_EQ(done->operation, "payout");
  EXPECT_EQ(desk.state(), "paid");
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.text("select told_by from payout_fact"), "verdict");
  EXPECT_EQ(desk.number("select count(*) from audit_record where action in ('verdict.propose', 'verdict.approve')"), 2);
  EXPECT_EQ(desk.number("select count(*) from outbox where kind in ('verdict.proposed', 'verdict.approved')"), 2);
  desk.prove();
  // The PSP's own word comes later: it is the same payment.
  desk.told("paid", desk.truly);
  EXPECT_EQ(desk.number("select count(*) from payout_fact"), 1);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.alerts("payout_paid_twice"), 0);
  desk.prove();
}

TEST(PspPayoutVerdicts, give_the_seller_what_was_not_paid_and_take_it_back_when_it_was) {
  Doubtful desk;
  desk.decided("not_done");
  EXPECT_EQ(desk.state(), "failed");
  EXPECT_EQ(desk.balance("payout_transit"), 0);
  EXPECT_EQ(desk.wallet(), 10'000);
  desk.prove();
  desk.told("paid", desk.truly);
  EXPECT_EQ(desk.state(), "paid");
  EXPECT_EQ(desk.wallet(), 0);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.alerts("payout_paid_after_all"), 1);
  desk.prove();
}

TEST(PspPayoutVerdicts, that_were_paid_again_meanwhile_are_owed) {
  Doubtful desk;
  desk.decided("not_done");
  (void)desk.submit();
  auto lane = desk.add_lane();
  ASSERT_TRUE(desk.becomes(*lane, "paid"));
  EXPECT_EQ(desk.wallet(), 0);
  desk.told("paid", desk.truly);
  desk.told("paid", desk.truly);
  EXPECT_EQ(desk.number("select count(*) from payout where state = 'paid'"), 2);
  EXPECT_EQ(desk.number("select count(*) from payout_retry"), 1);
  EXPECT_EQ(desk.wallet(), -10'000) << "they have it twice";
  EXPECT_EQ(desk.alerts("payout_paid_after_all"), 1);
  desk.prove();
}

TEST(PspPayoutVerdicts, that_the_psp_contradicts_are_put_right) {
  Doubtful desk;
  desk.decided("done", desk.truly);
  desk.told("failed", desk.truly);
  EXPECT_EQ(desk.state(), "returned");
  EXPECT_EQ(desk.wallet(), 10'000);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), 0);
  desk.prove();
}

TEST(PspPayoutVerdicts, with_another_reference_than_the_psps_book_nothing_twice) {
  Doubtful desk;
  desk.decided("done", "po_misheard");
  desk.told("paid", desk.truly);
  EXPECT_EQ(desk.alerts("payout_verdict_reference"), 1);
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.wallet(), 0);
  desk.prove();
  desk.told("returned", desk.truly);
  EXPECT_EQ(desk.state(), "returned");
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), 0);
  EXPECT_EQ(desk.wallet(), 10'000);
  desk.prove();
}

TEST(PspPayoutVerdicts, need_two_persons_also_for_the_database) {
  Doubtful desk;
  const auto id = desk.proposed("done", desk.truly);
  const auto alone = desk.verdicts.decide(desk.clerk, id, true, "");
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().code, ErrorCode::permission_denied);
  const auto forced = desk.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec("update verdict set state = 'approved', decider_id = proposer_id, decided_by = proposed_by, decided_at = now()",
            store::Params());
    return {};
  });
  EXPECT_FALSE(forced);
  const auto nobodys = desk.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec("update verdict set state = 'approved'", store::Params());
    return {};
  });
  EXPECT_FALSE(nobodys);
  EXPECT_EQ(desk.state(), "dead_letter");
  desk.prove();
}

TEST(PspPayoutVerdicts, are_about_what_is_in_doubt_alone) {
  Doubtful desk;
  const auto refused = [&](views::ProposeVerdictRequest request) {
    const auto made = desk.verdicts.propose(desk.clerk, request);
    EXPECT_FALSE(made);
    return made ? std::string() : made.error().field;
  };
  EXPECT_EQ(refused(desk.about("done", "")), "psp_reference");
  EXPECT_EQ(refused(desk.about("paid", "po")), "outcome");
  auto request = desk.about("done", "po");
  request.evidence.clear();
  EXPECT_EQ(refused(request), "evidence");
  request = desk.about("done", "po");
  request.job_id = desk.payout.to_string();
  EXPECT_EQ(refused(request), "payout_id");
  request.job_id.clear();
  request.payout_id = desk.ids.next().to_string();
  EXPECT_EQ(refused(request), "payout_id");
  request.payout_id = "nonsense";
  EXPECT_EQ(refused(request), "payout_id");
  const auto id = desk.proposed("done", desk.truly);
  EXPECT_EQ(refused(desk.about("not_done", "")), "payout_id") << "another one waits";
  // The PSP tells it before the second person does.
  desk.told("paid", desk.truly);
  ASSERT_EQ(desk.state(), "paid");
  EXPECT_EQ(desk.verdicts.decide(desk.chief, id, true, "").error().code, ErrorCode::failed_precondition);
  EXPECT_TRUE(desk.verdicts.decide(desk.chief, id, false, "known by now"));
  EXPECT_FALSE(desk.verdicts.decide(desk.chief, id, false, "again"));
  EXPECT_EQ(refused(desk.about("not_done", "")), "payout_id") << "it is paid";
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  desk.prove();
}

TEST(PspPayoutVerdicts, under_another_pay_outs_reference_are_refused) {
  Doubtful desk;
  desk.decided("done", "po_1");
  fund(desk.shop, "seller-1", 10'000);
  (void)desk.submit();
  ASSERT_TRUE(desk.becomes(*desk.lane, "dead_letter"));
  auto request = desk.about("done", "po_1");
  request.payout_id = desk.text("select payout_id::text from payout where state = 'dead_letter'");
  const auto made = desk.verdicts.propose(desk.clerk, request);
  ASSERT_TRUE(made) << made.error().message;
  const auto done = desk.verdicts.decide(desk.chief, Uuid::parse(made->verdict_id).value(), true, "");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::failed_precondition) << done.error().message;
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  desk.prove();
}

} // namespace paydesk::test
