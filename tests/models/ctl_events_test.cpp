// The events that paydeskctl prints.

#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include "tests/models/ctl.h"

using namespace paydesk;

class CtlEventsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void events_are_json_lines();
  void following_survives_a_restart_of_the_daemon();

 private:
  test::CtlDesk desk_;
};

void CtlEventsTest::events_are_json_lines() {
  const auto outcome = desk_.ctl("events --json --after 5");
  QCOMPARE(outcome.exit, 0);
  const auto lines = outcome.out.trimmed().split('\n');
  qint64 expected = 6;
  for (const auto& line : lines)
    QCOMPARE(QJsonDocument::fromJson(line).object().value(QLatin1String("position")).toInteger(), expected++);
  QVERIFY(expected > 10);
}

void CtlEventsTest::following_survives_a_restart_of_the_daemon() {
  QProcess process;
  process.start(QStringLiteral(PAYDESKCTL),
                {QStringLiteral("--endpoints"),
                 QString::fromStdString(desk_.fake().endpoints_file().string()), QStringLiteral("events"),
                 QStringLiteral("--follow"), QStringLiteral("--json"), QStringLiteral("--after"),
                 QString::number(desk_.fake().edit([](auto& books) { return books.position(); }))});
  QByteArray out;
  const auto seen = [&] {
    process.waitForReadyRead(10);
    out += process.readAllStandardOutput();
    return out.count('\n');
  };
  desk_.fake().publish("charge.captured", "charge", "one");
  QTRY_COMPARE_WITH_TIMEOUT(seen(), 1, 10'000);
  desk_.fake().stop();
  desk_.fake().publish("charge.captured", "charge", "two");
  QTest::qWait(100);
  desk_.fake().start();
  desk_.fake().publish("charge.captured", "charge", "three");
  QTRY_VERIFY2_WITH_TIMEOUT(seen() == 3, process.readAllStandardError().constData(), 15'000);
  QVERIFY(out.indexOf("\"two\"") < out.indexOf("\"three\""));
  process.terminate();
  QVERIFY(process.waitForFinished(5'000));
}

std::unique_ptr<QObject> test::ctl_events_tests() { return std::make_unique<CtlEventsTest>(); }

#include "ctl_events_test.moc"
