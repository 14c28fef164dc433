// Above the limit two people decide, in the code and in the database.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

/// An unknown line of 100.00 EUR, twice the limit.
struct Proposed : World {
  Proposed() {
    Report report;
    import(report.add("capture", "cap_x", 10'000, 290));
    found = only_break();
  }
  /// Whether the database, as the daemon's role, refuses it.
  bool refuses(const std::string& statement) {
    const auto done = shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.exec_once(statement);
      return {};
    });
    return !done;
  }

  views::ReconBreak found;
};

TEST(SecondPerson, ALargeResolutionIsOnlyProposedAndPostsNothing) {
  Proposed world;
  const auto preview = world.reconciliation.preview({world.found.break_id, "create_missing", "", ""});
  EXPECT_TRUE(preview->needs_approval);
  EXPECT_NE(preview->approval_reason.find("100.00 EUR"), std::string::npos);
  const auto proposed = world.resolve(world.found, "create_missing");
  EXPECT_EQ(proposed->state, "proposed");
  EXPECT_EQ(proposed->proposed_by, "anna");
  EXPECT_EQ(proposed->proposed_resolution, "create_missing");
  EXPECT_EQ(world.count("select count(*) from ledger_entry"), 0);
}

TEST(SecondPerson, WhoProposedCannotDecideButAnotherCan) {
  Proposed world;
  ASSERT_TRUE(world.resolve(world.found, "create_missing"));
  EXPECT_EQ(world.decide(world.anna, world.found, true).error().code, ErrorCode::permission_denied);
  EXPECT_EQ(world.decide(world.anna, world.found, false).error().code, ErrorCode::permission_denied);
  EXPECT_EQ(world.decide(world.ben, world.found, true)->state, "resolved");
  EXPECT_EQ(world.balance("recon_suspense:"), -10'000);
  EXPECT_EQ(world.decide(world.ben, world.found, true).error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'recon.decide' and login = 'ben'"),
            1);
  world.expect_books_prove();
}

TEST(SecondPerson, ARefusalOpensTheBreakAgainAndTheRefuserMayPropose) {
  Proposed world;
  ASSERT_TRUE(world.resolve(world.found, "create_missing"));
  ASSERT_EQ(world.decide(world.ben, world.found, false)->state, "open");
  const auto by_ben = world.reconciliation.resolve(
      world.ben, {world.found.break_id, "create_missing", "it is ours", world.shop.ids.next().to_string()});
  ASSERT_TRUE(by_ben) << by_ben.error().message;
  EXPECT_EQ(by_ben->proposed_by, "ben");
  EXPECT_EQ(world.decide(world.anna, world.found, true)->state, "resolved");
}

TEST(SecondPerson, ACurrencyWithoutALimitAlwaysNeedsTwo) {
  EXPECT_TRUE(ReconciliationPolicy{}.needs_second(1, *Currency::find("CHF")));
  EXPECT_FALSE(ReconciliationPolicy{}.needs_second(50'000, *Currency::find("KRW")));
  EXPECT_TRUE(ReconciliationPolicy{}.needs_second(-50'001, *Currency::find("KRW")));
  EXPECT_FALSE(ReconciliationPolicy{}.needs_second(-5'000, *Currency::find("USD")));
}

TEST(SecondPerson, TheDatabaseRefusesToDoItAlone) {
  Proposed world;
  const auto where = " where break_id = '" + world.found.break_id + "'";
  const std::string anna = "'" + world.anna.principal_id.to_string() + "'";
  const std::string ben = "'" + world.ben.principal_id.to_string() + "'";
  EXPECT_TRUE(
      world.refuses("update recon_break set state = 'resolved', path = '{propose,approve}', reason = 'x', "
                    "proposer_id = " +
                    anna + where));
  EXPECT_TRUE(world.refuses("update recon_break set needs_second = false" + where));
  EXPECT_TRUE(world.refuses("update recon_break set state = 'resolved', path = '{approve}', reason = 'x', "
                            "proposer_id = " +
                            anna + ", decider_id = " + ben + where))
      << "the lifecycle has no such move";
  ASSERT_TRUE(world.resolve(world.found, "create_missing"));
  EXPECT_TRUE(world.refuses(
      "update recon_break set state = 'resolved', path = '{approve}', decider_id = " + anna + where));
  EXPECT_TRUE(world.refuses("update recon_break set state = 'resolved', path = '{approve}'" + where));
  EXPECT_TRUE(world.refuses("update recon_break set proposer_id = " + ben + where));
  EXPECT_TRUE(world.refuses("update recon_break set state = 'resolved', path = '{approve}', proposer_id = " +
                            ben + ", decider_id = " + anna + where));
  EXPECT_TRUE(world.refuses("delete from recon_break" + where));
  EXPECT_EQ(world.only_break().state, "proposed");
}

} // namespace
} // namespace paydesk::test
