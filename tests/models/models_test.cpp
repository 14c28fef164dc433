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

using namespace paydesk;
using namespace paydesk::models;
using namespace std::chrono_literals;
using Phase = PagedModel::Phase;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// Fails the test on any model reset.
struct NoReset {
  explicit NoReset(PagedModel& model) : spy(&model, &QAbstractItemModel::modelReset) {}
  ~NoReset() { QTest::qVerify(spy.isEmpty(), "no reset", "", __FILE__, __LINE__); }
  QSignalSpy spy;
};

void load(PagedModel& model) {
  model.load();
  QTRY_COMPARE(model.phase(), Phase::Ready);
}

void fetch_all(PagedModel& model) {
  while (model.canFetchMore({})) {
    model.fetchMore({});
    QTRY_VERIFY(model.rowCount() == model.loaded_count());
  }
}

void refresh(PagedModel& model) {
  QSignalSpy updated(&model, &PagedModel::updated);
  model.refresh();
  QTRY_VERIFY(!updated.isEmpty());
}

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
  void a_change_shows_in_place();
  void a_change_far_down_shows_when_in_view();
  void new_rows_wait_until_merged();
  void merged_rows_keep_the_daemons_order();
  void rows_that_left_stay_marked_until_merged();
  void a_cursor_row_keeps_its_place_through_a_merge();
  void more_new_rows_than_a_refresh_reads_replace_the_list();
  void rows_in_view_stay_fresh_behind_more_new_rows_than_a_refresh_reads();
  void an_emptied_list_is_empty_after_merging();
  void a_failed_page_can_be_tried_again();
  void a_failed_first_page_can_be_tried_again();
  void another_filter_starts_over();
  void a_wrong_filter_is_told();
  void events_refresh_at_most_once_a_second();
  void a_regained_connection_refreshes();
  void a_commands_answer_shows_at_once();
  void equal_ids_are_both_shown();
  void pairs_without_a_run_stay_empty();
  void auto_merge_needs_no_pill();
  void a_random_history_ends_as_the_daemon_has_it();
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

void ModelsTest::a_change_shows_in_place() {
  test::Desk desk(test::plain_books(90));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  const NoReset no_reset(model);
  load(model);
  desk.fake.edit([](auto& books) { books.payments[7].status = "captured"; });
  QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
  refresh(model);
  QCOMPARE(changed.size(), 1);
  QCOMPARE(changed[0][0].toModelIndex().row(), 7);
  const int state = model.column_of(QLatin1String("status"));
  QCOMPARE(model.data(model.index(7, state), StateRole).toString(), QStringLiteral("captured"));
  QCOMPARE(model.pending_new_count(), 0);
}

