#include "statements/recognise.h"

#include <gtest/gtest.h>

#include "files.h"
#include "statements/reader.h"

namespace paydesk::statements {
namespace {

using test::fixture;

TEST(Recognise, TellsASettlementReportAndABankStatementByTheirContent) {
  EXPECT_EQ(*recognise(fixture("settlement.csv")), Format::sandbox_csv);
  EXPECT_EQ(*recognise("\xEF\xBB\xBF" + fixture("settlement.csv")), Format::sandbox_csv);
  EXPECT_EQ(*recognise(fixture("statement.v02.xml")), Format::camt053);
  EXPECT_EQ(*recognise("\n  " + fixture("statement.v08.xml").substr(39)), Format::camt053);
}

TEST(Recognise, NamesWhatSomethingElseSeemsToBe) {
  const auto other = recognise("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"/>");
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("camt.054"), std::string::npos);
  EXPECT_EQ(other.error().field, "content");
  EXPECT_FALSE(recognise("<html></html>"));
  EXPECT_FALSE(recognise(""));
  EXPECT_FALSE(recognise(" \r\n "));
  EXPECT_FALSE(recognise("a,b,c\n1,2,3\n"));
  EXPECT_FALSE(recognise(std::string(1000, '\0')));
}

TEST(Reader, ReadsEitherFormat) {
  const FileReader reader;
  const auto report = reader.read(fixture("settlement.csv"));
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->format, "sandbox_csv");
  EXPECT_TRUE(std::holds_alternative<SettlementFile>(report->content));
  const auto statement = reader.read(fixture("statement.v02.xml"));
  ASSERT_TRUE(statement) << statement.error().message;
  EXPECT_EQ(statement->format, "camt053");
  EXPECT_TRUE(std::holds_alternative<BankFile>(statement->content));
}

TEST(Reader, RefusesMoreThan64MiB) {
  const auto read = FileReader().read(std::string(FileReader::max_file_bytes + 1, ' '));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().field, "content");
}

} // namespace
} // namespace paydesk::statements
