// Every break type planted and found, and none that is false.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

using Names = std::vector<std::string>;

TEST(Matching, AReferenceTheLedgerDoesNotKnowIsMissingInTheLedger) {
  World world;
  Report report;
  report.add("capture", "cap_x", 10'000, 290);
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "missing_in_ledger");
  EXPECT_EQ(found.at_stake, (Money{10'000, *Currency::find("EUR")}));
  EXPECT_EQ(found.ledger_amount.currency, Currency{});
  EXPECT_EQ(found.line_no, 1);
  EXPECT_EQ(world.count("select count(*) from ledger_entry"), 0);
  world.expect_books_prove();
}

TEST(Matching, AnAmountThatDiffersIsFoundAndNothingIsPosted) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 9'900, World::fee(9'900));
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "amount_mismatch");
  EXPECT_EQ(found.at_stake.minor, -100);
  EXPECT_EQ(found.ledger_amount.minor, 10'000);
  EXPECT_EQ(found.file_amount.minor, 9'900);
  EXPECT_EQ(found.payment_id, sale.payment_id.to_string());
  EXPECT_EQ(found.seller, "seller-a");
  EXPECT_EQ(world.balance("psp_receivable:card"), 10'000);
  EXPECT_EQ(world.pending("seller-a"), 9'000);
  world.expect_books_prove();
}

TEST(Matching, ARefundOfTheWrongSignOrAmountIsAnAmountMismatch) {
  World world;
  const auto sale = world.paid({"100.00"});
  const auto refund = world.refunded(sale, "40.00");
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290).add("refund", refund, 4'000);
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "amount_mismatch");
  EXPECT_EQ(found.at_stake.minor, 8'000);
}

TEST(Matching, AFeeBeyondTheScheduleIsFoundAndOneMinorUnitIsTolerated) {
  World world;
  const auto good = world.paid({"100.00"});
  const auto near = world.paid({"100.00"});
  const auto bad = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(good), 10'000, 290)
      .add("capture", World::capture_of(near), 10'000, 291)
      .add("capture", World::capture_of(bad), 10'000, 292);
  world.import(report);
  EXPECT_EQ(world.break_names(), Names{"fee_mismatch:" + World::capture_of(bad)});
  EXPECT_EQ(world.only_break().at_stake.minor, -2);
  EXPECT_EQ(world.balance("psp_receivable:card"), 10'000) << "the mismatched line waits";
  world.expect_books_prove();
}

TEST(Matching, WithoutAScheduleFeesAreTakenAsTheyAre) {
  World world;
  const auto sale = world.shop.order({"100.00"}, "seller-a", "local");
  world.shop.capture(sale);
  Report report{.account = "local"};
  report.add("capture", World::capture_of(sale), 10'000, 4'000);
  world.import(report);
  EXPECT_TRUE(world.break_names().empty());
}

TEST(Matching, AnotherCurrencyIsFound) {
  World world;
  const auto sale = world.paid({"100.00"}, "seller-a", "USD");
  Report report;
  report.add("capture", World::capture_of(sale), 9'200, World::fee(9'200));
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "currency_mismatch");
  EXPECT_EQ(found.ledger_amount, (Money{10'000, *Currency::find("USD")}));
  EXPECT_EQ(found.file_amount, (Money{9'200, *Currency::find("EUR")}));
}

TEST(Matching, TheSameLineTwiceInAFileOrInALaterFileIsADuplicate) {
  World world;
  const auto sale = world.paid({"100.00"});
  const auto capture = World::capture_of(sale);
  Report report;
  report.add("capture", capture, 10'000, 290).add("capture", capture, 10'000, 290);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.matched, 1);
  EXPECT_EQ(world.break_names(), Names{"duplicate_at_psp:" + capture});
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 9'710);
  Report later{.batch = "B2", .date = "2026-11-17"};
  later.add("capture", capture, 10'000, 290);
  EXPECT_EQ(world.import(later).run.matched, 0);
  EXPECT_EQ(world.break_names(), (Names{"duplicate_at_psp:" + capture, "duplicate_at_psp:" + capture}));
  world.expect_books_prove();
}

TEST(Matching, ARefundWithTheReferenceOfACaptureIsNoDuplicate) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290).add("refund", World::capture_of(sale), -10'000);
  world.import(report);
  EXPECT_EQ(world.break_names(), Names{"missing_in_ledger:" + World::capture_of(sale)});
}

TEST(Matching, AKnownCheckoutWhoseCaptureHasNotComeIsAStatusMismatch) {
  World world;
  const auto sale = world.shop.order({"100.00"});
  News registered;
  registered.kind = News::Kind::registered;
  registered.token = "chk_1";
  registered.reference = "chk_1";
  world.shop.tell(sale, registered);
  Report report;
  report.add("capture", "cap_early", 10'000, 290);
  report.lines.back().checkout_id = "chk_1";
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "status_mismatch");
  EXPECT_EQ(found.payment_id, sale.payment_id.to_string());
}

TEST(Matching, WhatAFileShouldHaveBroughtIsTimingThenMissingAtThePsp) {
  World world;
  const auto absent = world.paid({"70.00"});
  const auto present = world.paid({"100.00"});
  const auto later = world.paid({"55.00"});
  Report report;
  report.add("capture", World::capture_of(present), 10'000, 290);
  report.lines.back().booked_at = format_instant(world.shop.clock.now() - std::chrono::seconds(6));
  world.import(report);
  EXPECT_EQ(world.break_names(), Names{"timing:" + World::capture_of(absent)})
      << "the later one is not due yet";
  const auto found = world.only_break();
  EXPECT_EQ(found.at_stake.minor, -7'000);
  EXPECT_EQ(found.payment_id, absent.payment_id.to_string());
  world.shop.clock.advance(std::chrono::hours(48));
  world.age_breaks();
  EXPECT_EQ(world.only_break().type, "timing") << "due on the 18th, and it is the 18th";
  world.shop.clock.advance(std::chrono::hours(24));
  world.age_breaks();
  EXPECT_EQ(world.only_break().type, "missing_at_psp");
  EXPECT_EQ(world.breaks(false).size(), 1u) << "it is the same break, grown older";
  world.expect_books_prove();
  (void)later;
}

TEST(Matching, AFileOfALaterDateFindsWhatIsPastDueAtOnce) {
  World world;
  const auto absent = world.paid({"70.00"});
  const auto present = world.paid({"100.00"});
  Report report{.date = "2026-11-20"};
  report.add("capture", World::capture_of(present), 10'000, 290);
  world.import(report);
  EXPECT_EQ(world.break_names(), Names{"missing_at_psp:" + World::capture_of(absent)});
}

TEST(Matching, TheMerchantReferenceMatchesWhereThePspUsesAnotherReference) {
  World world;
  const auto sale = world.shop.order({"100.00"});
  News captured;
  captured.kind = News::Kind::captured;
  captured.reference = "cap_of_answer";
  captured.merchant_reference = "order-7";
  captured.amount = 10'000;
  world.shop.tell(sale, captured);
  Report report;
  report.add("capture", "another_reference", 10'000, 290);
  report.lines.back().merchant_reference = "order-7";
  EXPECT_EQ(world.import(report).run.matched, 1);
  EXPECT_TRUE(world.break_names().empty());
  world.expect_books_prove();
}

TEST(Matching, AMissingLineThatLooksLikeAnAbsentFactIsSuggested) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", "cap_other", 10'000, 290);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.suggested, 1);
  for (const auto& found : world.breaks())
    if (found.type == "missing_in_ledger") {
      EXPECT_EQ(found.resolutions.front(), "match");
      EXPECT_NE(found.explanation.find(World::capture_of(sale)), std::string::npos);
      ASSERT_TRUE(world.resolve(found, "match")) << "below no threshold, so it is only proposed";
    }
}

TEST(Matching, AFaultlessFileHasNoBreaks) {
  World world;
  Report report;
  for (int i = 0; i < 20; ++i) {
    const auto sale = world.paid({"12.34", "5.67"}, "seller-" + std::to_string(i % 3));
    report.add("capture", World::capture_of(sale), 1'801, World::fee(1'801));
    if (i % 4 == 0) report.add("refund", world.refunded(sale, "2.00"), -200);
  }
  world.import(report);
  EXPECT_TRUE(world.breaks(false).empty());
  EXPECT_EQ(world.count("select coalesce(sum(abs(pending)), 0) from wallet"), 0);
  world.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
