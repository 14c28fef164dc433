// What resolving posts.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

using Names = std::vector<std::string>;

/// "account debit credit" a line.
Names lines_of(const views::ResolutionPreview& preview) {
  Names lines;
  for (const auto& line : preview.postings)
    lines.push_back(line.account + " " + std::to_string(line.debit.minor) + " " +
                    std::to_string(line.credit.minor));
  return lines;
}

TEST(Resolutions, TheEffectOfWaitingSpeaksOfOneDayAndOfMany) {
  World world;
  Report report;
  report.add("capture", "cap_unknown", 1'000, 29);
  world.import(report);
  const auto found = world.only_break();
  const auto effect = [&](int days) {
    world.terms.by_account["card"].settlement_delay_days = days;
    return world.reconciliation.preview({found.break_id, "carry_forward", "", ""})->effect;
  };
  EXPECT_EQ(effect(1), "Nothing is posted; the break waits 1 day for a later file.");
  EXPECT_EQ(effect(3), "Nothing is posted; the break waits 3 days for a later file.");
}

TEST(Resolutions, AnAmountMismatchIsSettledAndTheRestWrittenOff) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 9'900, 287);
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(found.resolutions, (Names{"write_off", "carry_forward", "raise_with_psp"}));
  const auto preview = world.reconciliation.preview({found.break_id, "write_off", "", ""});
  ASSERT_TRUE(preview);
  EXPECT_EQ(lines_of(*preview),
            (Names{"settlement_clearing:card:B1 9613 0", "psp_fees 287 0", "psp_receivable:card 0 9900",
                   "recon_writeoff 100 0", "psp_receivable:card 0 100"}));
  EXPECT_FALSE(preview->needs_approval);
  EXPECT_EQ(world.balance("psp_fees:"), 0) << "a preview posts nothing";
  const auto payable = world.balance("seller_payable:seller-a");
  const auto resolved = world.resolve(found, "write_off", "a cent too few");
  ASSERT_TRUE(resolved) << resolved.error().message;
  EXPECT_EQ(resolved->state, "resolved");
  EXPECT_EQ(resolved->reason, "a cent too few");
  EXPECT_TRUE(resolved->resolutions.empty());
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.balance("recon_writeoff:"), 100);
  EXPECT_EQ(world.balance("seller_payable:seller-a"), payable) << "the seller never bears it";
  EXPECT_EQ(world.pending("seller-a"), 0);
  EXPECT_EQ(world.shop.detail(sale).orders.front().status, "settled");
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'recon.resolve'"), 1);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'recon.break'"), 2)
      << "opened and resolved";
  world.expect_books_prove();
}

TEST(Resolutions, ARefundsDifferenceIsMirrored) {
  World world;
  const auto sale = world.paid({"100.00"});
  const auto refund = world.refunded(sale, "40.00");
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290).add("refund", refund, -4'001);
  world.import(report);
  ASSERT_TRUE(world.resolve(world.only_break(), "write_off"));
  EXPECT_EQ(world.balance("recon_writeoff:"), 1);
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.pending("seller-a"), 0);
  world.expect_books_prove();
}

TEST(Resolutions, AcceptingAFeeSettlesTheLineAsTheFileSays) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 400);
  world.import(report);
  ASSERT_EQ(world.resolve(world.only_break(), "accept_fee")->state, "resolved");
  EXPECT_EQ(world.balance("psp_fees:"), 400);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 9'600);
  EXPECT_EQ(world.pending("seller-a"), 0);
  world.expect_books_prove();
}

