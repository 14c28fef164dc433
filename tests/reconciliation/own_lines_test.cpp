// Settlement lines of no payment that lack something, come in another order, or twice.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

bool says(const views::ReconBreak& found, const std::string& what) {
  return found.explanation.find(what) != std::string::npos;
}

TEST(OwnLines, AReleaseOfMoreThanIsHeldIsABreakUntilTheHoldComes) {
  World world;
  world.import(Report{}.add("reserve_held", "rsv_1", -500));
  world.import(Report{.batch = "B2"}.add("reserve_released", "rsv_1", 500).add("reserve_released", "rsv_2", 300));
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "missing_in_ledger");
  EXPECT_TRUE(says(found, "releases 3.00 EUR, more than it holds back")) << found.explanation;
  EXPECT_EQ(world.balance("psp_reserve:card"), 0);
  world.age_breaks();
  EXPECT_EQ(world.breaks(false).size(), 1u) << "looked at again, and still the same";
  world.import(Report{.batch = "B3"}.add("reserve_held", "rsv_2", -300));
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_TRUE(says(world.breaks(false).front(), "It has come since."));
  EXPECT_EQ(world.balance("psp_reserve:card"), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B2"), 800);
  world.expect_books_prove();
}

TEST(OwnLines, ABatchThatBeginsWithWhatNoOtherCarriedOutWaitsForIt) {
  World world;
  world.import(Report{.batch = "B2"}.add("carried_in", "B1", -1'790));
  EXPECT_TRUE(says(world.only_break(), "17.90 EUR carried over as B1")) << world.only_break().explanation;
  EXPECT_EQ(world.balance("settlement_clearing:card:B2"), 0) << "nothing is guessed";
  Report other{.batch = "B0"};
  world.import(other.add("reserve_held", "rsv_1", -1'789).add("carried_out", "B1", 1'789));
  EXPECT_EQ(world.break_names().size(), 1u) << "another amount is not it";
  world.expect_books_prove();
}

TEST(OwnLines, TheBatchThatCarriedOutMayComeAfterTheOneThatCarriesIn) {
  World world;
  world.import(Report{.batch = "B2"}.add("carried_in", "B1", -1'790));
  ASSERT_EQ(world.break_names().size(), 1u);
  world.import(Report{}.add("reserve_held", "rsv_1", -1'790).add("carried_out", "B1", 1'790));
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("settlement_clearing:card"), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B2"), -1'790);
  world.expect_books_prove();
}

TEST(OwnLines, ALineThatComesTwiceIsTheSecondTimeADuplicate) {
  World world;
  world.import(Report{}.add("reserve_held", "rsv_1", -500).add("reserve_held", "rsv_1", -500));
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "duplicate_at_psp");
  EXPECT_EQ(world.balance("psp_reserve:card"), 500);
  world.import(Report{.batch = "B2"}.add("reserve_held", "rsv_1", -500));
  EXPECT_EQ(world.break_names().size(), 2u);
  ASSERT_EQ(world.resolve(found, "refund_duplicate")->state, "resolved");
  EXPECT_EQ(world.balance("psp_payable:card"), 500) << "the PSP has to give it back";
  EXPECT_EQ(world.balance("psp_reserve:card"), 500);
  world.expect_books_prove();
}

TEST(OwnLines, ADepositIsGivenBackAtMostAsItCame) {
  World world;
  world.import(Report{}.add("deposit_excess", "dep_1", 700));
  world.import(Report{.batch = "B2"}.add("deposit_returned", "dep_1", -701).add("deposit_returned", "dep_2", -1));
  EXPECT_EQ(world.break_names(),
            (std::vector<std::string>{"missing_in_ledger:dep_1", "missing_in_ledger:dep_2"}));
  EXPECT_EQ(world.balance("buyer_payable:"), -700);
  world.expect_books_prove();
}

TEST(OwnLines, ALineOfTheWrongSignIsNotUnderstoodAndCanBeTakenIntoSuspense) {
  World world;
  world.import(Report{}.add("reserve_held", "rsv_1", 500));
  const auto found = world.only_break();
  EXPECT_TRUE(says(found, "has to be below zero, this one is 5.00 EUR")) << found.explanation;
  ASSERT_EQ(world.resolve(found, "create_missing")->state, "resolved");
  EXPECT_EQ(world.balance("recon_suspense:"), -500);
  EXPECT_EQ(world.balance("psp_reserve:card"), 0);
  world.age_breaks();
  EXPECT_EQ(world.balance("recon_suspense:"), -500);
  world.expect_books_prove();
}

TEST(OwnLines, AFeeThatNothingSaysIsAFeeMismatchThatCanBeAccepted) {
  World world;
  world.import(Report{}.add("reserve_held", "rsv_1", -500, 20));
  ASSERT_EQ(world.only_break().type, "fee_mismatch");
  ASSERT_EQ(world.resolve(world.only_break(), "accept_fee")->state, "resolved");
  EXPECT_EQ(world.balance("psp_reserve:card"), 500);
  EXPECT_EQ(world.balance("psp_fees:"), 20);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), -520);
  world.expect_books_prove();
}

TEST(OwnLines, OfAnotherAccountOrCurrencyIsNotTheSame) {
  World world;
  world.import(Report{}.add("reserve_held", "rsv_1", -500));
  world.import(Report{.batch = "K1", .currency = "USD"}.add("reserve_released", "rsv_1", 500));
  world.import(Report{.batch = "L1", .account = "local"}.add("reserve_released", "rsv_1", 500));
  EXPECT_EQ(world.break_names().size(), 2u);
  EXPECT_EQ(world.balance("psp_reserve:card"), 500);
  world.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
