#include "statements/sandbox_csv/sandbox_csv.h"

#include <gtest/gtest.h>

#include "files.h"

namespace paydesk::statements {
namespace {

using test::fixture;
using test::with;

std::string lf(std::string text) {
  std::erase(text, '\r');
  return text;
}

void expect_fixture(const Result<SettlementFile>& file) {
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  EXPECT_EQ(file->account, "card");
  EXPECT_EQ(file->batch, "B2026-11-16-EUR-1");
  EXPECT_EQ(file->date, "2026-11-16");
  EXPECT_EQ(file->currency.code(), "EUR");
  ASSERT_EQ(file->lines.size(), 4u);
  EXPECT_EQ(file->lines[0].kind, "capture");
  EXPECT_EQ(file->lines[0].gross, 10000);
  EXPECT_EQ(file->lines[0].fee, 290);
  EXPECT_EQ(file->lines[0].net, 9710);
  EXPECT_EQ(file->lines[1].gross, -4000);
  EXPECT_EQ(format_instant(file->lines[2].booked_at), "2026-11-16T10:00:00.500000Z");
  EXPECT_EQ(file->lines[3].kind, "dispute_fee");
  EXPECT_EQ(file->lines[3].net, -1500);
  EXPECT_EQ(file->gross, 5000);
  EXPECT_EQ(file->fee, 1790);
  EXPECT_EQ(file->net, 3210);
}

TEST(SandboxCsv, ReadsAReport) { expect_fixture(parse_sandbox_csv(fixture("settlement.csv"))); }

TEST(SandboxCsv, AcceptsAByteOrderMarkBareLineFeedsAndAMissingLastOne) {
  const auto text = lf(fixture("settlement.csv"));
  expect_fixture(parse_sandbox_csv("\xEF\xBB\xBF" + text));
  expect_fixture(parse_sandbox_csv(text));
  expect_fixture(parse_sandbox_csv(text.substr(0, text.size() - 1)));
}

TEST(SandboxCsv, FindsColumnsByNameInAnyOrderAndIgnoresOthers) {
  const auto file = parse_sandbox_csv(
      "note,currency,net,fee,gross,booked_at,merchant_reference,checkout_id,psp_reference,type,line_no,"
      "settlement_date,account,batch_id\n"
      "\"x, \"\"y\"\"\",JPY,97,3,100,2026-11-16T08:00:00+09:00,m,chk,cap,capture,7,2026-11-16,card,B\n"
      ",JPY,97,3,100,,,,,total,1,2026-11-16,card,B\n");
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  EXPECT_EQ(file->lines[0].line_no, 7);
  EXPECT_EQ(file->lines[0].gross, 100);
}

TEST(SandboxCsv, KeepsNewlinesSpacesAndQuotesInsideQuotedFields) {
  const auto file =
      parse_sandbox_csv(with(fixture("settlement.csv"), "chk_1,order-1", "chk_1,\" a \"\"b\"\",\r\n c \""));
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  EXPECT_EQ(file->lines[0].merchant_reference, " a \"b\",\r\n c ");
}

TEST(SandboxCsv, KeepsLinesOfKindsItDoesNotKnow) {
  const auto file = parse_sandbox_csv(with(fixture("settlement.csv"), ",dispute_fee,", ",rolling_reserve,"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->lines[3].kind, "rolling_reserve");
}

TEST(SandboxCsv, ReadsThreeDecimalsExactly) {
  const auto file = parse_sandbox_csv(
      "batch_id,account,settlement_date,line_no,type,psp_reference,checkout_id,merchant_reference,gross,fee,"
      "net,"
      "currency,booked_at\nB,card,2026-11-16,1,capture,c,,,9999999999.999,0.001,9999999999.998,KWD,"
      "2026-11-16T08:00:00Z\nB,card,2026-11-16,1,total,,,,9999999999.999,0.001,9999999999.998,KWD,\n");
  ASSERT_TRUE(file) << file.error().field << ": " << file.error().message;
  EXPECT_EQ(file->gross, 9'999'999'999'999);
}

} // namespace
} // namespace paydesk::statements
