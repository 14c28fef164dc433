// What time and later news explain by themselves.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

Report report_of(const Shop::Sale& sale, const std::string& batch) {
  Report report{.batch = batch};
  return report.add("capture", World::capture_of(sale), 10'000, 290);
}

TEST(Healing, ALaterFileThatBringsTheLineHealsTheBreakInEitherAge) {
  for (const bool past_due : {false, true}) {
    World world;
    const auto absent = world.paid({"100.00"});
    const auto present = world.paid({"100.00"});
    world.import(report_of(present, "B1"));
    ASSERT_EQ(world.break_names().size(), 1u);
    if (past_due) {
      world.shop.clock.advance(std::chrono::hours(80));
      world.age_breaks();
      EXPECT_EQ(world.only_break().type, "missing_at_psp");
    }
    world.import(report_of(absent, "B2"));
    EXPECT_TRUE(world.break_names().empty());
    const auto all = world.breaks(false);
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all.front().state, "healed");
    EXPECT_NE(all.front().explanation.find("B2"), std::string::npos);
    EXPECT_EQ(world.balance("psp_receivable:card"), 0);
    world.expect_books_prove();
  }
}

TEST(Healing, ALaterFileThatBringsAnotherAmountReplacesTheBreak) {
  World world;
  const auto absent = world.paid({"100.00"});
  const auto present = world.paid({"100.00"});
  world.import(report_of(present, "B1"));
  auto later = report_of(absent, "B2");
  later.lines.back() = {"capture", World::capture_of(absent), 9'999, World::fee(9'999), "", ""};
  world.import(later);
  EXPECT_EQ(world.only_break().type, "amount_mismatch");
}

TEST(Healing, ALineThatCameBeforeItsNewsIsSettledOnceTheyCome) {
  World world;
  const auto sale = world.shop.order({"100.00"});
  world.import(report_of(sale, "B1"));
  EXPECT_EQ(world.only_break().type, "missing_in_ledger");
  world.shop.capture(sale);
  world.age_breaks();
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.breaks(false).front().state, "healed");
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 9'710);
  EXPECT_EQ(world.pending("seller-a"), 0);
  EXPECT_EQ(world.reconciliation.list_runs({})->rows.front().matched, 1);
  world.expect_books_prove();
}

TEST(Healing, NewsWithAnotherAmountTurnTheBreakIntoWhatItIs) {
  World world;
  const auto sale = world.shop.order({"90.00"});
  world.import(report_of(sale, "B1"));
  world.shop.capture(sale);
  world.age_breaks();
  EXPECT_EQ(world.only_break().type, "amount_mismatch");
  EXPECT_EQ(world.breaks(false).size(), 2u) << "the first one is healed";
}

TEST(Healing, AProposedResolutionIsOvertakenByTheLateFile) {
  World world;
  const auto absent = world.paid({"100.00"});
  const auto present = world.paid({"100.00"});
  world.import(report_of(present, "B1"));
  world.shop.clock.advance(std::chrono::hours(80));
  world.age_breaks();
  const auto found = world.only_break();
  ASSERT_EQ(world.resolve(found, "write_off")->state, "proposed") << "100.00 is above the limit";
  world.import(report_of(absent, "B2"));
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_FALSE(world.decide(world.ben, found, true)) << "there is nothing left to decide";
  EXPECT_EQ(world.balance("recon_writeoff:"), 0);
  world.expect_books_prove();
}

TEST(Healing, NewsOfALineTakenIntoSuspenseClearIt) {
  World world;
  const auto sale = world.shop.order({"10.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 1'000, 29);
  world.import(report);
  ASSERT_EQ(world.resolve(world.only_break(), "create_missing")->state, "resolved");
  EXPECT_EQ(world.balance("recon_suspense:"), -1'000);
  world.shop.capture(sale);
  world.age_breaks();
  EXPECT_EQ(world.balance("recon_suspense:"), 0);
  EXPECT_EQ(world.balance("psp_receivable:card"), 0);
  EXPECT_EQ(world.pending("seller-a"), 0);
  EXPECT_EQ(world.shop.detail(sale).orders.front().status, "settled");
  world.expect_books_prove();
}

TEST(Healing, AWaitEndsByItself) {
  World world;
  Report report;
  report.add("capture", "cap_x", 1'000, 29);
  world.import(report);
  const auto found = world.only_break();
  EXPECT_EQ(world.resolve(found, "carry_forward")->state, "waiting");
  world.age_breaks();
  EXPECT_EQ(world.only_break().state, "waiting");
  world.shop.clock.advance(std::chrono::hours(24 * 3));
  world.age_breaks();
  EXPECT_EQ(world.only_break().state, "open");
  EXPECT_EQ(world.resolve(found, "raise_with_psp")->state, "waiting");
  world.shop.clock.advance(std::chrono::hours(24 * 30));
  world.age_breaks();
  EXPECT_EQ(world.only_break().state, "waiting") << "until the PSP answers";
}

} // namespace
} // namespace paydesk::test
