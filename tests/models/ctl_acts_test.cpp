// What paydeskctl has done: refunds, queue items, files.

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/models/ctl.h"

using namespace paydesk;

class CtlActsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_refund_is_asked_for_and_decided();
  void the_same_key_does_not_refund_twice();
  void queue_items_are_retried_and_discarded();
  void a_psp_is_paused_and_resumed();
  void a_file_is_imported_and_a_break_resolved();

 private:
  test::CtlDesk desk_;
};

void CtlActsTest::a_refund_is_asked_for_and_decided() {
  const QString payment = desk_.fake().edit([](auto& books) {
    for (const auto& row : books.payments)
      if (row.status == "captured" && row.amount.minor > 100'000)
        return QString::fromStdString(row.payment_id);
    return QString();
  });
  const auto preview =
      desk_.ctl({QStringLiteral("refunds"), QStringLiteral("create"), payment, QStringLiteral("--reason"),
                 QStringLiteral("returned"), QStringLiteral("--dry-run"), QStringLiteral("--json")});
  QCOMPARE(preview.exit, 0);
  QVERIFY(preview.json().value(QLatin1String("needs_approval")).toBool());
  const auto made =
      desk_.ctl({QStringLiteral("refunds"), QStringLiteral("create"), payment, QStringLiteral("--reason"),
                 QStringLiteral("returned"), QStringLiteral("--json")},
                "demo-operator");
  QCOMPARE(made.exit, 0);
  const auto refund = made.json().value(QLatin1String("refunds")).toArray().first().toObject();
  QCOMPARE(refund.value(QLatin1String("state")).toString(), QStringLiteral("awaiting_approval"));
  const QString id = refund.value(QLatin1String("refund_id")).toString();
  QCOMPARE(desk_
               .ctl({QStringLiteral("refunds"), QStringLiteral("decide"), id, QStringLiteral("--approve")},
                    "demo-operator")
               .exit,
           1);
  const auto decided = desk_.ctl({QStringLiteral("refunds"), QStringLiteral("decide"), id,
                                  QStringLiteral("--approve"), QStringLiteral("--json")},
                                 "demo-approver");
  QCOMPARE(decided.json().value(QLatin1String("state")).toString(), QStringLiteral("processing"));
}

void CtlActsTest::the_same_key_does_not_refund_twice() {
  const QString payment = desk_.first_id("payments list --json --filter state:settled", "payment_id");
  const QStringList command = {QStringLiteral("refunds"),
                               QStringLiteral("create"),
                               payment,
                               QStringLiteral("--reason"),
                               QStringLiteral("damaged"),
                               QStringLiteral("--key"),
                               QStringLiteral("0192f0f6-5a1e-7c3b-9d2f-0123456789ab"),
                               QStringLiteral("--json")};
  // A settled order has nothing refundable in the fake unless captured: either answer must be the same twice.
  const auto first = desk_.ctl(command);
  const auto again = desk_.ctl(command);
  QCOMPARE(again.exit, first.exit);
  QCOMPARE(again.out, first.out);
}

void CtlActsTest::queue_items_are_retried_and_discarded() {
  const QString dead = desk_.first_id("queue list --dead --json", "job_id");
  const auto retried =
      desk_.ctl({QStringLiteral("queue"), QStringLiteral("retry"), dead, QStringLiteral("--json")});
  QCOMPARE(retried.exit, 0);
  const auto half =
      desk_.ctl({QStringLiteral("queue"), QStringLiteral("retry"), dead, QStringLiteral("no-such-job")});
  QCOMPARE(half.exit, 1);
  QVERIFY(half.out.contains("no-such-job"));
  const QString other = desk_.first_id("queue list --dead --json", "job_id");
  QCOMPARE(desk_
               .ctl({QStringLiteral("queue"), QStringLiteral("discard"), other, QStringLiteral("--reason"),
                     QStringLiteral("customer paid by transfer")})
               .exit,
           0);
}

void CtlActsTest::a_psp_is_paused_and_resumed() {
  const auto paused = desk_.ctl("queue pause card-kr --reason maintenance --json");
  QCOMPARE(paused.exit, 0);
  QVERIFY(paused.json().value(QLatin1String("paused")).toBool());
  QVERIFY(!desk_.ctl("queue resume card-kr --json").json().value(QLatin1String("paused")).toBool());
  QCOMPARE(desk_.ctl("queue pause nobody --reason x").exit, 1);
}

void CtlActsTest::a_file_is_imported_and_a_break_resolved() {
  const QTemporaryDir folder;
  QFile file(folder.filePath(QStringLiteral("report 한글.csv")));
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write("a,b\n1,2\n");
  file.close();
  const QStringList command = {QStringLiteral("recon"), QStringLiteral("import"), file.fileName(),
                               QStringLiteral("--json")};
  QVERIFY(!desk_.ctl(command).json().value(QLatin1String("already_known")).toBool());
  QVERIFY(desk_.ctl(command).json().value(QLatin1String("already_known")).toBool());
  const QString run_id = desk_.first_id("recon runs --json", "run_id");
  QCOMPARE(desk_.ctl({QStringLiteral("recon"), QStringLiteral("show"), run_id}).exit, 0);
  const QString one = desk_.first_id("recon breaks --json", "break_id");
  const auto resolved =
      desk_.ctl({QStringLiteral("recon"), QStringLiteral("resolve"), one, QStringLiteral("--by"),
                 QStringLiteral("write_off"), QStringLiteral("--reason"), QStringLiteral("small"),
                 QStringLiteral("--json")},
                "demo-operator");
  QCOMPARE(resolved.exit, 0);
  const QString state = resolved.json().value(QLatin1String("state")).toString();
  QVERIFY(state == QLatin1String("proposed") || state == QLatin1String("resolved"));
  if (state == QLatin1String("proposed"))
    QCOMPARE(desk_
                 .ctl({QStringLiteral("recon"), QStringLiteral("decide"), one, QStringLiteral("--approve")},
                      "demo-approver")
                 .exit,
             0);
}

std::unique_ptr<QObject> test::ctl_acts_tests() { return std::make_unique<CtlActsTest>(); }

#include "ctl_acts_test.moc"
