// Single values: asked for, kept fresh by events, kept when asking fails.

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "app/models/commands.h"
#include "app/models/sources.h"
#include "tests/models/desk.h"

using namespace paydesk;
using namespace paydesk::models;
using namespace std::chrono_literals;

class SourcesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void the_flow_comes_and_follows_events();
  void a_slow_flow_is_waited_for();
  void a_failure_keeps_the_last_value();
  void a_payment_is_shown_and_followed();
  void another_payment_replaces_the_one_under_way();
  void totals_follow_the_filter();
  void the_lifecycle_has_every_machine();
  void queue_statistics_and_status_come();
  void commands_reach_the_daemon();
};

void SourcesTest::the_flow_comes_and_follows_events() {
  test::Desk desk;
  client::EventStream events(test::quick_timing());
  FlowSource source(desk.daemon);
  source.follow(events);
  events.start(desk.channel);
  QTRY_VERIFY(events.is_live());
  source.refresh();
  QTRY_VERIFY(source.flow());
  QCOMPARE(source.flow()->payments, 250);
  QElapsedTimer timer;
  timer.start();
  const int before = desk.fake.calls("GetFlow");
  desk.fake.edit([](auto& books) { books.payments.push_back(test::plain_payment("x")); });
  for (int i = 0; i < 50; ++i) {
    desk.fake.publish("charge.created", "charge", "x", "payment-x");
    QTest::qWait(25);
  }
  QTRY_COMPARE(source.flow()->payments, 251);
  QVERIFY(desk.fake.calls("GetFlow") - before <= timer.elapsed() / 1'000 + 2);
}

void SourcesTest::a_slow_flow_is_waited_for() {
  test::Desk desk;
  desk.fake.delay("GetFlow", 1'300ms);
  QElapsedTimer timer;
  timer.start();
  FlowSource source(desk.daemon);
  source.refresh();
  for (int i = 0; i < 60; ++i) {
    source.touch();
    QTest::qWait(25);
  }
  QTRY_VERIFY(source.flow());
  QVERIFY(desk.fake.calls("GetFlow") <= timer.elapsed() / 1'300 + 1);
}

void SourcesTest::a_failure_keeps_the_last_value() {
  test::Desk desk;
  FlowSource source(desk.daemon);
  source.refresh();
  QTRY_VERIFY(source.flow());
  desk.fake.fail_next("GetFlow", {ErrorCode::unavailable, "no database", {}});
  source.refresh();
  QTRY_VERIFY(source.error().has_value());
  QVERIFY(source.flow());
  source.refresh();
  QTRY_VERIFY(!source.error().has_value());
}

void SourcesTest::a_payment_is_shown_and_followed() {
  test::Desk desk;
  client::EventStream events(test::quick_timing());
  PaymentDetailSource source(desk.daemon);
  source.follow(events);
  events.start(desk.channel);
  QTRY_VERIFY(events.is_live());
  source.show("order-3");
  QTRY_VERIFY(source.payment());
  QCOMPARE(source.payment()->payment_id, std::string("payment-3"));
  desk.fake.edit([](auto& books) { books.payments[3].charge_state = "captured"; });
  desk.fake.publish("charge.captured", "charge", "payment-4", "payment-4");
  QTest::qWait(150);
  QCOMPARE(source.payment()->charge_state, std::string("processing"));
  desk.fake.publish("charge.captured", "charge", "payment-3", "payment-3");
  QTRY_COMPARE(source.payment()->charge_state, std::string("captured"));
  source.show({});
  QVERIFY(!source.payment());
}

void SourcesTest::another_payment_replaces_the_one_under_way() {
  test::Desk desk;
  desk.fake.delay("GetPayment", 30ms);
  PaymentDetailSource source(desk.daemon);
  std::vector<std::string> seen;
  connect(&source, &PaymentDetailSource::changed, this, [&] {
    if (source.payment()) seen.push_back(source.payment()->payment_id);
  });
  for (int i = 0; i < 5; ++i) {
    source.show("payment-" + std::to_string(i));
    QTest::qWait(5);
  }
  QTRY_COMPARE(seen, std::vector<std::string>{"payment-4"});
}

void SourcesTest::totals_follow_the_filter() {
  test::Desk desk;
  PaymentTotalsSource source(desk.daemon);
  source.set_filter("state:processing");
  QTRY_VERIFY(source.totals());
  QCOMPARE(source.totals()->count, 250);
  QCOMPARE(source.totals()->sums.at(0), fake::money(250 * 128'000, "KRW"));
  source.set_filter("state:captured");
  QVERIFY(!source.totals());
  QTRY_VERIFY(source.totals());
  QCOMPARE(source.totals()->count, 0);
}

void SourcesTest::the_lifecycle_has_every_machine() {
  test::Desk desk;
  LifecycleSource source(desk.daemon);
  source.refresh();
  QTRY_VERIFY(source.lifecycle());
  QVERIFY(source.machine("charge"));
  QVERIFY(!source.machine("charge")->transitions.empty());
  QVERIFY(!source.machine("nothing"));
}

void SourcesTest::queue_statistics_and_status_come() {
  test::Desk desk(fake::demo_books(300));
  QueueStatsSource stats(desk.daemon);
  StatusSource status(desk.daemon);
  RunSource run(desk.daemon);
  stats.refresh();
  status.refresh();
  run.refresh();
  run.show(desk.fake.edit([](auto& books) { return books.runs.front().run_id; }));
  QTRY_VERIFY(stats.stats() && status.status() && run.run());
  QVERIFY(stats.stats()->waiting > 0);
  QVERIFY(status.status()->ready);
  QCOMPARE(desk.fake.calls("GetRun"), 1);
}

void SourcesTest::commands_reach_the_daemon() {
  test::Desk desk;
  desk.fake.edit([](auto& books) { books.payments[0] = test::plain_payment("0", "dead_letter"); });
  Commands commands(desk.daemon);
  std::string state;
  auto call = commands.retry_payment(
      {"payment-0", new_idempotency_key(), "checked"}, this,
      [&](Result<views::CommandOutcome> reply) { state = reply ? reply->state : "refused"; });
  QTRY_COMPARE(state, std::string("retry_scheduled"));
}

QTEST_GUILESS_MAIN(SourcesTest)
#include "sources_test.moc"
