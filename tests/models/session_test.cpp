// The session: finding a daemon, starting one, signing in, losing and regaining it.

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/session/session.h"
#include "tests/models/desk.h"

using namespace paydesk;
using session::ConnectionState;
using session::Session;
using Phase = ConnectionState::Phase;

class SessionTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_signs_in_and_goes_live();
  void permissions_are_those_of_the_user();
  void another_user_can_sign_in();
  void a_wrong_token_is_refused();
  void a_login_without_a_token_signs_nobody_in();
  void a_missing_daemon_is_waited_for();
  void a_lost_daemon_is_regained();
  void a_restarted_daemon_with_new_tokens_is_found();
  void a_local_daemon_is_started();
  void a_local_daemon_that_dies_at_once_is_told();
};

void SessionTest::it_signs_in_and_goes_live() {
  const test::Desk desk;
  Session session(desk.locator());
  QSignalSpy signed_in(&session, &Session::signedIn);
  session.open();
  QTRY_COMPARE(session.connection().phase(), Phase::Live);
  QCOMPARE(signed_in.size(), 1);
  QCOMPARE(session.caller().login, std::string("operator"));
  QCOMPARE(session.connection().address(), QString::fromStdString(desk.fake.address()));
  session.close();
  QCOMPARE(session.connection().phase(), Phase::Idle);
  QVERIFY(!session.is_signed_in());
}

void SessionTest::permissions_are_those_of_the_user() {
  const test::Desk desk;
  Session session(desk.locator("demo-viewer"));
  session.open();
  QTRY_VERIFY(session.is_signed_in());
  QVERIFY(session.may("ListPayments"));
  QVERIFY(!session.may("RetryPayment"));
  QVERIFY(session.has_role("viewer"));
  QVERIFY(!session.has_role("operator"));
}

void SessionTest::another_user_can_sign_in() {
  const test::Desk desk;
  Session session(desk.locator("demo-operator"));
  session.open();
  QTRY_COMPARE(session.caller().login, std::string("demo-operator"));
  QCOMPARE(session.logins(),
           (std::vector<std::string>{"demo-approver", "demo-operator", "demo-viewer", "operator"}));
  session.sign_in_as("demo-approver");
  QTRY_COMPARE(session.caller().login, std::string("demo-approver"));
  QTRY_COMPARE(session.connection().phase(), Phase::Live);
  QVERIFY(session.may("DecideRefund"));
}

void SessionTest::a_wrong_token_is_refused() {
  const test::Desk desk;
  const QTemporaryDir folder;
  QFile token(folder.filePath(QStringLiteral("t")));
  QVERIFY(token.open(QIODevice::WriteOnly));
  token.write("wrong");
  token.close();
  auto locator = desk.locator();
  locator.token_file = token.fileName().toStdString();
  Session session(locator);
  session.open();
  QTRY_COMPARE(session.connection().phase(), Phase::Refused);
  QCOMPARE(session.connection().error()->code, ErrorCode::unauthenticated);
}

void SessionTest::a_login_without_a_token_signs_nobody_in() {
  const test::Desk desk;
  Session session(desk.locator());
  session.open();
  QTRY_COMPARE(session.connection().phase(), Phase::Live);
  session.sign_in_as("nobody");
  QTRY_COMPARE(session.connection().phase(), Phase::Refused);
  QVERIFY(!session.is_signed_in());
  QVERIFY(!session.may("ListPayments"));
}

void SessionTest::a_missing_daemon_is_waited_for() {
  test::Desk desk;
  desk.fake.stop();
  Session session(desk.locator());
  session.open();
  QTRY_COMPARE(session.connection().phase(), Phase::Lost);
  QVERIFY(session.connection().tries() >= 1);
  desk.fake.start();
  QTRY_COMPARE_WITH_TIMEOUT(session.connection().phase(), Phase::Live, 10'000);
}

void SessionTest::a_lost_daemon_is_regained() {
  test::Desk desk;
  Session session(desk.locator());
  session.open();
  QTRY_COMPARE(session.connection().phase(), Phase::Live);
  QSignalSpy regained(&session.connection(), &ConnectionState::regained);
  desk.fake.stop();
  QTRY_COMPARE(session.connection().phase(), Phase::Lost);
  QVERIFY(session.connection().last_seen().has_value());
  desk.fake.start();
  QTRY_COMPARE_WITH_TIMEOUT(session.connection().phase(), Phase::Live, 10'000);
  QCOMPARE(regained.size(), 1);
}

void SessionTest::a_restarted_daemon_with_new_tokens_is_found() {
  test::Desk desk;
  Session session(desk.locator());
  session.open();
  QTRY_COMPARE(session.connection().phase(), Phase::Live);
  desk.fake.stop();
  QTRY_COMPARE(session.connection().phase(), Phase::Lost);
  desk.fake.edit([](auto& books) { books.logins.front().token = "renewed"; });
  desk.fake.start();
  QTRY_COMPARE_WITH_TIMEOUT(session.connection().phase(), Phase::Live, 15'000);
  QCOMPARE(session.endpoint().token, std::string("renewed"));
}

namespace {

/// A stand-in for paydeskd: puts its state where this instance's belongs.
QString write_script(const QTemporaryDir& folder, const QByteArray& body) {
  QFile script(folder.filePath(QStringLiteral("paydeskd")));
  script.open(QIODevice::WriteOnly);
  script.write("#!/bin/sh\n" + body);
  script.close();
  script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  return script.fileName();
}

/// An instance name nobody else uses, as the state of a superuser's instance lies in a shared folder.
std::string own_instance() { return "test-" + std::to_string(QCoreApplication::applicationPid()); }

QString state_folder() { return client::state_folders(own_instance()).front(); }

} // namespace

void SessionTest::a_local_daemon_is_started() {
  const QTemporaryDir folder;
  qputenv("PAYDESKD", write_script(folder, "exec " FAKE_PAYDESKD " --payments 10 --rate 0 --state " +
                                               state_folder().toUtf8() + "\n")
                          .toUtf8());
  client::Locator locator;
  locator.instance = own_instance();
  Session session(locator);
  QList<int> phases;
  connect(&session.connection(), &ConnectionState::changed, this,
          [&] { phases.push_back(static_cast<int>(session.connection().phase())); });
  session.open();
  QTRY_COMPARE_WITH_TIMEOUT(session.connection().phase(), Phase::Live, 15'000);
  QVERIFY(phases.contains(static_cast<int>(Phase::Starting)));
  QProcess::execute(QStringLiteral("kill"), {QString::number(session.endpoint().pid)});
  QDir(state_folder()).removeRecursively();
  qunsetenv("PAYDESKD");
}

void SessionTest::a_local_daemon_that_dies_at_once_is_told() {
  const QTemporaryDir folder;
  qputenv("PAYDESKD", write_script(folder, "echo 'no space left on device' >&2; exit 1\n").toUtf8());
  client::Locator locator;
  locator.instance = own_instance();
  Session session(locator);
  session.open();
  QTRY_COMPARE_WITH_TIMEOUT(session.connection().phase(), Phase::Refused, 10'000);
  QVERIFY(session.connection().error()->message.find("no space left") != std::string::npos);
  QDir(state_folder()).removeRecursively();
  qunsetenv("PAYDESKD");
}

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
