// Statements of real banks and of a well-known library's tests.
#include <gtest/gtest.h>

#include "files.h"
#include "statements/camt053/camt053.h"
#include "statements/recognise.h"

namespace paydesk::statements {
namespace {

std::string sample(const std::string& name) { return test::read_file(PAYDESK_SAMPLES "/" + name); }

TEST(Camt053Samples, NordeasStatementIsRead) {
  const auto file = parse_camt053(sample("isojs-nordea-example_camt.xml"));
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  const auto& statement = file->statements.front();
  EXPECT_EQ(statement.currency.code(), "EUR");
  EXPECT_EQ(statement.opening, 20050);
  EXPECT_EQ(statement.closing, 880050);
  ASSERT_EQ(statement.entries.size(), 6u);
  EXPECT_EQ(statement.entries[0].amount, 1'000'000);
  EXPECT_EQ(statement.entries[2].amount, -70050);
  EXPECT_EQ(statement.entries[0].bank_reference, "1905082588CEAA0001");
  EXPECT_EQ(statement.difference, 0);
}

TEST(Camt053Samples, SeveralStatementsAreRead) {
  const auto file = parse_camt053(sample("genkgo-camt053.v2.multi.statement.xml"));
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  EXPECT_GT(file->statements.size(), 1u);
  EXPECT_EQ(file->statements[0].account, "NL26VAYB8060476890");
  EXPECT_EQ(file->statements[0].entries[0].amount, 885);
  EXPECT_EQ(file->statements[0].difference, 0);
}

TEST(Camt053Samples, EveryKindOfBalanceMayBeThere) {
  const auto file = parse_camt053(sample("genkgo-camt053.v2.all-balance-types.xml"));
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  EXPECT_EQ(file->statements[0].opening, 101);
  EXPECT_EQ(file->statements[0].closing, 404);
}

TEST(Camt053Samples, AMessageWithoutStatementIsRefused) {
  const auto file = parse_camt053(sample("genkgo-camt053.v2.wrong.xml"));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().field, "line 3, BkToCstmrStmt/Stmt");
}

TEST(Camt053Samples, BalancesInSeveralCurrenciesAreRefusedWithTheLine) {
  const auto file = parse_camt053(sample("genkgo-camt053.v8.xml"));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().field, "line 74, Bal/Amt") << file.error().message;
}

TEST(Camt053Samples, OtherMessagesAreNotTakenForStatements) {
  for (const auto* name :
       {"genkgo-camt054.v8-with-UETR.xml", "isojs-example-sepa_pain_001_v3_multiple_pmtinf.xml",
        "isojs-nordea-pain_002_v3_group_reject.xml", "mt940-jejik-abnamro.sta"}) {
    EXPECT_FALSE(recognise(sample(name))) << name;
    EXPECT_FALSE(parse_camt053(sample(name))) << name;
  }
}

} // namespace
} // namespace paydesk::statements
