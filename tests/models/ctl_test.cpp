// paydeskctl, the real program, against a fake daemon: exit codes, JSON, tables, hostile arguments.

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/desk.h"

using namespace paydesk;

namespace {

struct Outcome {
  int exit = -1;
  QByteArray out;
  QByteArray err;

  QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Outcome run(const QStringList& arguments, const QStringList& environment = {}) {
  QProcess process;
  auto variables = QProcess::systemEnvironment();
  variables.append(environment);
  process.setEnvironment(variables);
  process.start(QStringLiteral(PAYDESKCTL), arguments);
  if (!process.waitForFinished(20'000)) return {-2, {}, "did not end"};
  const int exit = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
  return {exit, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class CtlTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { desk_ = std::make_unique<test::Desk>(fake::demo_books(400)); }

  void every_listing_prints_a_table_and_one_json_document_data();
  void every_listing_prints_a_table_and_one_json_document();
  void amounts_are_right_aligned();
  void limit_and_all_decide_how_much_comes();
  void a_refusal_exits_1_and_is_json_too();
  void wrong_usage_exits_2_data();
  void wrong_usage_exits_2();
  void an_unreachable_daemon_exits_3();
  void verify_exits_1_when_the_books_are_violated();
  void a_refund_is_asked_for_and_decided();
  void the_same_key_does_not_refund_twice();
  void an_open_outcome_names_the_key_to_repeat_with();
  void queue_items_are_retried_and_discarded();
  void a_psp_is_paused_and_resumed();
  void a_file_is_imported_and_a_break_resolved();
  void events_are_json_lines();
  void following_survives_a_restart_of_the_daemon();
  void environment_names_daemon_and_token();
  void hostile_arguments_do_no_harm_data();
  void hostile_arguments_do_no_harm();
  void hostile_data_cannot_steer_the_terminal();
  void qt_gui_is_not_linked();

 private:
  Outcome ctl(QStringList arguments, const char* login = "operator") const {
    arguments.prepend(QString::fromStdString(desk_->fake.token_file(login).string()));
    arguments.prepend(QStringLiteral("--token-file"));
    arguments.prepend(QString::fromStdString(desk_->fake.endpoints_file().string()));
    arguments.prepend(QStringLiteral("--endpoints"));
    return run(arguments);
  }
  Outcome ctl(const char* arguments, const char* login = "operator") const {
    return ctl(QString::fromUtf8(arguments).split(QLatin1Char(' ')), login);
  }
  QString first_id(const char* list, const char* key) const {
    const auto rows =
        ctl(QString::fromUtf8(list).split(QLatin1Char(' '))).json().value(QLatin1String("rows")).toArray();
    return rows.first().toObject().value(QLatin1String(key)).toString();
  }

  std::unique_ptr<test::Desk> desk_;
};

void CtlTest::every_listing_prints_a_table_and_one_json_document_data() {
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

void CtlTest::every_listing_prints_a_table_and_one_json_document() {
  QFETCH(QString, command);
  QFETCH(QString, key);
  const auto words = command.split(QLatin1Char(' '));
  const auto table = ctl(words);
  QCOMPARE(table.exit, 0);
  QVERIFY(table.out.count('\n') > 1);
  const auto json = ctl(words + QStringList{QStringLiteral("--json")});
  QCOMPARE(json.exit, 0);
  QCOMPARE(json.out.count('\n'), 1);
  QVERIFY(!json.json().value(key).toArray().isEmpty());
}

void CtlTest::amounts_are_right_aligned() {
  const auto lines = ctl("payments list --limit 40").out.split('\n');
  const auto end = lines.first().indexOf("AMOUNT") + 6;
  for (int i = 1; i <= 40; ++i) {
    QVERIFY(lines[i].mid(end - 3, 3).toUpper() == lines[i].mid(end - 3, 3));
    QCOMPARE(lines[i].mid(end, 2), QByteArray("  "));
    QVERIFY(lines[i][end - 1] != ' ');
  }
}

void CtlTest::limit_and_all_decide_how_much_comes() {
  const auto rows = [&](const char* command) {
    return ctl(command).json().value(QLatin1String("rows")).toArray().size();
  };
  QCOMPARE(rows("payments list --json --limit 7"), 7);
  QCOMPARE(rows("payments list --json"), 50);
  QCOMPARE(rows("payments list --json --limit 399"), 399);
  QVERIFY(rows("payments list --json --all") >= 400);
  const auto captured =
      ctl({QStringLiteral("payments"), QStringLiteral("list"), QStringLiteral("--json"),
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

void CtlTest::a_refusal_exits_1_and_is_json_too() {
  const auto words = ctl("payments show nobody");
  QCOMPARE(words.exit, 1);
  QVERIFY(words.err.contains("nobody"));
  QVERIFY(words.out.isEmpty());
  const auto json = ctl("payments show nobody --json");
  QCOMPARE(json.exit, 1);
  QCOMPARE(json.json().value(QLatin1String("error")).toObject().value(QLatin1String("code")).toString(),
           QStringLiteral("not_found"));
  QCOMPARE(ctl("queue retry some-job", "demo-viewer").exit, 1);
}

void CtlTest::wrong_usage_exits_2_data() {
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

void CtlTest::wrong_usage_exits_2() {
  QFETCH(QString, command);
  const auto outcome = ctl(command.split(QLatin1Char(' '), Qt::SkipEmptyParts));
  QCOMPARE(outcome.exit, 2);
  QVERIFY(!outcome.err.isEmpty());
  if (command.contains(QStringLiteral("nonsense")))
    QVERIFY(outcome.err.contains("There is no command \"nonsense\""));
}

void CtlTest::an_unreachable_daemon_exits_3() {
  QCOMPARE(
      run({QStringLiteral("--address"), QStringLiteral("unix:/nowhere.sock"), QStringLiteral("status")}).exit,
      3);
  QCOMPARE(run({QStringLiteral("--address"), QStringLiteral("127.0.0.1:1"), QStringLiteral("status")}).exit,
           3);
  QCOMPARE(
      run({QStringLiteral("--instance"), QStringLiteral("none-of-these"), QStringLiteral("status")}).exit, 3);
}

void CtlTest::verify_exits_1_when_the_books_are_violated() {
  QCOMPARE(ctl("verify").exit, 0);
  desk_->fake.edit([](auto& books) {
    books.verify.ok = false;
    books.verify.findings.front().violations = 1;
    books.verify.findings.front().examples = {"journal 7 KRW +1"};
  });
  const auto broken = ctl("verify");
  QCOMPARE(broken.exit, 1);
  QVERIFY(broken.out.contains("VIOLATED"));
  QVERIFY(broken.out.contains("journal 7 KRW +1"));
  QCOMPARE(ctl("verify --json").exit, 1);
  desk_->fake.edit([](auto& books) { books.verify.ok = true; });
}

void CtlTest::a_refund_is_asked_for_and_decided() {
  const QString payment = desk_->fake.edit([](auto& books) {
    for (const auto& row : books.payments)
      if (row.status == "captured" && row.amount.minor > 100'000)
        return QString::fromStdString(row.payment_id);
    return QString();
  });
  const auto preview =
      ctl({QStringLiteral("refunds"), QStringLiteral("create"), payment, QStringLiteral("--reason"),
           QStringLiteral("returned"), QStringLiteral("--dry-run"), QStringLiteral("--json")});
  QCOMPARE(preview.exit, 0);
  QVERIFY(preview.json().value(QLatin1String("needs_approval")).toBool());
  const auto made = ctl({QStringLiteral("refunds"), QStringLiteral("create"), payment,
                         QStringLiteral("--reason"), QStringLiteral("returned"), QStringLiteral("--json")},
                        "demo-operator");
  QCOMPARE(made.exit, 0);
  const auto refund = made.json().value(QLatin1String("refunds")).toArray().first().toObject();
  QCOMPARE(refund.value(QLatin1String("state")).toString(), QStringLiteral("awaiting_approval"));
  const QString id = refund.value(QLatin1String("refund_id")).toString();
  QCOMPARE(ctl({QStringLiteral("refunds"), QStringLiteral("decide"), id, QStringLiteral("--approve")},
               "demo-operator")
               .exit,
           1);
  const auto decided = ctl({QStringLiteral("refunds"), QStringLiteral("decide"), id,
                            QStringLiteral("--approve"), QStringLiteral("--json")},
                           "demo-approver");
  QCOMPARE(decided.json().value(QLatin1String("state")).toString(), QStringLiteral("processing"));
}

void CtlTest::the_same_key_does_not_refund_twice() {
  const QString payment = first_id("payments list --json --filter state:settled", "payment_id");
  const QStringList command = {QStringLiteral("refunds"),
                               QStringLiteral("create"),
                               payment,
                               QStringLiteral("--reason"),
                               QStringLiteral("damaged"),
                               QStringLiteral("--key"),
                               QStringLiteral("0192f0f6-5a1e-7c3b-9d2f-0123456789ab"),
                               QStringLiteral("--json")};
  // A settled order has nothing refundable in the fake unless captured: either answer must be the same twice.
  const auto first = ctl(command);
  const auto again = ctl(command);
  QCOMPARE(again.exit, first.exit);
  QCOMPARE(again.out, first.out);
}

void CtlTest::an_open_outcome_names_the_key_to_repeat_with() {
  desk_->fake.fail_next("RetryPayment", {ErrorCode::unavailable, "The database is restarting.", {}});
  const auto outcome = ctl("payments retry some-payment");
  QCOMPARE(outcome.exit, 3);
  QVERIFY(outcome.err.contains("--key "));
}

void CtlTest::queue_items_are_retried_and_discarded() {
  const QString dead = first_id("queue list --dead --json", "job_id");
  const auto retried =
      ctl({QStringLiteral("queue"), QStringLiteral("retry"), dead, QStringLiteral("--json")});
  QCOMPARE(retried.exit, 0);
  const auto half =
      ctl({QStringLiteral("queue"), QStringLiteral("retry"), dead, QStringLiteral("no-such-job")});
  QCOMPARE(half.exit, 1);
  QVERIFY(half.out.contains("no-such-job"));
  const QString other = first_id("queue list --dead --json", "job_id");
  QCOMPARE(ctl({QStringLiteral("queue"), QStringLiteral("discard"), other, QStringLiteral("--reason"),
                QStringLiteral("customer paid by transfer")})
               .exit,
           0);
}

void CtlTest::a_psp_is_paused_and_resumed() {
  const auto paused = ctl("queue pause card-kr --reason maintenance --json");
  QCOMPARE(paused.exit, 0);
  QVERIFY(paused.json().value(QLatin1String("paused")).toBool());
  QVERIFY(!ctl("queue resume card-kr --json").json().value(QLatin1String("paused")).toBool());
  QCOMPARE(ctl("queue pause nobody --reason x").exit, 1);
}

void CtlTest::a_file_is_imported_and_a_break_resolved() {
  const QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("report 한글.csv")));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("a,b\n1,2\n");
  file.close();
  const QStringList command = {QStringLiteral("recon"), QStringLiteral("import"), file.fileName(),
                               QStringLiteral("--json")};
  QVERIFY(!ctl(command).json().value(QLatin1String("already_known")).toBool());
  QVERIFY(ctl(command).json().value(QLatin1String("already_known")).toBool());
  const QString run_id = first_id("recon runs --json", "run_id");
  QCOMPARE(ctl({QStringLiteral("recon"), QStringLiteral("show"), run_id}).exit, 0);
  const QString one = first_id("recon breaks --json", "break_id");
  const auto resolved = ctl({QStringLiteral("recon"), QStringLiteral("resolve"), one, QStringLiteral("--by"),
                             QStringLiteral("write_off"), QStringLiteral("--reason"), QStringLiteral("small"),
                             QStringLiteral("--json")},
                            "demo-operator");
  QCOMPARE(resolved.exit, 0);
  const QString state = resolved.json().value(QLatin1String("state")).toString();
  QVERIFY(state == QLatin1String("proposed") || state == QLatin1String("resolved"));
  if (state == QLatin1String("proposed"))
    QCOMPARE(ctl({QStringLiteral("recon"), QStringLiteral("decide"), one, QStringLiteral("--approve")},
                 "demo-approver")
                 .exit,
             0);
}

void CtlTest::events_are_json_lines() {
  const auto outcome = ctl("events --json --after 5");
  QCOMPARE(outcome.exit, 0);
  const auto lines = outcome.out.trimmed().split('\n');
  qint64 expected = 6;
  for (const auto& line : lines)
    QCOMPARE(QJsonDocument::fromJson(line).object().value(QLatin1String("position")).toInteger(), expected++);
  QVERIFY(expected > 10);
}

void CtlTest::following_survives_a_restart_of_the_daemon() {
  QProcess process;
  process.start(QStringLiteral(PAYDESKCTL),
                {QStringLiteral("--endpoints"), QString::fromStdString(desk_->fake.endpoints_file().string()),
                 QStringLiteral("events"), QStringLiteral("--follow"), QStringLiteral("--json"),
                 QStringLiteral("--after"),
                 QString::number(desk_->fake.edit([](auto& books) { return books.position(); }))});
  QByteArray out;
  const auto seen = [&] {
    process.waitForReadyRead(10);
    out += process.readAllStandardOutput();
    return out.count('\n');
  };
  desk_->fake.publish("charge.captured", "charge", "one");
  QTRY_COMPARE_WITH_TIMEOUT(seen(), 1, 10'000);
  desk_->fake.stop();
  desk_->fake.publish("charge.captured", "charge", "two");
  QTest::qWait(100);
  desk_->fake.start();
  desk_->fake.publish("charge.captured", "charge", "three");
  QTRY_VERIFY2_WITH_TIMEOUT(seen() == 3, process.readAllStandardError().constData(), 15'000);
  QVERIFY(out.indexOf("\"two\"") < out.indexOf("\"three\""));
  process.terminate();
  QVERIFY(process.waitForFinished(5'000));
}

void CtlTest::environment_names_daemon_and_token() {
  const auto outcome =
      run({QStringLiteral("whoami")},
          {QStringLiteral("PAYDESK_ADDRESS=") + QString::fromStdString(desk_->fake.address()),
           QStringLiteral("PAYDESK_TOKEN_FILE=") +
               QString::fromStdString(desk_->fake.token_file("demo-approver").string())});
  QCOMPARE(outcome.exit, 0);
  QVERIFY(outcome.out.contains("demo-approver"));
}

void CtlTest::hostile_arguments_do_no_harm_data() {
  QTest::addColumn<QByteArray>("argument");
  QTest::newRow("empty") << QByteArray();
  QTest::newRow("quotes") << QByteArray("'; DROP TABLE payment; --");
  QTest::newRow("escape sequence") << QByteArray("\x1b[2J\x1b]0;owned\x07");
  QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xc0\x80");
  QTest::newRow("overlong UTF-8") << QByteArray("\xc0\xaf");
  QTest::newRow("format directives") << QByteArray("%s%s%n{}{0}");
  QTest::newRow("very long") << QByteArray(100'000, 'a');
  QTest::newRow("path") << QByteArray("../../../../etc/passwd");
  QTest::newRow("option look-alike") << QByteArray("--json=maybe");
  QTest::newRow("right to left override") << QByteArray("\xe2\x80\xae"
                                                        "evil");
}

void CtlTest::hostile_arguments_do_no_harm() {
  QFETCH(QByteArray, argument);
  const QTemporaryDir folder;
  QFile script(folder.filePath(QStringLiteral("run.sh")));
  QVERIFY(script.open(QIODevice::WriteOnly));
  // Through a shell, as QProcess would turn the bytes into text first.
  QByteArray quoted = argument;
  quoted.replace('\'', "'\\''");
  script.write("exec " PAYDESKCTL " --endpoints '" +
               QByteArray::fromStdString(desk_->fake.endpoints_file().string()) + "' payments show '" +
               quoted + "'\n");
  script.close();
  QProcess process;
  process.start(QStringLiteral("sh"), {script.fileName()});
  QVERIFY(process.waitForFinished(20'000));
  QCOMPARE(process.exitStatus(), QProcess::NormalExit);
  QVERIFY2(process.exitCode() == 1 || process.exitCode() == 2,
           qPrintable(QString::number(process.exitCode())));
  const QByteArray said = process.readAllStandardError() + process.readAllStandardOutput();
  QVERIFY(!said.isEmpty());
  QVERIFY(!said.contains('\x1b'));
  QVERIFY(!said.contains("\xe2\x80\xae"));
}

void CtlTest::hostile_data_cannot_steer_the_terminal() {
  desk_->fake.edit([](auto& books) { books.payments.front().seller = "\x1b[31mEvil\nSeller\x07 한글"; });
  const auto outcome = ctl("payments list --limit 2");
  QCOMPARE(outcome.exit, 0);
  QVERIFY(!outcome.out.contains('\x1b'));
  QVERIFY(outcome.out.contains("한글"));
  QCOMPARE(outcome.out.count('\n'), 3);
}

void CtlTest::qt_gui_is_not_linked() {
  QProcess ldd;
  ldd.start(QStringLiteral("ldd"), {QStringLiteral(PAYDESKCTL)});
  QVERIFY(ldd.waitForFinished());
  const auto libraries = ldd.readAllStandardOutput();
  QVERIFY(libraries.contains("Qt6Core"));
  QVERIFY(!libraries.contains("Qt6Gui"));
}

QTEST_GUILESS_MAIN(CtlTest)
#include "ctl_test.moc"
