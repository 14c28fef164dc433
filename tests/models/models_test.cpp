// The list models: pages, placeholders, changes in place, and rows that wait to be merged.

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

#include "app/models/audit_model.h"
#include "app/models/balances_model.h"
#include "app/models/breaks_model.h"
#include "app/models/journal_model.h"
#include "app/models/pairs_model.h"
#include "app/models/payments_model.h"
#include "app/models/queue_model.h"
#include "app/models/refunds_model.h"
#include "app/models/runs_model.h"
#include "app/models/wallets_model.h"
#include "tests/models/desk.h"
#include "tests/models/paging.h"

using namespace paydesk;
using namespace paydesk::models;
using namespace paydesk::test;
using namespace std::chrono_literals;
using Phase = PagedModel::Phase;

namespace {

/// What every list must survive: pages to the end, every role, a refresh, a failure, another filter.
template <class Model, class Prepare>
void exercise(Prepare&& prepare) {
  test::Desk desk(fake::demo_books(600));
  Model model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  const NoReset no_reset(model);
  prepare(model, desk);
  load(model);
  QVERIFY(model.rowCount() > 0);
  fetch_all(model);
  for (int row = 0; row < std::min(model.rowCount(), 50); ++row)
    for (int column = 0; column < model.columnCount(); ++column)
      for (int role = CellKindRole; role <= StaleRole; ++role)
        model.data(model.index(row, column), role);
  QVERIFY(!model.id_at(0).isEmpty());
  QCOMPARE(model.row_of(model.id_at(model.rowCount() - 1)), model.rowCount() - 1);
  refresh(model);
  QCOMPARE(model.pending_new_count(), 0);
  QCOMPARE(model.pending_gone_count(), 0);
  const QByteArray seen = model.snapshot();
  Model later(desk.daemon);
  const QAbstractItemModelTester later_tester(&later, fatal);
  prepare(later, desk);
  if (later.phase() == Phase::Idle) {
    later.restore(seen);
    QVERIFY(later.rowCount() > 0);
    QCOMPARE(later.id_at(0), model.id_at(0));
    QVERIFY(later.data(later.index(0, 0), StaleRole).toBool());
  }
  load(later);
  QVERIFY(!later.data(later.index(0, 0), StaleRole).toBool());
  model.set_oldest_first(true);
  QTRY_COMPARE(model.phase(), Phase::Ready);
}

void nothing(PagedModel&, test::Desk&) {}

} // namespace

class ModelsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void payments_hold() { exercise<PaymentsModel>(nothing); }
  void the_retry_queue_holds() { exercise<QueueModel>(nothing); }
  void dead_letters_hold() {
    exercise<QueueModel>([](QueueModel& model, test::Desk&) { model.set_dead_letter(true); });
  }
  void breaks_hold() { exercise<BreaksModel>(nothing); }
  void pairs_hold() {
    exercise<PairsModel>([](PairsModel& model, test::Desk& desk) {
      model.set_run(desk.fake.edit([](auto& books) { return books.runs.front().run_id; }));
    });
  }
  void runs_hold() { exercise<RunsModel>(nothing); }
  void refunds_hold() { exercise<RefundsModel>(nothing); }
  void the_journal_holds() { exercise<JournalModel>(nothing); }
  void balances_hold() { exercise<BalancesModel>(nothing); }
  void wallets_hold() { exercise<WalletsModel>(nothing); }
  void the_audit_log_holds() { exercise<AuditModel>(nothing); }

  void pages_come_as_the_view_asks();
  void placeholders_stand_for_a_page_under_way();
  void a_failed_page_can_be_tried_again();
  void a_failed_first_page_can_be_tried_again();
  void another_filter_starts_over();
  void a_wrong_filter_is_told();
  void a_commands_answer_shows_at_once();
  void equal_ids_are_both_shown();
  void pairs_without_a_run_stay_empty();
};

void ModelsTest::pages_come_as_the_view_asks() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  QCOMPARE(model.rowCount(), 0);
  load(model);
  QCOMPARE(model.rowCount(), 100);
  QVERIFY(model.canFetchMore({}));
  model.viewAt(0, 20);
  QCOMPARE(model.rowCount(), 100);
  model.viewAt(40, 60);
  QTRY_COMPARE(model.loaded_count(), 200);
  fetch_all(model);
  QCOMPARE(model.rowCount(), 250);
  QVERIFY(!model.canFetchMore({}));
  QCOMPARE(*model.total(), 250);
  QCOMPARE(desk.fake.calls("ListPayments"), 3);
  QCOMPARE(model.row_at(249)->order_id, std::string("order-249"));
  QVERIFY(!model.row_at(250));
}