TEST(Resolutions, AnUnknownLineGoesToSuspenseAndADuplicateIsOwedToThePsp) {
  World world;
  const auto sale = world.paid({"10.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 1'000, 29)
      .add("capture", World::capture_of(sale), 1'000, 29)
      .add("capture", "cap_x", 700, 20);
  world.import(report);
  for (const auto& found : world.breaks())
    ASSERT_TRUE(
        world.resolve(found, found.type == "duplicate_at_psp" ? "refund_duplicate" : "create_missing"));
  EXPECT_EQ(world.balance("recon_suspense:"), -700);
  EXPECT_EQ(world.balance("psp_payable:card"), -1'000);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), report.net());
  world.import(Statement{.entries = {{report.net(), "B1"}}});
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 0);
  EXPECT_EQ(world.reconciliation.list_runs({})->rows.front().state, "closed");
  world.expect_books_prove();
}

TEST(Resolutions, WhatThePspNeverSettledIsWrittenOffButTheSellerKeepsTheClaim) {
  World world;
  const auto absent = world.paid({"30.00"});
  const auto present = world.paid({"100.00"}, "seller-b");
  Report report{.date = "2026-11-20"};
  report.add("capture", World::capture_of(present), 10'000, 290);
  world.import(report);
  ASSERT_EQ(world.resolve(world.only_break(), "write_off")->state, "resolved");
  EXPECT_EQ(world.balance("recon_writeoff:"), 3'000);
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.balance("seller_payable:seller-a"), -2'700);
  EXPECT_EQ(world.pending("seller-a"), 0);
  world.expect_books_prove();
  Report late{.batch = "B2"};
  late.add("capture", World::capture_of(absent), 3'000, World::fee(3'000));
  world.import(late);
  EXPECT_EQ(world.only_break().type, "duplicate_at_psp")
      << "it was given up; the money is looked at by a person";
}

TEST(Resolutions, AnotherCurrencyIsMatchedThroughTheExchangeAccount) {
  World world;
  const auto sale = world.paid({"30.00"}, "seller-a", "USD");
  Report report;
  report.add("capture", World::capture_of(sale), 2'760, 80);
  world.import(report);
  ASSERT_EQ(world.resolve(world.only_break(), "match")->state, "resolved");
  EXPECT_EQ(world.balance("psp_receivable:card", "USD"), 0);
  EXPECT_EQ(world.balance("fx_clearing:", "USD"), 3'000);
  EXPECT_EQ(world.balance("fx_clearing:", "EUR"), -2'760);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 2'680);
  EXPECT_EQ(world.pending("seller-a", "USD"), 0);
  world.expect_books_prove();
}

TEST(Resolutions, ASuggestionIsMatchedAndItsTimingBreakHeals) {
  World world;
  const auto sale = world.paid({"10.00"});
  const auto other = world.paid({"20.00"});
  Report report;
  report.add("capture", "cap_other", 1'000, 29).add("capture", World::capture_of(other), 2'000, 58);
  world.import(report);
  ASSERT_EQ(world.breaks().size(), 2u);
  for (const auto& found : world.breaks())
    if (found.type == "missing_in_ledger") {
      ASSERT_TRUE(world.resolve(found, "match"));
    }
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.shop.detail(sale).orders.front().status, "settled");
  world.expect_books_prove();
}

TEST(Resolutions, OnlyWhatATypeOffersCanBeDoneAndAReasonIsNeeded) {
  World world;
  Report report;
  report.add("capture", "cap_x", 1'000, 29);
  world.import(report);
  const auto found = world.only_break();
  for (const auto* wrong : {"write_off", "match", "accept_fee", "reverse_posting", "nonsense", ""})
    EXPECT_EQ(world.resolve(found, wrong).error().code, ErrorCode::failed_precondition) << wrong;
  EXPECT_EQ(world.resolve(found, "create_missing", "  ").error().field, "reason");
  EXPECT_EQ(world.resolve(found, "create_missing", std::string(1'001, 'x')).error().field, "reason");
  EXPECT_EQ(world.reconciliation.preview({found.break_id, "match", "", ""}).error().code,
            ErrorCode::failed_precondition);
  auto none = found;
  none.break_id = world.shop.ids.next().to_string();
  EXPECT_EQ(world.resolve(none, "create_missing").error().code, ErrorCode::not_found);
  EXPECT_EQ(world.only_break().state, "open");
}

TEST(Resolutions, TheSameKeyDoesItOnceAndNothingElse) {
  World world;
  Report report;
  report.add("capture", "cap_x", 1'000, 29);
  world.import(report);
  const auto key = world.shop.ids.next().to_string();
  const auto found = world.only_break();
  const views::ResolveRequest request{found.break_id, "create_missing", "known to be ours", key};
  ASSERT_EQ(world.reconciliation.resolve(world.anna, request)->state, "resolved");
  const auto entries = world.count("select count(*) from ledger_entry");
  EXPECT_EQ(world.reconciliation.resolve(world.anna, request)->state, "resolved");
  EXPECT_EQ(world.count("select count(*) from ledger_entry"), entries);
  auto other = request;
  other.reason = "another";
  EXPECT_EQ(world.reconciliation.resolve(world.anna, other).error().code, ErrorCode::already_exists);
  EXPECT_EQ(world.resolve(found, "create_missing").error().code, ErrorCode::failed_precondition)
      << "done already";
}

} // namespace
} // namespace paydesk::test
