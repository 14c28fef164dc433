// Files nobody should have sent: refused whole.
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

std::string without_last_line(std::string text) {
  text.resize(text.rfind("\r\n", text.size() - 3) + 2);
  return text;
}

TEST(HostileFiles, NothingOfAWrongFileIsStored) {
  World world;
  const auto sale = world.paid({"100.00"});
  Report report;
  report.add("capture", World::capture_of(sale), 10'000, 290).add("capture", "cap_2", 5'000, 145);
  const auto good = report.csv();
  auto wrong_total = good;
  wrong_total.replace(wrong_total.rfind("150.00"), 6, "150.01");
  auto nul = good;
  nul[nul.find("cap_2")] = '\0';
  for (const auto& bad : {without_last_line(good), wrong_total, nul, std::string("\xFF\xFE") + good,
                          std::string{}, std::string(1'000'000, 'x'), std::string("<a/>")}) {
    const auto imported = world.try_import(bad);
    ASSERT_FALSE(imported);
    EXPECT_EQ(imported.error().code, ErrorCode::invalid_argument);
    EXPECT_FALSE(imported.error().field.empty());
  }
  EXPECT_EQ(world.count("select (select count(*) from source_file) + (select count(*) from recon_run) + "
                        "(select count(*) from settlement_line) + (select count(*) from recon_break)"),
            0);
  EXPECT_EQ(world.balance("psp_receivable:card"), 10'000);
}

TEST(HostileFiles, AnAccountThatIsNotOursOrNotTheOneMeantIsRefused) {
  World world;
  Report report{.account = "nobody"};
  report.add("capture", "cap_1", 1'000, 29);
  EXPECT_EQ(world.try_import(report.csv()).error().field, "account");
  report.account = "card";
  const auto imported = world.reconciliation.import_file(world.anna, {"f.csv", report.csv(), "local", ""});
  ASSERT_FALSE(imported);
  EXPECT_EQ(imported.error().field, "psp_account");
  EXPECT_EQ(world.reconciliation.import_file(world.anna, {"", report.csv(), "", ""}).error().field,
            "file_name");
  EXPECT_EQ(world.count("select count(*) from source_file"), 0);
}

TEST(HostileFiles, ReferencesThatLookLikeSqlOrArraysAreJustText) {
  World world;
  Report report;
  report.add("capture", "'; drop table recon_run; --", 1'000, 29);
  report.lines.back().merchant_reference = "{NULL}\\";
  report.add("capture", "{\\\"a\\\"}", 500, 15).add("capture", "NULL", 500, 15);
  const auto imported = world.import(report);
  EXPECT_EQ(imported.run.breaks_open, 3);
  EXPECT_EQ(world.count(
                "select count(*) from settlement_line where psp_reference = '''; drop table recon_run; --'"),
            1);
  EXPECT_EQ(world.count("select count(*) from settlement_line where psp_reference = 'NULL'"), 1);
}

TEST(HostileFiles, LinesOfKindsNobodyKnowsAreMissingInTheLedger) {
  World world;
  Report report;
  report.add("rolling_reserve", "res_1", -1'000);
  world.import(report);
  EXPECT_EQ(world.only_break().type, "missing_in_ledger");
  EXPECT_EQ(world.only_break().at_stake.minor, -1'000);
}

} // namespace
} // namespace paydesk::test
