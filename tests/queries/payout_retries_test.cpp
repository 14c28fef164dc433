// A pay-out that came to nothing is paid again by one other, and never both.
#include <gtest/gtest.h>

#include "engine/payouts/sent.h"
#include "store/payout_sending.h"
#include "store/row_values.h"
#include "store/verify.h"
#include "tests/queries/paid_out.h"

namespace paydesk::test {
namespace {

/// A seller with 50.00, paid out by the account "card".
struct Again : Shop {
  Again() {
    fund(*this, "tea", 5000);
    (void)add_account(*this, "tea");
  }
  views::PayoutBatchDetail create() { return payouts.create(clerk, {"EUR", "", {}, "weekly", "", "card"}).value(); }
  Uuid id_of(const views::PayoutBatchDetail& made) { return Uuid::parse(made.batch.batch_id).value(); }
  void approve(const views::PayoutBatchDetail& made) { (void)payouts.decide(chief, id_of(made), true, "").value(); }
  Result<views::PayoutBatch> submit(const views::PayoutBatchDetail& made) {
    return payouts.submit(clerk, id_of(made), "weekly");
  }
  std::string sent() {
    const auto made = create();
    approve(made);
    EXPECT_TRUE(submit(made));
    return made.payouts.at(0).payout_id;
  }
  void tell(const std::string& payout, PayoutWord::Kind kind) {
    const auto id = Uuid::parse(payout).value();
    const auto told = sending.change({&id, 1}, clock.now(), "webhook",
                                     [&](std::vector<SentPayout>& all) -> Result<PayoutsDecided> {
                                       SentTurn turn(all.at(0), clock.now(), ids);
                                       turn.apply({kind, "po_" + payout, all[0].key, all[0].amount, "EUR", ""}, "webhook");
                                       plan_next(turn, {});
                                       return PayoutsDecided{};
                                     });
    ASSERT_TRUE(told) << told.error().message;
  }
  std::string failed() {
    const auto id = sent();
    tell(id, PayoutWord::Kind::failed);
    return id;
  }
  views::Payout shown(const std::string& payout) { return payouts.payout(Uuid::parse(payout).value()).value().payout; }
  Result<void> link(const std::string& payout, const std::string& before) {
    return pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.exec("insert into payout_retry (payout_id, before_id) values ($1::uuid, $2::uuid)", store::Params::of(payout, before));
      return {};
    });
  }
  void expect_sound() {
    const auto proof = store::verify_books(pool, clock.now()).value();
    for (const auto& finding : proof.findings)
      EXPECT_EQ(finding.violations, 0) << finding.invariant << ": "
                                       << (finding.examples.empty() ? std::string() : finding.examples.front());
  }

  store::PgPayouts store{pool, clock};
  store::PgPayoutSending sending{pool};
  Payouts payouts{{store, clock, ids, {}, nullptr, nullptr, {"card"}, &sending}};
  const Caller clerk{Uuid{{5}}, "clerk", "Clerk", {"operator"}, Uuid{}};
  const Caller chief{Uuid{{6}}, "chief", "Chief", {"approver"}, Uuid{}};
};

TEST(PayoutRetries, NameWhatTheyPayAgainAndAreNamedByIt) {
  Again world;
  const auto first = world.failed();
  const auto made = world.create();
  ASSERT_EQ(made.payouts.size(), 1u);
  const auto second = made.payouts[0].payout_id;
  EXPECT_EQ(made.payouts[0].retries, std::vector<std::string>{first});
  EXPECT_EQ(world.shown(first).retried_by, second);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'payout.retried' and subject_id = '" + first +
                        "' and payload::jsonb->>'retried_by' = '" + second + "'"),
            1);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'payout.retries' and subject_id = '" + second +
                        "' and payload::jsonb->>'retries' = '" + first + "'"),
            1);
  world.approve(made);
  ASSERT_TRUE(world.submit(made));
  world.tell(second, PayoutWord::Kind::paid);
  EXPECT_EQ(world.count("select balance from wallet where seller = 'tea'"), 0);
  world.expect_sound();
}

