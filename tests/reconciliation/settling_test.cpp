#include <algorithm>
#include <random>

#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

TEST(Settling, AMatchedCaptureMovesReceivableToClearingAndFeesAndEndsPending) {
  World world;
  const auto sale = world.paid({"100.00"});
  EXPECT_EQ(world.pending("seller-a"), 9000);
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.matched, 1);
  EXPECT_EQ(imported.run.breaks_total, 0);
  EXPECT_EQ(imported.run.ledger_total.minor, 10'000);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 9710);
  EXPECT_EQ(world.balance("psp_fees:"), 290);
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.pending("seller-a"), 0);
  EXPECT_EQ(world.shop.detail(sale).orders.front().status, "settled");
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'order.settled'"), 1);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'recon.run'"), 1);
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'recon.import' and login = 'anna'"),
            1);
  world.expect_books_prove();
}

TEST(Settling, AChargesCaptureIsSharedOverItsOrders) {
  World world;
  const auto sale = world.paid({"0.01", "33.33", "66.67"});
  Report report;
  report.add("capture", World::capture_of(sale), 10'001, World::fee(10'001));
  world.import(report);
  for (const auto& order : world.shop.detail(sale).orders) {
    EXPECT_EQ(order.settled, order.captured);
    EXPECT_EQ(order.status, "settled");
  }
  EXPECT_EQ(world.count("select coalesce(sum(abs(pending)), 0) from wallet"), 0);
  world.expect_books_prove();
}

