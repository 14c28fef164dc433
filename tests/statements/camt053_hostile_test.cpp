#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>

#include "files.h"
#include "statements/camt053/camt053.h"

namespace paydesk::statements {
namespace {

using test::fixture;
using test::with;

void expect_place(const std::string& content, const std::string& place) {
  const auto file = parse_camt053(content);
  ASSERT_FALSE(file) << "it should have been refused at " << place;
  EXPECT_EQ(file.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(file.error().field, place) << file.error().message;
}

std::string with_doctype(const std::string& declaration) {
  return with(fixture("statement.v02.xml"), "<Document", declaration + "\n<Document");
}

TEST(Camt053Hostile, RefusesAnyDocumentTypeSoNoEntityIsEverExpanded) {
  expect_place(with_doctype("<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"), "line 2");
  expect_place(with_doctype("<!DOCTYPE Document SYSTEM \"http://127.0.0.1:1/x.dtd\">"), "line 2");
  std::string bomb = "<!DOCTYPE Document [<!ENTITY a0 \"lol\">";
  for (int i = 1; i < 30; ++i) {
    const auto name = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + name + name + name + name + "\">";
  }
  auto text = with_doctype(bomb + "]>");
  text = with(text, "card B2026", "&a29; B2026");
  const auto file = parse_camt053(text);
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("document type"), std::string::npos);
}

TEST(Camt053Hostile, RefusesUndeclaredEntities) {
  EXPECT_FALSE(parse_camt053(with(fixture("statement.v02.xml"), "card B2026", "&secret; B2026")));
}

TEST(Camt053Hostile, RefusesAFileThatIsCutOffAnywhere) {
  const auto text = fixture("statement.v02.xml");
  for (std::size_t size = 0; size < text.rfind("</Document>") + 10; size += 7)
    EXPECT_FALSE(parse_camt053(text.substr(0, size))) << "cut off after " << size << " bytes";
}

TEST(Camt053Hostile, RefusesNulBytesBadUtf8AndDeepNesting) {
  const auto text = fixture("statement.v02.xml");
  EXPECT_FALSE(parse_camt053(with(text, "card B2026", std::string("ca\0rd", 5))));
  EXPECT_FALSE(parse_camt053(with(text, "card B2026", "\xFF\xFE")));
  std::string deep;
  for (int i = 0; i < 100'000; ++i)
    deep += "<x>";
  EXPECT_FALSE(parse_camt053(with(text, "<GrpHdr>", deep + "<GrpHdr>")));
}

TEST(Camt053Hostile, CutsAHugeRemittanceTextWithAWarning) {
  std::string huge;
  while (huge.size() < 5 * 1024 * 1024)
    huge += "\u20AC";
  const auto file = parse_camt053(with(fixture("statement.v02.xml"), "card B2026", huge));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->statements[0].entries[0].remittance.size(), 4095u) << "whole characters only";
  EXPECT_EQ(file->statements[0].warnings.size(), 1u);
}

TEST(Camt053Hostile, NamesTheLineOfAnAmountSignDateOrCurrencyThatIsNotClear) {
  const auto text = fixture("statement.v02.xml");
  expect_place(with(text, ">32.10<", ">32.105<"), "line 8, Amt");
  expect_place(with(text, ">32.10<", ">-32.10<"), "line 8, Amt");
  expect_place(with(text, ">32.10<", "><"), "line 8, Amt");
  expect_place(with(text, "<Amt Ccy=\"EUR\">32.10", "<Amt>32.10"), "line 8, Amt");
  expect_place(with(text, "<Amt Ccy=\"EUR\">32.10", "<Amt Ccy=\"USD\">32.10"), "line 8, Ntry/Amt");
  expect_place(with(text, "32.10</Amt><CdtDbtInd>CRDT", "32.10</Amt><CdtDbtInd>PLUS"),
               "line 8, Ntry/CdtDbtInd");
  expect_place(with(text, "<BookgDt><Dt>2026-11-16", "<BookgDt><Dt>2026-13-16"), "line 9, BookgDt");
  expect_place(with(text, "<Amt Ccy=\"EUR\">42.10", "<Amt Ccy=\"SEK\">42.10"), "line 7, Bal/Amt");
  expect_place(with(text, "<Acct>", "<Akkount>") + "", "line 5");
}

TEST(Camt053Hostile, RefusesAMessageWithoutStatementOrAccount) {
  const auto text = fixture("statement.v02.xml");
  const auto begin = text.find("<Stmt>");
  const auto end = text.find("</Stmt>") + 7;
  expect_place(text.substr(0, begin) + text.substr(end), "line 2, BkToCstmrStmt/Stmt");
  expect_place(with(text, "<Othr><Id>SANDBOX-BANK-EUR</Id></Othr>", ""), "line 5, Acct/Id");
}

TEST(Camt053Hostile, RefusesSumsBeyondAnAmount) {
  const auto text = fixture("statement.v02.xml");
  const std::string most = "9999999999999999.99";
  auto entry = text.substr(text.find("<Ntry>"), text.find("</Ntry>") + 7 - text.find("<Ntry>"));
  entry = with(entry, ">32.10<", ">" + most + "<");
  std::string entries;
  for (int i = 0; i < 12; ++i)
    entries += entry;
  EXPECT_FALSE(parse_camt053(with(text, "</Stmt>", entries + "</Stmt>")));
}

} // namespace
} // namespace paydesk::statements