void ModelsTest::placeholders_stand_for_a_page_under_way() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  desk.fake.delay("ListPayments", 50ms);
  model.fetchMore({});
  QCOMPARE(model.rowCount(), 200);
  QCOMPARE(model.loaded_count(), 100);
  QVERIFY(model.data(model.index(150, 0), PlaceholderRole).toBool());
  QVERIFY(!model.row_at(150));
  QVERIFY(!model.canFetchMore({}));
  QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
  QTRY_COMPARE(model.loaded_count(), 200);
  QVERIFY(inserted.isEmpty());
  model.fetchMore({});
  QTRY_COMPARE(model.loaded_count(), 250);
  QCOMPARE(model.rowCount(), 250);
}

void ModelsTest::a_failed_page_can_be_tried_again() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  desk.fake.fail_next("ListPayments", {ErrorCode::exhausted, "too many", {}});
  model.fetchMore({});
  QTRY_COMPARE(model.phase(), Phase::Failed);
  QCOMPARE(model.error()->code, ErrorCode::exhausted);
  QCOMPARE(model.rowCount(), 100);
  QVERIFY(!model.canFetchMore({}));
  model.retry();
  QTRY_COMPARE(model.phase(), Phase::Ready);
  QVERIFY(!model.error());
  fetch_all(model);
  QCOMPARE(model.rowCount(), 250);
}

void ModelsTest::a_failed_first_page_can_be_tried_again() {
  test::Desk desk;
  desk.fake.fail_next("ListPayments", {ErrorCode::unavailable, "no database", {}});
  PaymentsModel model(desk.daemon);
  model.load();
  QTRY_COMPARE(model.phase(), Phase::Failed);
  QCOMPARE(model.rowCount(), 0);
  model.retry();
  QTRY_COMPARE(model.phase(), Phase::Ready);
  QCOMPARE(model.rowCount(), 100);
}

void ModelsTest::another_filter_starts_over() {
  test::Desk desk;
  desk.fake.edit([](auto& books) {
    for (int i = 0; i < 30; ++i)
      books.payments[static_cast<std::size_t>(i) * 3].status = "captured";
  });
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  const NoReset no_reset(model);
  load(model);
  desk.fake.delay("ListPayments", 20ms);
  model.set_filter("state:failed");
  QCOMPARE(model.rowCount(), 0);
  model.set_filter("state:captured");
  QTRY_COMPARE(model.rowCount(), 30);
  QTest::qWait(60);
  QCOMPARE(model.rowCount(), 30);
  model.set_filter("state:refunded");
  QTRY_COMPARE(model.phase(), Phase::Ready);
  QCOMPARE(model.rowCount(), 0);
}

void ModelsTest::a_wrong_filter_is_told() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  model.set_filter("colour:red");
  model.load();
  QTRY_COMPARE(model.phase(), Phase::Failed);
  QCOMPARE(model.error()->code, ErrorCode::invalid_argument);
  QCOMPARE(model.error()->field, std::string("filter"));
}

void ModelsTest::a_commands_answer_shows_at_once() {
  test::Desk desk(test::plain_books(90));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  model.put(test::plain_payment("5", "cancelled"));
  QCOMPARE(model.find(QStringLiteral("order-5"))->status, std::string("cancelled"));
  model.put(test::plain_payment("unknown"));
  QCOMPARE(model.rowCount(), 90);
}

void ModelsTest::equal_ids_are_both_shown() {
  test::Desk desk(test::plain_books(4));
  desk.fake.edit([](auto& books) { books.payments[2] = books.payments[1]; });
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  QCOMPARE(model.rowCount(), 4);
  QVERIFY(model.id_at(1) != model.id_at(2));
}

void ModelsTest::pairs_without_a_run_stay_empty() {
  test::Desk desk(fake::demo_books(100));
  PairsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  model.load();
  QCOMPARE(model.phase(), Phase::Idle);
  model.set_run(desk.fake.edit([](auto& books) { return books.runs.front().run_id; }));
  QTRY_COMPARE(model.phase(), Phase::Ready);
  const int rows = model.rowCount();
  QVERIFY(rows > 0);
  model.set_breaks_only(true);
  QTRY_COMPARE(model.phase(), Phase::Ready);
  QVERIFY(model.rowCount() < rows);
  model.set_run({});
  QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
