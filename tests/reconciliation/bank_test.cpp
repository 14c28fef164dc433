// Batches against bank statements.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

/// A settled batch "B1" of one capture: gross 100.00, net 97.10.
struct Settled : World {
  Settled() {
    report.add("capture", capture_of(paid({"100.00"})), 10'000, 290);
    const auto imported = import(report);
    run_id = imported.run_id;
    message = imported.message;
  }
  views::ReconRun run() { return *reconciliation.get_run({run_id}); }
  std::int64_t clearing() { return balance("settlement_clearing:card:B1"); }
  std::int64_t bank() { return balance("bank:SANDBOX-BANK-EUR"); }

  Report report;
  std::string run_id, message;
};

TEST(Bank, APayoutThatNamesItsBatchClosesTheRun) {
  Settled world;
  EXPECT_EQ(world.run().state, "open");
  const auto imported = world.import(Statement{.entries = {{9'710, "card B1"}}});
  EXPECT_EQ(imported.run_id, "");
  EXPECT_EQ(imported.format, "camt053");
  EXPECT_EQ(world.clearing(), 0);
  EXPECT_EQ(world.bank(), 9'710);
  EXPECT_EQ(world.run().state, "closed");
  EXPECT_EQ(world.run().bank_amount.minor, 9'710);
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_TRUE(world.import(Statement{.entries = {{9'710, "card B1"}}}).already_known);
  world.expect_books_prove();
}

TEST(Bank, TheMessageSpeaksOfOneAndOfMany) {
  Settled world;
  EXPECT_EQ(world.message, "Batch B1 with 1 line imported.");
  EXPECT_EQ(world.import(Statement{.id = "S0"}).message, "1 bank statement with 0 entries imported.");
  EXPECT_EQ(world.import(Statement{.id = "S1", .entries = {{9'710, "card B1"}}}).message,
            "1 bank statement with 1 entry imported.");
  EXPECT_EQ(world.import(Statement{.id = "S2", .entries = {{1, "x"}, {2, "y"}}}).message,
            "1 bank statement with 2 entries imported.");
  EXPECT_EQ(world.import(Statement{.id = "S3", .entries = {{3, "z"}}, .closing_too_much = 5}).message,
            "1 bank statement with 1 entry imported. 1 does not foot and waits for a person to accept it.");
}

TEST(Bank, AStatementBeforeItsSettlementFileHealsWhenTheFileComes) {
  World world;
  const auto sale = world.paid({"100.00"});
  world.import(Statement{.entries = {{9'710, "card B1"}}});
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  EXPECT_EQ(world.balance("recon_suspense:"), -9'710);
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290);
  EXPECT_EQ(world.import(report).run.state, "closed");
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.balance("recon_suspense:"), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 0);
  EXPECT_EQ(world.balance("bank:SANDBOX-BANK-EUR"), 9'710);
  world.expect_books_prove();
}

TEST(Bank, AStatedChargeIsABankFee) {
  Settled world;
  world.import(Statement{.entries = {{9'660, "B1", 50}}});
  EXPECT_EQ(world.balance("bank_fees:"), 50);
  EXPECT_EQ(world.clearing(), 0);
  EXPECT_EQ(world.run().state, "closed");
  EXPECT_TRUE(world.break_names().empty());
}

TEST(Bank, AnotherAmountIsABatchTotalMismatchThatCanBeTakenAsAFee) {
  Settled world;
  world.import(Statement{.entries = {{9'660, "B1"}}});
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "batch_total_mismatch");
  EXPECT_EQ(found.at_stake.minor, -50);
  EXPECT_EQ(world.clearing(), 50);
  ASSERT_EQ(world.resolve(found, "accept_fee")->state, "resolved");
  EXPECT_EQ(world.balance("bank_fees:"), 50);
  EXPECT_EQ(world.clearing(), 0);
  EXPECT_EQ(world.run().state, "closed");
  world.expect_books_prove();
}

TEST(Bank, TheRestOfAPayoutInALaterEntryHealsTheMismatch) {
  Settled world;
  world.import(Statement{.entries = {{9'000, "B1"}}});
  EXPECT_EQ(world.only_break().type, "batch_total_mismatch");
  world.import(Statement{.id = "S2", .entries = {{710, "B1"}}, .opening = 9'000});
  EXPECT_TRUE(world.break_names().empty());
  EXPECT_EQ(world.clearing(), 0);
  world.expect_books_prove();
}

TEST(Bank, ABatchPaidTwiceIsABankAmountMismatchAndOwedBack) {
  Settled world;
  world.import(Statement{.entries = {{9'710, "B1"}}});
  world.import(Statement{.id = "S2", .entries = {{9'710, "B1"}}, .opening = 9'710});
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "bank_amount_mismatch");
  EXPECT_EQ(found.at_stake.minor, 9'710);
  EXPECT_EQ(world.run().state, "open");
  ASSERT_EQ(world.resolve(found, "refund_duplicate")->state, "proposed");
  ASSERT_EQ(world.decide(world.ben, found, true)->state, "resolved");
  EXPECT_EQ(world.balance("psp_payable:card"), -9'710);
  EXPECT_EQ(world.clearing(), 0);
  world.expect_books_prove();
}

TEST(Bank, ANegativeBatchIsDebited) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report first;
  first.add("capture", World::capture_of(sale), 10'000, 290);
  world.import(first);
  Report second{.batch = "B2"};
  second.add("refund", world.refunded(sale, "17.90"), -1'790);
  world.import(second);
  world.import(Statement{.entries = {{9'710, "B1"}, {-1'790, "B2"}}});
  EXPECT_EQ(world.balance("settlement_clearing:card:B2"), 0);
  EXPECT_EQ(world.balance("bank:SANDBOX-BANK-EUR"), 7'920);
  EXPECT_TRUE(world.break_names().empty());
}

TEST(Bank, OneEntryForSeveralBatchesIsSharedOut) {
  World world;
  for (const auto* batch : {"B1", "B2"}) {
    Report report{.batch = batch};
    world.import(report.add("capture", World::capture_of(world.paid({"100.00"})), 10'000, 290));
  }
  world.import(Statement{.entries = {{19'420, "B1, B2"}}});
  EXPECT_EQ(world.balance("settlement_clearing:card:B1"), 0);
  EXPECT_EQ(world.balance("settlement_clearing:card:B2"), 0);
  EXPECT_TRUE(world.break_names().empty());
  world.expect_books_prove();
}

TEST(Bank, ABatchThatIsOnNoStatementIsMissingAtTheBank) {
  Settled world;
  world.import(Statement{.date = "2026-11-19", .entries = {}});
  EXPECT_TRUE(world.break_names().empty()) << "three days are allowed";
  world.import(Statement{.id = "S2", .date = "2026-11-20", .entries = {}});
  EXPECT_EQ(world.only_break().type, "missing_at_bank");
  world.import(Statement{.id = "S3", .date = "2026-11-21", .entries = {}});
  EXPECT_EQ(world.break_names().size(), 1u) << "once is enough";
  world.import(Statement{.id = "S4", .date = "2026-11-22", .entries = {{9'710, "B1"}}});
  EXPECT_TRUE(world.break_names().empty());
  world.expect_books_prove();
}

TEST(Bank, AnUnexpectedEntryWaitsInSuspenseUntilItIsWrittenOff) {
  World world;
  world.import(Statement{.entries = {{123, "rent"}}});
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "unexpected_bank_entry");
  EXPECT_EQ(found.run_id, "");
  EXPECT_EQ(world.balance("bank:SANDBOX-BANK-EUR"), 123);
  ASSERT_EQ(world.resolve(found, "write_off")->state, "resolved");
  EXPECT_EQ(world.balance("recon_suspense:"), 0);
  EXPECT_EQ(world.balance("recon_writeoff:"), -123);
}

TEST(Bank, AStatementThatDoesNotFootIsHeldUntilSomebodyAcceptsIt) {
  Settled world;
  world.import(Statement{.entries = {{9'710, "B1"}}, .closing_too_much = 3});
  const auto found = world.only_break();
  EXPECT_EQ(found.type, "bank_amount_mismatch");
  EXPECT_EQ(found.at_stake.minor, 3);
  EXPECT_EQ(world.bank(), 0);
  ASSERT_EQ(world.resolve(found, "match")->state, "resolved");
  EXPECT_EQ(world.bank(), 9'710);
  EXPECT_EQ(world.clearing(), 0);
  world.expect_books_prove();
}

TEST(Bank, AnEntryToldByTwoStatementsIsBookedOnce) {
  Settled world;
  Statement statement{.entries = {{9'710, "B1"}}};
  world.import(statement);
  auto again = statement.xml();
  again.insert(again.find("<Stmt>"), "\n");
  ASSERT_TRUE(world.try_import(again));
  EXPECT_EQ(world.bank(), 9'710);
  EXPECT_TRUE(world.break_names().empty());
}

} // namespace
} // namespace paydesk::test
