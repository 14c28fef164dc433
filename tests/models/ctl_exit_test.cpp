// What paydeskctl ends with, and how it finds its daemon.

#include <QJsonObject>
#include <QTest>

#include "tests/models/ctl.h"

using namespace paydesk;

class CtlExitTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_refusal_exits_1_and_is_json_too();
  void wrong_usage_exits_2_data();
  void wrong_usage_exits_2();
  void an_unreachable_daemon_exits_3();
  void verify_exits_1_when_the_books_are_violated();
  void an_open_outcome_names_the_key_to_repeat_with();
  void environment_names_daemon_and_token();

 private:
  test::CtlDesk desk_;
};

void CtlExitTest::a_refusal_exits_1_and_is_json_too() {
  const auto words = desk_.ctl("payments show nobody");
  QCOMPARE(words.exit, 1);
  QVERIFY(words.err.contains("nobody"));
  QVERIFY(words.out.isEmpty());
  const auto json = desk_.ctl("payments show nobody --json");
  QCOMPARE(json.exit, 1);
  QCOMPARE(json.json().value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(),
           QStringLiteral("not_found"));
  QCOMPARE(desk_.ctl("queue retry some-job", "demo-viewer").exit, 1);
}

void CtlExitTest::wrong_usage_exits_2_data() {
  QTest::addColumn<QString>("command");
  for (const char* command : {"",
                              "nonsense",
                              "payments",
                              "payments nonsense",
                              "payments list --limit 0",
                              "payments list --limit x",
                              "payments list --limit 5 --all",
                              "payments retry",
                              "payments retry p --key not-a-uuid",
                              "refunds create p",
                              "refunds create p --reason because",
                              "refunds decide r",
                              "refunds decide r --approve --reject",
                              "queue discard j",
                              "queue pause card-kr",
                              "flow --range decade",
                              "events --after -3",
                              "recon import /nowhere/at/all.csv",
                              "--instance ../x status",
                              "--address nowhere status",
                              "--bogus"})
    QTest::newRow(*command ? command : "nothing") << QString::fromUtf8(command);
}

void CtlExitTest::wrong_usage_exits_2() {
  QFETCH(QString, command);
  const auto outcome = desk_.ctl(command.split(QLatin1Char(' '), Qt::SkipEmptyParts));
  QCOMPARE(outcome.exit, 2);
  QVERIFY(!outcome.err.isEmpty());
  if (command.contains(QStringLiteral("nonsense")))
    QVERIFY(outcome.err.contains("There is no command \"nonsense\""));
}

void CtlExitTest::an_unreachable_daemon_exits_3() {
  QCOMPARE(test::run_ctl(
               {QStringLiteral("--address"), QStringLiteral("unix:/nowhere.sock"), QStringLiteral("status")})
               .exit,
           3);
  QCOMPARE(
      test::run_ctl({QStringLiteral("--address"), QStringLiteral("127.0.0.1:1"), QStringLiteral("status")})
          .exit,
      3);
  QCOMPARE(
      test::run_ctl({QStringLiteral("--instance"), QStringLiteral("none-of-these"), QStringLiteral("status")})
          .exit,
      3);
}

void CtlExitTest::verify_exits_1_when_the_books_are_violated() {
  QCOMPARE(desk_.ctl("verify").exit, 0);
  desk_.fake().edit([](auto& books) {
    books.verify.ok = false;
    books.verify.findings.front().violations = 1;
    books.verify.findings.front().examples = {"journal 7 KRW +1"};
  });
  const auto broken = desk_.ctl("verify");
  QCOMPARE(broken.exit, 1);
  QVERIFY(broken.out.contains("VIOLATED"));
  QVERIFY(broken.out.contains("journal 7 KRW +1"));
  QCOMPARE(desk_.ctl("verify --json").exit, 1);
  desk_.fake().edit([](auto& books) { books.verify.ok = true; });
}

void CtlExitTest::an_open_outcome_names_the_key_to_repeat_with() {
  desk_.fake().fail_next("RetryPayment", {ErrorCode::unavailable, "The database is restarting.", {}});
  const auto outcome = desk_.ctl("payments retry some-payment");
  QCOMPARE(outcome.exit, 3);
  QVERIFY(outcome.err.contains("--key "));
}

void CtlExitTest::environment_names_daemon_and_token() {
  const auto outcome =
      test::run_ctl({QStringLiteral("whoami")},
                    {QStringLiteral("PAYDESK_ADDRESS=") + QString::fromStdString(desk_.fake().address()),
                     QStringLiteral("PAYDESK_TOKEN_FILE=") +
                         QString::fromStdString(desk_.fake().token_file("demo-approver").string())});
  QCOMPARE(outcome.exit, 0);
  QVERIFY(outcome.out.contains("demo-approver"));
}

std::unique_ptr<QObject> test::ctl_exit_tests() { return std::make_unique<CtlExitTest>(); }

#include "ctl_exit_test.moc"