TEST(PayoutRetries, OfARetryThatFailedNameTheLastOne) {
  Again world;
  const auto first = world.failed();
  const auto second = world.failed();
  const auto third = world.create().payouts.at(0);
  EXPECT_EQ(third.retries, std::vector<std::string>{second});
  EXPECT_EQ(world.shown(second).retries, std::vector<std::string>{first});
  EXPECT_EQ(world.shown(first).retried_by, second);
  EXPECT_EQ(world.shown(second).retried_by, third.payout_id);
  world.expect_sound();
}

TEST(PayoutRetries, OfABatchThatWasNeverSubmittedLeaveItToTheNext) {
  Again world;
  const auto first = world.failed();
  const auto refused = world.create();
  (void)world.payouts.decide(world.chief, world.id_of(refused), false, "not yet").value();
  EXPECT_EQ(world.shown(first).retried_by, "");
  const auto given_up = world.create();
  world.approve(given_up);
  (void)world.payouts.cancel(world.clerk, world.id_of(given_up), "no").value();
  const auto made = world.create();
  EXPECT_EQ(made.payouts.at(0).retries, std::vector<std::string>{first});
  EXPECT_EQ(world.shown(first).retried_by, made.payouts[0].payout_id);
  world.expect_sound();
}

TEST(PayoutRetries, AreNotSentOnceTheFirstWasPaidAfterAll) {
  Again world;
  const auto first = world.failed();
  fund(world, "tea", 90'000); // enough for both
  const auto made = world.create();
  world.approve(made);
  world.tell(first, PayoutWord::Kind::paid);
  const auto sent = world.submit(made);
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(sent.error().message.find(first), std::string::npos) << sent.error().message;
  EXPECT_EQ(world.count("select count(*) from payout where state = 'approved'"), 1);
  // Nor around the engine.
  const auto forced = world.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec("update payout set state = 'submitted', path = '{sent}', transaction_id = (select transaction_id from payout "
            "where payout_id = $2::uuid) where payout_id = $1::uuid",
            store::Params::of(made.payouts[0].payout_id, first));
    return {};
  });
  EXPECT_FALSE(forced);
  (void)world.payouts.cancel(world.clerk, world.id_of(made), "paid after all").value();
  EXPECT_TRUE(world.create().payouts.at(0).retries.empty()) << "it is paid";
  world.expect_sound();
}

TEST(PayoutRetries, WhoseFirstIsPaidAfterTheyWereSentAreOwedBySellers) {
  Again world;
  const auto first = world.failed();
  const auto second = world.sent();
  world.tell(second, PayoutWord::Kind::paid);
  world.tell(first, PayoutWord::Kind::paid);
  EXPECT_EQ(world.count("select balance from wallet where seller = 'tea'"), -5000);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'alert' and payload like '%payout_paid_after_all%'"), 1);
  world.expect_sound();
}

TEST(PayoutRetries, AreRefusedByTheDatabaseForWhatIsNoRetry) {
  Again world;
  const auto first = world.failed();
  const auto second = world.create().payouts.at(0).payout_id;
  fund(world, "rice", 3000);
  (void)add_account(world, "rice", "NL91ABNA0417164300");
  const auto other = world.create().payouts.at(0).payout_id;
  EXPECT_FALSE(world.link(other, first)) << "another seller's";
  EXPECT_FALSE(world.link(first, second)) << "it waits to be paid";
  EXPECT_FALSE(world.link(second, second));
  fund(world, "tea", 3000);
  const auto third = world.create().payouts.at(0).payout_id;
  EXPECT_FALSE(world.link(third, first)) << "by two";
  const auto changed = world.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec("delete from payout_retry", store::Params());
    return {};
  });
  EXPECT_FALSE(changed);
  world.expect_sound();
}

} // namespace
} // namespace paydesk::test
