// Hostile arguments and hostile data, and what paydeskctl is linked to.

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/ctl.h"

using namespace paydesk;

class CtlHostileTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void hostile_arguments_do_no_harm_data();
  void hostile_arguments_do_no_harm();
  void hostile_data_cannot_steer_the_terminal();
  void qt_gui_is_not_linked();

 private:
  test::CtlDesk desk_;
};

void CtlHostileTest::hostile_arguments_do_no_harm_data() {
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

void CtlHostileTest::hostile_arguments_do_no_harm() {
  QFETCH(QByteArray, argument);
  const QTemporaryDir folder;
  QFile script(folder.filePath(QStringLiteral("run.sh")));
  QVERIFY(script.open(QIODevice::WriteOnly));
  // Through a shell, as QProcess would turn the bytes into text first.
  QByteArray quoted = argument;
  quoted.replace('\'', "'\\''");
  script.write("exec " PAYDESKCTL " --endpoints '" +
               QByteArray::fromStdString(desk_.fake().endpoints_file().string()) + "' payments show '" +
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

void CtlHostileTest::hostile_data_cannot_steer_the_terminal() {
  desk_.fake().edit([](auto& books) { books.payments.front().seller = "\x1b[31mEvil\nSeller\x07 한글"; });
  const auto outcome = desk_.ctl("payments list --limit 2");
  QCOMPARE(outcome.exit, 0);
  QVERIFY(!outcome.out.contains('\x1b'));
  QVERIFY(outcome.out.contains("한글"));
  QCOMPARE(outcome.out.count('\n'), 3);
}

void CtlHostileTest::qt_gui_is_not_linked() {
  QProcess ldd;
  ldd.start(QStringLiteral("ldd"), {QStringLiteral(PAYDESKCTL)});
  QVERIFY(ldd.waitForFinished());
  const auto libraries = ldd.readAllStandardOutput();
  QVERIFY(libraries.contains("Qt6Core"));
  QVERIFY(!libraries.contains("Qt6Gui"));
}

std::unique_ptr<QObject> test::ctl_hostile_tests() { return std::make_unique<CtlHostileTest>(); }

#include "ctl_hostile_test.moc"
