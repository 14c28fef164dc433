// What paydeskctl lists: tables, JSON, pages.

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "tests/models/ctl.h"

using namespace paydesk;

class CtlListsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_listing_prints_a_table_and_one_json_document_data();
  void every_listing_prints_a_table_and_one_json_document();
  void amounts_are_right_aligned();
  void limit_and_all_decide_how_much_comes();

 private:
  test::CtlDesk desk_;
};

void CtlListsTest::every_listing_prints_a_table_and_one_json_document_data() {
  QTest::addColumn<QString>("command");
  QTest::addColumn<QString>("key");
  const std::initializer_list<std::pair<const char*, const char*>> commands = {{"status", "parts"},
                                                                               {"whoami", "roles"},
                                                                               {"payments list", "rows"},
                                                                               {"refunds list", "rows"},
                                                                               {"queue list", "rows"},
                                                                               {"queue list --dead", "rows"},
                                                                               {"queue stats", "psps"},
                                                                               {"recon runs", "rows"},
                                                                               {"recon breaks", "by_type"},
                                                                               {"ledger balances", "rows"},
                                                                               {"ledger entries", "journals"},
                                                                               {"wallets", "rows"},
                                                                               {"verify", "findings"},
                                                                               {"flow --range 1h", "nodes"},
                                                                               {"audit", "rows"}};
  for (const auto& [command, key] : commands)
    QTest::newRow(command) << QString::fromUtf8(command) << QString::fromUtf8(key);
}

void CtlListsTest::every_listing_prints_a_table_and_one_json_document() {
  QFETCH(QString, command);
  QFETCH(QString, key);
  const auto words = command.split(QLatin1Char(' '));
  const auto table = desk_.ctl(words);
  QCOMPARE(table.exit, 0);
  QVERIFY(table.out.count('\n') > 1);
  const auto json = desk_.ctl(words + QStringList{QStringLiteral("--json")});
  QCOMPARE(json.exit, 0);
  QCOMPARE(json.out.count('\n'), 1);
  QVERIFY(!json.json().value(key).toArray().isEmpty());
}

void CtlListsTest::amounts_are_right_aligned() {
  const auto lines = desk_.ctl("payments list --limit 40").out.split('\n');
  const auto end = lines.first().indexOf("AMOUNT") + 6;
  for (int i = 1; i <= 40; ++i) {
    QVERIFY(lines[i].mid(end - 3, 3).toUpper() == lines[i].mid(end - 3, 3));
    QCOMPARE(lines[i].mid(end, 2), QByteArray("  "));
    QVERIFY(lines[i][end - 1] != ' ');
  }
}

void CtlListsTest::limit_and_all_decide_how_much_comes() {
  const auto rows = [&](const char* command) {
    return desk_.ctl(command).json().value(QLatin1String("rows")).toArray().size();
  };
  QCOMPARE(rows("payments list --json --limit 7"), 7);
  QCOMPARE(rows("payments list --json"), 50);
  QCOMPARE(rows("payments list --json --limit 399"), 399);
  QVERIFY(rows("payments list --json --all") >= 400);
  const auto captured =
      desk_
          .ctl({QStringLiteral("payments"), QStringLiteral("list"), QStringLiteral("--json"),
                QStringLiteral("--filter"), QStringLiteral("state:captured,settled currency:KRW")})
          .json()
          .value(QLatin1String("rows"))
          .toArray();
  QVERIFY(!captured.isEmpty());
  for (const auto& row : captured)
    QCOMPARE(
        row.toObject().value(QLatin1String("amount")).toObject().value(QLatin1String("currency")).toString(),
        QStringLiteral("KRW"));
}

std::unique_ptr<QObject> test::ctl_lists_tests() { return std::make_unique<CtlListsTest>(); }

#include "ctl_lists_test.moc"
