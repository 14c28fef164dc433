// paydesk-demo from outside.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

constexpr int whole_run_ms = 360'000;
constexpr int moment_ms = 10'000;

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string err;
};

Ended run_demo(const QStringList& arguments, int patience_ms) {
  QProcess demo;
  demo.start(QStringLiteral(DEMO_BINARY), arguments);
  if (!demo.waitForFinished(patience_ms)) {
    demo.terminate();
    demo.waitForFinished(moment_ms);
    return {};
  }
  return {demo.exitCode(), demo.readAllStandardOutput().toStdString(), demo.readAllStandardError().toStdString()};
}

QStringList folders_of_demos() { return QDir(QDir::tempPath()).entryList({QStringLiteral("pd-*")}, QDir::Dirs); }

TEST(Headless, keeps_the_books_right_under_faults_and_a_kill) {
  const auto before = folders_of_demos();
  const auto ended =
      run_demo({QStringLiteral("--headless"), QStringLiteral("--payments"), QStringLiteral("60"),
                QStringLiteral("--seed"), QStringLiteral("3"), QStringLiteral("--kills"), QStringLiteral("1"),
                QStringLiteral("--fault-rate"), QStringLiteral("0.05"), QStringLiteral("--json")},
               whole_run_ms);
  const auto summary = json::parse(ended.out, nullptr, false);
  ASSERT_TRUE(summary.is_object()) << ended.out << ended.err;
  EXPECT_EQ(summary["failures"], json::array()) << ended.err;
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(summary["kills"], 1);
  EXPECT_EQ(summary["traffic"]["requested"], 60);
  EXPECT_TRUE(summary["truth"]["equal"]);
  EXPECT_TRUE(summary["ledger"]["balanced"]);
  EXPECT_TRUE(summary["wallets_equal"]);
  EXPECT_TRUE(summary["verify"]["ok"]);
  EXPECT_EQ(summary["breaks"]["not_found"], json::array());
  EXPECT_EQ(summary["payouts"]["differences"], json::array());
  EXPECT_GT(summary["payouts"]["by_bank"], 0);
  EXPECT_GT(summary["payouts"]["by_psp"], 0);
  EXPECT_EQ(summary["payouts"]["returned"], 1);
  EXPECT_EQ(summary["webhooks"]["missing"], json::array());
  EXPECT_GT(summary["webhooks"]["captured"], 0);
  EXPECT_GT(summary["webhooks"]["heard"], summary["webhooks"]["captured"]);
  EXPECT_EQ(summary["left_running"], json::array());
  EXPECT_EQ(folders_of_demos(), before);
}

TEST(Headless, says_what_is_wrong_with_its_command_line) {
  EXPECT_EQ(run_demo({}, moment_ms).exit_code, 2);
  EXPECT_EQ(run_demo({QStringLiteral("--headless"), QStringLiteral("--serve")}, moment_ms).exit_code, 2);
  EXPECT_EQ(run_demo({QStringLiteral("--headless"), QStringLiteral("--payments"), QStringLiteral("0")}, moment_ms)
                .exit_code,
            2);
  EXPECT_EQ(run_demo({QStringLiteral("--serve"), QStringLiteral("--kills"), QStringLiteral("1")}, moment_ms).exit_code,
            2);
  EXPECT_EQ(run_demo({QStringLiteral("--help")}, moment_ms).exit_code, 0);
}

TEST(Headless, refuses_to_take_over_a_folder_that_is_no_demo) {
  QDir folder(QDir::tempPath());
  const auto name = QStringLiteral("no-demo-%1").arg(QCoreApplication::applicationPid());
  ASSERT_TRUE(folder.mkpath(name + QStringLiteral("/letters")));
  const auto ended =
      run_demo({QStringLiteral("--headless"), QStringLiteral("--keep"), folder.filePath(name)}, moment_ms);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_TRUE(folder.exists(name + QStringLiteral("/letters")));
  EXPECT_NE(ended.err.find("no demo"), std::string::npos) << ended.err;
  QDir(folder.filePath(name)).removeRecursively();
}

} // namespace
