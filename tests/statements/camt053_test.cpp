#include "statements/camt053/camt053.h"

#include <gtest/gtest.h>

#include "files.h"

namespace paydesk::statements {
namespace {

using test::fixture;
using test::with;

TEST(Camt053, ReadsTheSandboxStatement) {
  const auto file = parse_camt053(fixture("statement.v02.xml"));
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  ASSERT_EQ(file->statements.size(), 1u);
  const auto& statement = file->statements.front();
  EXPECT_EQ(statement.account, "SANDBOX-BANK-EUR");
  EXPECT_EQ(statement.currency.code(), "EUR");
  EXPECT_EQ(statement.opening, 1000);
  EXPECT_EQ(statement.closing, 4210);
  EXPECT_EQ(statement.difference, 0);
  EXPECT_EQ(statement.last_date, "2026-11-16");
  ASSERT_EQ(statement.entries.size(), 1u);
  const auto& entry = statement.entries.front();
  EXPECT_EQ(entry.amount, 3210);
  EXPECT_FALSE(entry.reversal);
  EXPECT_EQ(entry.booking_date, "2026-11-16");
  EXPECT_EQ(entry.value_date, "2026-11-17");
  EXPECT_EQ(entry.bank_reference, "set_1");
  EXPECT_EQ(entry.end_to_end_id, "B2026-11-16-EUR-1");
  EXPECT_EQ(entry.remittance, "card B2026-11-16-EUR-1");
  EXPECT_TRUE(statement.warnings.empty());
}

TEST(Camt053, ReadsSeveralStatementsAndCutsABulkEntryIntoItsPayments) {
  const auto file = parse_camt053(fixture("statement.v08.xml"));
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  ASSERT_EQ(file->statements.size(), 2u);
  const auto& first = file->statements[0];
  EXPECT_EQ(first.account, "DE02120300000000202051");
  EXPECT_EQ(first.opening, -500);
  EXPECT_EQ(first.closing, 11450);
  EXPECT_EQ(first.difference, 0);
  ASSERT_EQ(first.entries.size(), 3u);
  EXPECT_EQ(first.entries[0].amount, 10000);
  EXPECT_EQ(first.entries[0].end_to_end_id, "B-1");
  EXPECT_EQ(first.entries[1].amount, 3000);
  EXPECT_EQ(first.entries[1].end_to_end_id, "B-2");
  EXPECT_NE(first.entries[0].bank_reference, first.entries[1].bank_reference);
  EXPECT_EQ(first.entries[2].amount, -1050);
  EXPECT_TRUE(first.entries[2].reversal);
  EXPECT_EQ(first.entries[2].charges, 50);
  EXPECT_EQ(first.entries[2].end_to_end_id, "");
  EXPECT_EQ(first.entries[2].remittance, "one two");
  ASSERT_EQ(first.warnings.size(), 1u) << "the entry that is not booked yet";
}

TEST(Camt053, ReadsWhyAPaymentCameBack) {
  const auto told = [](const std::string& inside) {
    const auto file = parse_camt053(with(fixture("statement.v02.xml"), "</TxDtls>", "<RtrInf>" + inside + "</RtrInf></TxDtls>"));
    EXPECT_TRUE(file) << file.error().field << ": " << file.error().message;
    return std::pair(file->statements[0].entries.at(0).return_code, file->statements[0].entries[0].return_reason);
  };
  using Told = std::pair<std::string, std::string>;
  EXPECT_EQ(told("<Rsn><Cd>AC04</Cd></Rsn>"), Told("AC04", "AC04"));
  EXPECT_EQ(told("<Rsn><Cd> AC04 </Cd></Rsn><AddtlInf>closed</AddtlInf><AddtlInf>in May</AddtlInf>"),
            Told("AC04", "AC04, closed, in May"));
  EXPECT_EQ(told("<Rsn><Prtry>K-17</Prtry></Rsn>"), Told("", "K-17"));
  EXPECT_EQ(told("<AddtlInf>unknown</AddtlInf>"), Told("", "unknown"));
  EXPECT_EQ(told(""), Told("", ""));
}

TEST(Camt053, CutsAReasonThatIsTooLong) {
  const auto file = parse_camt053(with(fixture("statement.v02.xml"), "</TxDtls>",
                                       "<RtrInf><Rsn><Cd>" + std::string(9'000, 'A') + "</Cd></Rsn><AddtlInf>" +
                                           std::string(9'000, 'b') + "</AddtlInf></RtrInf></TxDtls>"));
  ASSERT_TRUE(file);
  const auto& entry = file->statements[0].entries.at(0);
  EXPECT_EQ(entry.return_code.size(), 35u);
  EXPECT_EQ(entry.return_reason.size(), 300u);
  EXPECT_EQ(file->statements[0].warnings.size(), 2u);
}

TEST(Camt053, UsesBalancesOfOneKindAndSaysByHowMuchAStatementDoesNotFoot) {
  const auto file = parse_camt053(fixture("statement.v08.xml"));
  ASSERT_TRUE(file);
  const auto& second = file->statements[1];
  EXPECT_EQ(second.currency.code(), "JPY");
  EXPECT_EQ(second.closing, 1000);
  EXPECT_EQ(second.difference, 10);
  EXPECT_EQ(second.entries[0].booking_date, "2026-11-18") << "the value date, for want of a booking date";
  EXPECT_EQ(second.warnings.size(), 1u) << "zeros beyond the currency's digits";
}

TEST(Camt053, WarnsWhenThereIsNoPairOfBalances) {
  const auto file = parse_camt053(with(fixture("statement.v02.xml"), "<Cd>OPBD</Cd>", "<Cd>OPAV</Cd>"));
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->statements[0].closing.has_value());
  EXPECT_EQ(file->statements[0].difference, 0);
  EXPECT_EQ(file->statements[0].warnings.size(), 1u);
}

TEST(Camt053, ReadsVersion04AndRefusesVersionsItDoesNotKnow) {
  const auto text = fixture("statement.v02.xml");
  EXPECT_TRUE(parse_camt053(with(text, "camt.053.001.02", "camt.053.001.04")));
  const auto other = parse_camt053(with(text, "camt.053.001.02", "camt.053.001.99"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().field, "line 2, Document");
}

} // namespace
} // namespace paydesk::statements
