#include <gtest/gtest.h>

#include "files.h"
#include "statements/sandbox_csv/sandbox_csv.h"

namespace paydesk::statements {
namespace {

using test::fixture;
using test::with;

void expect_place(const std::string& content, const std::string& place) {
  const auto file = parse_sandbox_csv(content);
  ASSERT_FALSE(file) << "it should have been refused at " << place;
  EXPECT_EQ(file.error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(file.error().field, place) << file.error().message;
}

TEST(SandboxCsvHostile, NamesTheLineAndColumnOfAWrongAmount) {
  const auto text = fixture("settlement.csv");
  expect_place(with(text, "100.00,2.90", "100.0,2.90"), "line 2, column gross");
  expect_place(with(text, "100.00,2.90", "1e2,2.90"), "line 2, column gross");
  expect_place(with(text, "100.00,2.90", "\xEF\xBC\x91\x30\x30.00,2.90"), "line 2, column gross");
  expect_place(with(text, "100.00,2.90", "100.00,--2.90"), "line 2, column fee");
  expect_place(with(text, "-40.00,0.00,-40.00", "-40.00,0.00,"), "line 3, column net");
  expect_place(with(text, "-40.00,0.00,-40.00", "99999999999999999999.00,0.00,-40.00"),
               "line 3, column gross");
}

TEST(SandboxCsvHostile, RefusesANetThatIsNotGrossMinusFee) {
  expect_place(with(fixture("settlement.csv"), "2.90,97.10", "2.90,97.11"), "line 2, column net");
}

TEST(SandboxCsvHostile, RefusesTotalsThatDoNotFoot) {
  const auto text = fixture("settlement.csv");
  expect_place(with(text, ",4,total", ",5,total"), "line 6, column line_no");
  EXPECT_EQ(parse_sandbox_csv(with(text, ",4,total", ",1,total")).error().message,
            "The total counts 1 line, the file has 4.");
  expect_place(with(text, "50.00,17.90,32.10", "50.01,17.90,32.11"), "line 6, column gross");
  expect_place(with(text, "50.00,17.90,32.10", "50.00,17.91,32.09"), "line 6, column fee");
}

TEST(SandboxCsvHostile, RefusesAFileThatIsCutOffAnywhere) {
  const auto text = fixture("settlement.csv");
  for (std::size_t size = 0; size + 2 < text.size(); ++size)
    EXPECT_FALSE(parse_sandbox_csv(text.substr(0, size))) << "cut off after " << size << " bytes";
}

TEST(SandboxCsvHostile, RefusesLinesAfterTheTotal) {
  const auto text = fixture("settlement.csv");
  const auto total = text.substr(text.rfind("B2026"));
  expect_place(text + total, "line 7");
}

TEST(SandboxCsvHostile, RefusesWhatDiffersFromTheFirstLine) {
  const auto text = fixture("settlement.csv");
  const auto third = text.find("\nB", text.find("cap_1"));
  auto other = text;
  other.replace(third + 1, 17, "B2026-11-16-EUR-2");
  expect_place(other, "line 3, column batch_id");
  expect_place(with(text, "-40.00,EUR", "-40.00,USD"), "line 3, column currency");
  expect_place(with(text, ",2,refund", ",1,refund"), "line 3, column line_no");
}

TEST(SandboxCsvHostile, RefusesMissingDoubledAndMiscountedColumns) {
  const auto text = fixture("settlement.csv");
  expect_place(with(text, ",gross,", ",grotesque,"), "line 1, column gross");
  expect_place(with(text, ",checkout_id,", ",gross,"), "line 1, column checkout_id");
  expect_place(with(text, "booked_at\r\n", "booked_at,gross\r\n"), "line 1, column gross");
  expect_place(with(text, "chk_1,order-1", "chk_1"), "line 2");
}

TEST(SandboxCsvHostile, RefusesDatesTimesAndCurrenciesThatAreNone) {
  const auto text = fixture("settlement.csv");
  expect_place(with(text, "2026-11-16,1,", "2026-02-30,1,"), "line 2, column settlement_date");
  expect_place(with(text, "EUR,2026-11-16T08:00:00Z", "EUR,yesterday"), "line 2, column booked_at");
  expect_place(with(text, "97.10,EUR", "97.10,XXQ"), "line 2, column currency");
  expect_place(with(text, "cap_1", ""), "line 2, column psp_reference");
}

TEST(SandboxCsvHostile, RefusesNulBytesAndTextThatIsNotUtf8) {
  const auto text = fixture("settlement.csv");
  expect_place(with(text, "cap_1", std::string("ca\0p", 4)), "line 2");
  expect_place(with(text, "ref_1", "ref\xFF"), "line 3");
  expect_place(with(text, "ref_1", "ref\xC0\xAF"), "line 3");
  expect_place(with(text, "ref_1", "ref\xED\xA0\x80"), "line 3");
}

TEST(SandboxCsvHostile, RefusesHugeFieldsAndWrongQuotes) {
  const auto text = fixture("settlement.csv");
  expect_place(with(text, "cap_1", std::string(10 * 1024 * 1024, 'x')), "line 2");
  expect_place(with(text, "cap_1", std::string(300, 'x')), "line 2, column psp_reference");
  expect_place(with(text, "cap_1", "\"cap_1\"x"), "line 2");
  expect_place(with(text, "ref_1", "\"ref_1"), "line 3");
}

TEST(SandboxCsvHostile, CountsLinesAsAnEditorDoesAfterQuotedNewlines) {
  auto text = with(fixture("settlement.csv"), "chk_1,order-1", "chk_1,\"a\r\nb\r\nc\"");
  expect_place(with(text, "-40.00,0.00,-40.00", "-40.00,0.00,-41.00"), "line 5, column net");
}

} // namespace
} // namespace paydesk::statements
