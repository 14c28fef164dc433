// Pay-outs from a PSP's balance in its settlement files: settled once each way, and what only looks like one.
#include "store/row_values.h"
#include "tests/queries/paid_by_psp.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

const std::string later = "2027-02-01T00:00:00Z"; // after everything that the clock of these tests says

/// A report of one line from before anything was paid, so that nothing is missed in it.
Report early(const std::string& batch, const std::string& kind, const std::string& reference, std::int64_t gross) {
  Report report{.batch = batch};
  report.lines.push_back({kind, reference, gross, 0, "", "", "2026-01-01T00:00:00Z"});
  return report;
}

/// Three pay-outs of 70.00 from the balance: po_0 paid, po_1 paid and returned, po_2 on its way.
struct FromBalance : World {
  FromBalance() { pay_out_by_psp(shop); }

  void tell_payout(const std::string& seller, PayoutWord::Kind kind, const std::string& reference) {
    const auto id = shop.pool.in_transaction([&](store::Tx& tx) -> Result<Uuid> {
      return store::uuid_of(tx.exec("select payout_id from payout where seller = $1", store::Params::of(seller))[0][0]);
    });
    store::PgPayoutSending sending(shop.pool);
    const auto told = sending.change({&*id, 1}, shop.clock.now(), "webhook",
                                     [&](std::vector<SentPayout>& all) -> Result<PayoutsDecided> {
                                       SentTurn turn(all.at(0), shop.clock.now(), shop.ids);
                                       turn.apply({kind, reference, all[0].key, all[0].amount, "EUR", ""}, "webhook");
                                       plan_next(turn, {});
                                       return PayoutsDecided{};
                                     });
    ASSERT_TRUE(told) << told.error().message;
  }
  std::int64_t unsettled() { return balance("settlement_clearing:card"); }
  std::int64_t batch(const std::string& name = "B1") { return balance("settlement_clearing:card:" + name); }
};

/// Everything that was paid and came back.
Report whole() {
  return Report{}.add("payout", "po_0", -7'000).add("payout", "po_1", -7'000).add("payout_returned", "po_1", 7'000);
}

TEST(PspPayoutLines, SettleWhatWasPaidAndWhatCameBack) {
  FromBalance world;
  EXPECT_EQ(world.unsettled(), -7'000);
  world.import(whole());
  EXPECT_EQ(world.unsettled(), 0);
  EXPECT_EQ(world.batch(), -7'000);
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.count("select count(*) from settlement_line where verdict = 'matched' and settled"), 3);
  world.expect_books_prove();
}

TEST(PspPayoutLines, OfAnotherAmountCurrencyAccountOrSignAreBreaksAndBookNothing) {
  FromBalance world;
  world.import(early("B1", "payout", "po_0", -7'001));
  world.import(early("B2", "payout", "po_1", 7'000));
  auto dollars = early("B3", "payout_returned", "po_1", 7'000);
  dollars.currency = "USD";
  world.import(dollars);
  auto local = early("B4", "payout", "po_0", -7'000);
  local.account = "local";
  world.import(local);
  world.import(early("B5", "payout_returned", "po_0", 7'000));
  world.import(early("B6", "payout", "po_none", -7'000));
  for (const auto& found : world.breaks())
    EXPECT_EQ(found.type, "missing_in_ledger") << found.explanation;
  EXPECT_EQ(world.break_names().size(), 6u);
  EXPECT_EQ(world.unsettled(), -7'000);
  EXPECT_EQ(world.batch(), 0);
  world.expect_books_prove();
}

TEST(PspPayoutLines, ThatComeBeforeTheNewsWaitForIt) {
  FromBalance world;
  world.import(early("B1", "payout", "po_2", -7'000));
  EXPECT_EQ(world.only_break().type, "missing_in_ledger");
  EXPECT_NE(world.only_break().explanation.find("took 70.00 EUR for pay-out po_2"), std::string::npos);
  EXPECT_EQ(world.unsettled(), -7'000);
  world.tell_payout("wool", PayoutWord::Kind::paid, "po_2");
  world.age_breaks();
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.unsettled(), -7'000) << "that of po_0 is left";
  EXPECT_EQ(world.batch(), -7'000);
  world.expect_books_prove();
}

TEST(PspPayoutLines, OfOneThatFailedAfterItWasTakenOffComeInPairs) {
  FromBalance world;
  world.import(whole().add("payout", "po_2", -7'000));
  ASSERT_EQ(world.only_break().psp_reference, "po_2");
  world.tell_payout("wool", PayoutWord::Kind::failed, "po_2");
  world.age_breaks();
  EXPECT_EQ(world.unsettled(), 7'000) << "the PSP owes it";
  Report next{.batch = "B2"};
  next.lines.push_back({"reserve_held", "rsv", -1, 0, "", "", later});
  world.import(next);
  EXPECT_EQ(world.break_names(), std::vector<std::string>{"timing:po_2"});
  world.import(Report{.batch = "B3"}.add("payout_failed", "po_2", 7'000));
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.unsettled(), 0);
  world.expect_books_prove();
}

TEST(PspPayoutLines, ComeBackOnceByWhicheverKind) {
  FromBalance world;
  world.import(whole().add("payout_failed", "po_1", 7'000));
  EXPECT_EQ(world.break_names(), std::vector<std::string>{"duplicate_at_psp:po_1"});
  world.import(Report{.batch = "B2"}.add("payout_failed", "po_1", 7'000).add("payout", "po_0", -7'000));
  EXPECT_EQ(world.break_names(), (std::vector<std::string>{"duplicate_at_psp:po_0", "duplicate_at_psp:po_1",
                                                           "duplicate_at_psp:po_1"}));
  EXPECT_EQ(world.unsettled(), 0);
  world.expect_books_prove();
}

TEST(PspPayoutLines, ThatNoFileBringsAreMissedUntilOneDoes) {
  FromBalance world;
  Report without{};
  without.add("payout", "po_1", -7'000).add("payout_returned", "po_1", 7'000);
  without.lines.push_back({"reserve_held", "rsv", -1, 0, "", "", later});
  world.import(without);
  const auto missed = world.only_break();
  EXPECT_EQ(missed.type, "timing");
  EXPECT_EQ(missed.psp_reference, "po_0");
  EXPECT_EQ(missed.ledger_amount.minor, -7'000);
  EXPECT_EQ(missed.seller, "jade");
  world.import(Report{.batch = "B2"}.add("payout", "po_0", -7'000));
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.unsettled(), 0);
  world.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
