// Reports as files: what they say of themselves, and that their figures are the screens'.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/service/ctl.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

/// What a shell command says.
std::string said(const std::string& command) {
  std::string text;
  if (auto* pipe = popen(command.c_str(), "r")) {
    std::array<char, 4096> buffer{};
    while (fgets(buffer.data(), buffer.size(), pipe) != nullptr)
      text += buffer.data();
    pclose(pipe);
  }
  return text;
}

struct Office : Desk {
  std::string day() const { return format_instant(shop.clock.now()).substr(0, 10); }
  /// Makes a report with paydeskctl; the file's content.
  std::string report(const std::string& arguments, const std::string& file) {
    const auto path = folder() / file;
    const auto made = ctl(*this, "viewer", "report " + arguments + " --to " + path.string());
    EXPECT_EQ(made.exit, 0) << made.out;
    return read(path);
  }
};

TEST(Reports, ATrialBalanceSaysWhatItIs) {
  Office office;
  office.shop.paid({"100.00", "20.00"});
  const auto csv = office.report("trial_balance --until " + office.day(), "trial.csv");
  EXPECT_NE(csv.find("Paydesk,Trial balance\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("From,the beginning\r\nTo," + office.day() + "\r\nClosed,no\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("Made for,viewer\r\n"), std::string::npos);
  EXPECT_NE(csv.find("psp_receivable:card,EUR,0.00,120.00,0.00,120.00\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("TOTAL,EUR,0.00,120.00,120.00,0.00\r\n"), std::string::npos) << csv;
  const auto rows = csv.substr(csv.find("Closing\r\n") + 9);
  const auto stated = csv.substr(csv.find("SHA-256 of the rows,") + 20, 64);
  EXPECT_EQ(stated, statements::TableFiles().sha256(rows));
}

TEST(Reports, AStatementHasAllItsPagesAndItsBalance) {
  Office office;
  for (int i = 0; i < 12; ++i)
    office.shop.paid({"10.00"});
  const auto csv = office.report("statement --account psp_receivable:card --currency EUR --until " + office.day(), "s.csv");
  EXPECT_NE(csv.find("Opening,0.00\r\nClosing,120.00\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find(",10.00,120.00\r\n"), std::string::npos) << csv;
  const auto wallets = office.report("wallets", "w.csv");
  EXPECT_NE(wallets.find("seller-a,EUR,108.00,108.00,0.00,0.00\r\n"), std::string::npos) << wallets;
}

TEST(Reports, AWorkbookHoldsNumbers) {
  Office office;
  office.shop.paid({"100.00"});
  office.report("trial_balance --format xlsx --until " + office.day(), "trial.xlsx");
  const auto book = (office.folder() / "trial.xlsx").string();
  EXPECT_NE(said("unzip -tq " + book).find("No errors"), std::string::npos);
  const auto sheet = said("unzip -p " + book + " xl/worksheets/sheet1.xml");
  EXPECT_NE(sheet.find("<v>100</v>"), std::string::npos) << sheet;
  EXPECT_NE(said("unzip -p " + book + " xl/sharedStrings.xml").find("psp_receivable:card"), std::string::npos);
  EXPECT_NE(said("unzip -p " + book + " xl/styles.xml").find("#,##0.00"), std::string::npos);
}

TEST(Reports, NothingIsOverwrittenAndWhatIsWrongIsNamed) {
  Office office;
  office.shop.paid({"10.00"});
  const auto path = (office.folder() / "there.csv").string();
  std::ofstream(path) << "mine";
  const auto refused = ctl(office, "viewer", "report wallets --to " + path);
  EXPECT_NE(refused.exit, 0);
  EXPECT_EQ(read(path), "mine");
  const auto says = [&](const std::string& arguments, const std::string& word) {
    const auto outcome = ctl(office, "viewer", "report " + arguments + " --to " + (office.folder() / "x").string());
    EXPECT_NE(outcome.exit, 0) << arguments;
    EXPECT_NE(outcome.out.find(word), std::string::npos) << arguments << ": " << outcome.out;
    EXPECT_FALSE(std::filesystem::exists(office.folder() / "x"));
  };
  says("trial_balance", "to");
  says("trial_balance --until 2026-02-30", "to");
  says("statement --account nowhere --currency EUR --until " + office.day(), "account");
  says("statement --account psp_receivable:card --currency EUX --until " + office.day(), "currency");
  says("wallets --filter 'surprise:1'", "filter");
}

TEST(ReportFiles, NoCellIsAFormulaAndEveryTextSurvives) {
  const auto eur = *Currency::find("EUR");
  const ReportTable table{"T", {}, {"A", "B"}, {{{"=1+1", {}}, {"a,b \"c\"\nd", {}}}, {{"-x", {}}, {{}, {-123, eur}}}}};
  EXPECT_EQ(statements::csv_rows(table), "'=1+1,\"a,b \"\"c\"\"\nd\"\r\n'-x,-1.23\r\n");
}

} // namespace
} // namespace paydesk::test