// The PSP has paid 100.00 and will take 40.00 off a later batch: what is available is what is left, not what came.
TEST(Settling, ARefundThatWaitsForItsLineMakesNothingAvailable) {
  World world;
  const auto available = [&] {
    return world.count("select balance - pending - reserved from wallet where seller = 'seller-a'");
  };
  const auto early = world.paid({"100.00"});
  world.import(Report("B1").add("capture", World::capture_of(early), 10'000, 290));
  EXPECT_EQ(available(), 9'000);
  const auto refund = world.refunded(early, "40.00");
  EXPECT_EQ(available(), 5'400);
  EXPECT_EQ(world.pending("seller-a"), 0);
  world.expect_books_prove();

  // What another charge has pending stays so, whichever of the lines comes first.
  const auto late = world.paid({"20.00", "10.00"});
  EXPECT_EQ(world.pending("seller-a"), 1'800);
  EXPECT_EQ(available(), 5'400);
  const auto returned = world.refunded(late, "5.00"); // its capture is not settled either
  EXPECT_EQ(world.pending("seller-a"), 1'350);
  EXPECT_EQ(available(), 5'400);
  world.import(Report("B2").add("refund", refund, -4'000).add("capture", World::capture_of(late), 3'000, 87));
  EXPECT_EQ(world.pending("seller-a"), 0);
  EXPECT_EQ(available(), 6'750);
  world.expect_books_prove();
  world.import(Report("B3").add("refund", returned, -500));
  EXPECT_EQ(available(), 6'750);
  EXPECT_EQ(world.count("select sum(abs(unsettled_share)) from payment_order"), 0);
  world.expect_books_prove();
}

TEST(Settling, RefundsDisputesAndTheirFeesAreMirrored) {
  World world;
  const auto sale = world.paid({"100.00"});
  const auto refund = world.refunded(sale, "40.00");
  const auto other = world.paid({"50.00"}, "seller-b");
  world.tell(other, News::Kind::dispute_withdrawn, "dsp_1", 5'000);
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290)
      .add("refund", refund, -4'000)
      .add("capture", World::capture_of(other), 5'000, 145)
      .add("dispute_withdrawn", "dsp_1", -5'000)
      .add("dispute_fee", "dsp_1", 0, 1'500);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.matched, 5);
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), report.net());
  EXPECT_EQ(world.balance("psp_fees:"), 290 + 145 + 1'500);
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.pending("seller-a"), 0);
  EXPECT_EQ(world.pending("seller-b"), 0);
  world.expect_books_prove();
}

TEST(Settling, EachWithdrawalOfADisputeIsSettledUnderItsOwnReference) {
  World world;
  const auto sale = world.paid({"50.00"});
  world.tell(sale, News::Kind::dispute_withdrawn, "dsp_1", 5'000);
  world.tell(sale, News::Kind::dispute_won, "dsp_1", 5'000);
  world.tell(sale, News::Kind::dispute_reinstated, "dsp_1", 5'000);
  world.tell(sale, News::Kind::dispute_reopened, "dsp_1", 5'000);
  News again;
  again.kind = News::Kind::dispute_withdrawn;
  again.reference = "dsp_1-2";
  again.subject = "dsp_1";
  again.amount = 5'000;
  world.shop.tell(sale, again);
  Report report;
  report.add("capture", World::capture_of(sale), 5'000, 145)
      .add("dispute_withdrawn", "dsp_1", -5'000)
      .add("dispute_fee", "dsp_1", 0, 1'500)
      .add("dispute_reinstated", "dsp_1", 5'000)
      .add("dispute_withdrawn", "dsp_1-2", -5'000);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.matched, 5);
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.balance("dispute_pending:card"), 5'000);
  EXPECT_EQ(world.balance("psp_fees:"), 145 + 1'500);
  world.expect_books_prove();
}

TEST(Settling, ACaptureThatWasTakenBackLeavesNothingButItsFee) {
  World world;
  const auto sale = world.paid({"60.00", "40.00"});
  Report first;
  first.add("capture", World::capture_of(sale), 10'000, 290);
  world.import(first);
  ASSERT_EQ(world.shop.detail(sale).orders.front().status, "settled");
  world.tell(sale, News::Kind::capture_reversed, World::capture_of(sale), 10'000);
  Report second{.batch = "B2"};
  second.add("capture_reversed", World::capture_of(sale), -10'000);
  EXPECT_EQ(world.import(second).run.matched, 1);
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.balance("psp_fees:"), 290);
  EXPECT_EQ(world.balance("settlement_clearing:card:B2"), -10'000);
  EXPECT_EQ(world.pending("seller-a"), 0);
  for (const auto& order : world.shop.detail(sale).orders) {
    EXPECT_EQ(order.status, "reversed");
    EXPECT_EQ(order.settled.minor, 0);
  }
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'order.settled'"), 2) << "not told a second time";
  world.expect_books_prove();
}

TEST(Settling, ALineOfACaptureTakenBackThatCameBeforeItsNewsHeals) {
  World world;
  const auto sale = world.paid({"50.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 5'000, 145)
      .add("capture_reversed", World::capture_of(sale), -5'000);
  world.import(report);
  ASSERT_EQ(world.break_names().size(), 1u);
  world.tell(sale, News::Kind::capture_reversed, World::capture_of(sale), 5'000);
  world.import(Report{.batch = "B2"}.add("capture", World::capture_of(world.paid({"1.00"})), 100, World::fee(100)));
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  world.expect_books_prove();
}

TEST(Settling, AFeeWithTaxInsideIsSplit) {
  World world;
  world.terms.by_account["local"].vat_included_bp = 1'000;
  const auto sale = world.shop.order({"99800"}, "seller-k", "local", "KRW");
  world.shop.capture(sale);
  Report report{.account = "local", .currency = "KRW"};
  report.add("capture", World::capture_of(sale), 99'800, 2'250);
  world.import(report);
  EXPECT_EQ(world.balance("psp_fees:", "KRW"), 2'045);
  EXPECT_EQ(world.balance("input_vat:", "KRW"), 205);
  EXPECT_EQ(world.balance("settlement_clearing:local:B1", "KRW"), 97'550);
}

TEST(Settling, TheSameFileAgainIsKnownAndChangesNothing) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290).add("capture", "cap_unknown", 700, 20);
  const auto first = world.import(report);
  const auto before =
      world.count("select count(*) from ledger_entry") + world.count("select count(*) from outbox") +
      world.count("select count(*) from recon_break") + world.count("select count(*) from history");
  const auto second = world.import(report);
  EXPECT_TRUE(second.already_known);
  EXPECT_EQ(second.run_id, first.run_id);
  EXPECT_EQ(before, world.count("select count(*) from ledger_entry") +
                        world.count("select count(*) from outbox") +
                        world.count("select count(*) from recon_break") +
                        world.count("select count(*) from history"));
}

TEST(Settling, AnotherFileOfTheSameBatchIsRefusedAndSaysWhatDiffers) {
  World world;
  Report report;
  report.add("capture", "cap_1", 700, 20);
  world.import(report);
  report.add("capture", "cap_2", 700, 20);
  const auto again = world.try_import(report.csv());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::already_exists);
  EXPECT_NE(again.error().message.find("13.60 EUR"), std::string::npos) << again.error().message;
  EXPECT_EQ(world.count("select count(*) from source_file"), 1);
}

/// Everything that reconciliation made of a file, without ids and line numbers.
std::string outcome(World& world) {
  std::string text;
  for (const auto& name : world.break_names())
    text += name + "\n";
  for (const auto* account : {"settlement_clearing:card:B1", "psp_fees:", "psp_receivable:card"})
    text += std::to_string(world.balance(account)) + "\n";
  return text +
         std::to_string(world.count("select count(*) from settlement_line where verdict = 'matched'")) + " " +
         std::to_string(world.count("select coalesce(sum(pending), 0) from wallet")) + " " +
         std::to_string(world.count("select coalesce(sum(at_stake * length(type)), 0) from recon_break"));
}

TEST(Settling, ShuffledLinesGiveTheSameResult) {
  std::string first;
  for (unsigned turn = 0; turn < 4; ++turn) {
    World world; // ids depend on a seed only, so every world has the same payments
    std::vector<Shop::Sale> sales;
    for (int i = 0; i < 8; ++i)
      sales.push_back(world.paid({"100.00", "33.33"}));
    Report report;
    for (std::size_t i = 1; i < sales.size(); ++i) // the first one is missing
      report.add("capture", World::capture_of(sales[i]), 13'333, World::fee(13'333));
    report.add("capture", World::capture_of(sales[1]), 13'333, World::fee(13'333)); // twice
    report.add("capture", World::capture_of(sales[2]), 13'000,
               World::fee(13'000)); // twice, the other one wrong
    report.lines[3].gross = 13'334;
    report.lines[4].fee += 100;
    report.add("capture", "cap_unknown", 500, World::fee(500));
    std::shuffle(report.lines.begin(), report.lines.end(), std::mt19937(turn));
    world.import(report);
    if (turn == 0) first = outcome(world);
    EXPECT_EQ(outcome(world), first);
    world.expect_books_prove();
  }
}

TEST(Settling, ThousandsOfLinesAreSettledInOneGo) {
  World world;
  constexpr int many = 5'000;
  world.paid_in_bulk(many);
  Report report;
  for (int i = 1; i <= many; ++i)
    report.add("capture", "cap_" + std::to_string(i), 1'000, 29);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.matched, many);
  EXPECT_EQ(imported.run.breaks_total, 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), report.net());
  world.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
