// How a list stays fresh while the daemon's changes: in place, behind a pill, merged without moving what is read.
#include <QElapsedTimer>
#include <QPersistentModelIndex>

#include "app/models/payments_model.h"
#include "tests/models/desk.h"
#include "tests/models/paging.h"

using namespace paydesk;
using namespace paydesk::models;
using namespace paydesk::test;
using namespace std::chrono_literals;
using Phase = PagedModel::Phase;

class RefreshTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_change_shows_in_place();
  void a_change_far_down_shows_when_in_view();
  void new_rows_wait_until_merged();
  void merged_rows_keep_the_daemons_order();
  void rows_that_left_stay_marked_until_merged();
  void a_cursor_row_keeps_its_place_through_a_merge();
  void more_new_rows_than_a_refresh_reads_replace_the_list();
  void rows_in_view_stay_fresh_behind_more_new_rows_than_a_refresh_reads();
  void an_emptied_list_is_empty_after_merging();
  void events_refresh_at_most_once_a_second();
  void a_regained_connection_refreshes();
  void auto_merge_needs_no_pill();
  void a_random_history_ends_as_the_daemon_has_it();
};

void RefreshTest::a_change_shows_in_place() {
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

void RefreshTest::a_change_far_down_shows_when_in_view() {
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

void RefreshTest::new_rows_wait_until_merged() {
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

void RefreshTest::merged_rows_keep_the_daemons_order() {
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

void RefreshTest::rows_that_left_stay_marked_until_merged() {
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

void RefreshTest::a_cursor_row_keeps_its_place_through_a_merge() {
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

void RefreshTest::more_new_rows_than_a_refresh_reads_replace_the_list() {
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

void RefreshTest::rows_in_view_stay_fresh_behind_more_new_rows_than_a_refresh_reads() {
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

void RefreshTest::an_emptied_list_is_empty_after_merging() {
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

void RefreshTest::events_refresh_at_most_once_a_second() {
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

void RefreshTest::a_regained_connection_refreshes() {
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

void RefreshTest::auto_merge_needs_no_pill() {
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

void RefreshTest::a_random_history_ends_as_the_daemon_has_it() {
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

QTEST_GUILESS_MAIN(RefreshTest)
#include "refresh_test.moc"