void ModelsTest::a_change_far_down_shows_when_in_view() {
  test::Desk desk(test::plain_books(2'600));
  PaymentsModel model(desk.daemon);
  load(model);
  fetch_all(model);
  model.viewAt(2'500, 2'530);
  desk.fake.edit([](auto& books) { books.payments[2'510].status = "captured"; });
  refresh(model);
  QTRY_COMPARE(model.row_at(2'510)->status, std::string("captured"));
  QCOMPARE(model.pending_gone_count(), 0);
}

void ModelsTest::new_rows_wait_until_merged() {
  test::Desk desk(test::plain_books(90));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  desk.fake.edit([](auto& books) {
    books.payments.insert(books.payments.begin(),
                          {test::plain_payment("new-2"), test::plain_payment("new-1")});
  });
  QSignalSpy pending(&model, &PagedModel::pendingNewCountChanged);
  refresh(model);
  QCOMPARE(model.pending_new_count(), 2);
  QCOMPARE(pending.size(), 1);
  QCOMPARE(model.rowCount(), 90);
  QCOMPARE(model.row_at(0)->order_id, std::string("order-0"));
  model.mergeNew();
  QCOMPARE(model.pending_new_count(), 0);
  QCOMPARE(model.row_at(0)->order_id, std::string("order-new-2"));
  QCOMPARE(model.row_at(2)->order_id, std::string("order-0"));
  QCOMPARE(model.rowCount(), 92);
  QVERIFY(!model.canFetchMore({}));
}

void ModelsTest::merged_rows_keep_the_daemons_order() {
  test::Desk desk(test::plain_books(5));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  desk.fake.edit([](auto& books) {
    std::swap(books.payments[0], books.payments[3]);
    books.payments.insert(books.payments.begin() + 2, test::plain_payment("between"));
    books.payments.push_back(test::plain_payment("last"));
  });
  refresh(model);
  QCOMPARE(model.row_at(0)->order_id, std::string("order-0"));
  model.mergeNew();
  std::vector<std::string> order;
  for (int row = 0; row < model.rowCount(); ++row)
    order.push_back(model.row_at(row)->order_id);
  QCOMPARE(order, (std::vector<std::string>{"order-3", "order-1", "order-between", "order-2", "order-0",
                                            "order-4", "order-last"}));
}

void ModelsTest::rows_that_left_stay_marked_until_merged() {
  test::Desk desk(test::plain_books(90));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  desk.fake.edit(
      [](auto& books) { books.payments.erase(books.payments.begin() + 4, books.payments.begin() + 6); });
  refresh(model);
  QCOMPARE(model.rowCount(), 90);
  QCOMPARE(model.pending_gone_count(), 2);
  QCOMPARE(model.pending_new_count(), 0);
  QVERIFY(model.data(model.index(4, 0), GoneRole).toBool());
  QVERIFY(!model.data(model.index(6, 0), GoneRole).toBool());
  desk.fake.edit(
      [](auto& books) { books.payments.insert(books.payments.begin() + 4, test::plain_payment("4")); });
  refresh(model);
  QVERIFY(!model.data(model.index(4, 0), GoneRole).toBool());
  model.mergeNew();
  QCOMPARE(model.rowCount(), 89);
  QCOMPARE(model.row_at(4)->order_id, std::string("order-4"));
  QCOMPARE(model.row_at(5)->order_id, std::string("order-6"));
}

void ModelsTest::a_cursor_row_keeps_its_place_through_a_merge() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  load(model);
  const QPersistentModelIndex cursor(model.index(10, 0));
  desk.fake.edit(
      [](auto& books) { books.payments.insert(books.payments.begin(), test::plain_payment("new")); });
  refresh(model);
  QCOMPARE(cursor.row(), 10);
  model.mergeNew();
  QCOMPARE(model.row_at(cursor.row())->order_id, std::string("order-10"));
}

void ModelsTest::more_new_rows_than_a_refresh_reads_replace_the_list() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  const NoReset no_reset(model);
  load(model);
  desk.fake.edit([](auto& books) {
    for (int i = 0; i < 400; ++i)
      books.payments.insert(books.payments.begin(), test::plain_payment("new-" + std::to_string(i)));
  });
  refresh(model);
  QCOMPARE(model.pending_new_count(), 100);
  model.mergeNew();
  QCOMPARE(model.row_at(0)->order_id, std::string("order-new-399"));
  fetch_all(model);
  QCOMPARE(model.rowCount(), 650);
}

void ModelsTest::rows_in_view_stay_fresh_behind_more_new_rows_than_a_refresh_reads() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  load(model);
  model.viewAt(0, 20);
  desk.fake.edit([](auto& books) {
    for (int i = 0; i < 400; ++i)
      books.payments.insert(books.payments.begin(), test::plain_payment("new-" + std::to_string(i)));
    books.payments[405].status = "refunded";
  });
  refresh(model);
  QTRY_COMPARE(model.row_at(5)->status, std::string("refunded"));
  QCOMPARE(model.pending_new_count(), 100);
  QVERIFY(model.pending_more());
}

void ModelsTest::an_emptied_list_is_empty_after_merging() {
  test::Desk desk(test::plain_books(3));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  load(model);
  desk.fake.edit([](auto& books) { books.payments.clear(); });
  refresh(model);
  QCOMPARE(model.rowCount(), 3);
  QCOMPARE(model.pending_gone_count(), 3);
  model.mergeNew();
  QCOMPARE(model.rowCount(), 0);
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

void ModelsTest::events_refresh_at_most_once_a_second() {
  test::Desk desk;
  client::EventStream events(test::quick_timing());
  PaymentsModel model(desk.daemon);
  model.follow(events);
  events.start(desk.channel);
  load(model);
  QTRY_VERIFY(events.is_live());
  QElapsedTimer timer;
  timer.start();
  const int before = desk.fake.calls("ListPayments");
  desk.fake.edit([](auto& books) { books.payments[2].status = "authorized"; });
  for (int i = 0; i < 60; ++i) {
    desk.fake.publish("charge.authorized", "charge", "payment-2", "payment-2");
    QTest::qWait(25);
  }
  QTRY_COMPARE(model.row_at(2)->status, std::string("authorized"));
  const int calls = desk.fake.calls("ListPayments") - before;
  QVERIFY2(calls >= 1 && calls <= timer.elapsed() / 1'000 + 2, qPrintable(QString::number(calls)));
}

void ModelsTest::a_regained_connection_refreshes() {
  test::Desk desk;
  client::EventStream events(test::quick_timing());
  PaymentsModel model(desk.daemon);
  model.follow(events);
  events.start(desk.channel);
  load(model);
  QTRY_VERIFY(events.is_live());
  desk.fake.stop();
  QTRY_COMPARE(events.state(), client::EventStream::State::Lost);
  desk.fake.edit([](auto& books) { books.payments[1].status = "captured"; });
  desk.fake.start();
  QTRY_COMPARE_WITH_TIMEOUT(model.row_at(1)->status, std::string("captured"), 10'000);
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

void ModelsTest::auto_merge_needs_no_pill() {
  test::Desk desk;
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  model.set_auto_merge(true);
  load(model);
  desk.fake.edit(
      [](auto& books) { books.payments.insert(books.payments.begin(), test::plain_payment("new")); });
  refresh(model);
  QCOMPARE(model.pending_new_count(), 0);
  QCOMPARE(model.row_at(0)->order_id, std::string("order-new"));
}

void ModelsTest::a_random_history_ends_as_the_daemon_has_it() {
  test::Desk desk(test::plain_books(180));
  PaymentsModel model(desk.daemon);
  const QAbstractItemModelTester tester(&model, fatal);
  const NoReset no_reset(model);
  load(model);
  fetch_all(model);
  std::uint32_t random = 12345;
  const auto below = [&](std::size_t bound) {
    return (random = random * 1664525u + 1013904223u) / 7 % bound;
  };
  for (int round = 0; round < 40; ++round) {
    desk.fake.edit([&](auto& books) {
      auto& rows = books.payments;
      for (std::size_t i = below(6); i > 0; --i)
        rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(below(rows.size())),
                    test::plain_payment("r" + std::to_string(round) + "-" + std::to_string(i)));
      for (std::size_t i = below(6); i > 0; --i)
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(below(rows.size())));
      for (std::size_t i = below(4); i > 0; --i)
        std::swap(rows[below(rows.size())], rows[below(rows.size())]);
      rows[below(rows.size())].status = "captured";
    });
    refresh(model);
    if (below(2) == 0) model.mergeNew();
  }
  refresh(model);
  model.mergeNew();
  std::vector<std::string> here, there;
  for (int row = 0; row < model.rowCount(); ++row)
    here.push_back(model.row_at(row)->order_id + model.row_at(row)->status);
  desk.fake.edit([&](auto& books) {
    for (const auto& row : books.payments)
      there.push_back(row.order_id + row.status);
  });
  QCOMPARE(here, there);
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "models_test.moc"
