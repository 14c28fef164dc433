// The event stream: every event once, in order, whatever happens to the connection.

#include <QSignalSpy>
#include <QTest>

#include "tests/models/desk.h"

using namespace paydesk;
using client::EventStream;

namespace {

/// Collects positions and counts batches.
struct Listener {
  explicit Listener(EventStream& stream) {
    QObject::connect(&stream, &EventStream::eventsArrived, &stream,
                     [this](const std::vector<views::Event>& events) {
                       ++batches;
                       for (const auto& event : events)
                         positions.push_back(event.position);
                     });
  }
  bool dense_from(std::int64_t first) const {
    for (std::size_t i = 0; i < positions.size(); ++i)
      if (positions[i] != first + static_cast<std::int64_t>(i)) return false;
    return true;
  }

  std::vector<std::int64_t> positions;
  int batches = 0;
};

void publish(test::Desk& desk, int count) {
  desk.fake.edit([&](fake::Books& books) {
    for (int i = 0; i < count; ++i)
      fake::publish(books, "charge.captured", "charge", "c", "payment-1");
  });
}

} // namespace

class EventStreamTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_begins_at_the_present();
  void it_begins_after_a_position();
  void a_burst_comes_in_few_batches();
  void nothing_is_lost_or_repeated_when_the_stream_breaks();
  void nothing_is_lost_when_the_daemon_dies_and_returns();
  void repeated_events_are_told_once();
  void a_left_out_event_is_fetched();
  void another_database_is_followed_from_its_present();
  void silence_counts_as_a_loss();
  void a_wrong_token_is_told_and_tried_again();
  void stopping_ends_it_at_once();
};

void EventStreamTest::it_begins_at_the_present() {
  test::Desk desk;
  publish(desk, 5);
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  QCOMPARE(stream.position(), 5);
  publish(desk, 3);
  QTRY_COMPARE(listener.positions.size(), 3u);
  QVERIFY(listener.dense_from(6));
  QVERIFY(stream.last_seen().has_value());
  QCOMPARE(stream.tries(), 0);
}

void EventStreamTest::it_begins_after_a_position() {
  test::Desk desk;
  publish(desk, 1200);
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel, 10);
  QTRY_COMPARE(listener.positions.size(), 1190u);
  QVERIFY(listener.dense_from(11));
}

void EventStreamTest::a_burst_comes_in_few_batches() {
  test::Desk desk;
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  for (int i = 0; i < 300; ++i)
    publish(desk, 1);
  QTRY_COMPARE(listener.positions.size(), 300u);
  QVERIFY2(listener.batches < 30, qPrintable(QString::number(listener.batches)));
}

void EventStreamTest::nothing_is_lost_or_repeated_when_the_stream_breaks() {
  test::Desk desk;
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  for (int round = 0; round < 10; ++round) {
    publish(desk, 20);
    if (round % 2 == 0) QTest::qWait(15);
    desk.fake.drop_streams();
    publish(desk, 7);
  }
  QTRY_COMPARE_WITH_TIMEOUT(listener.positions.size(), 270u, 10'000);
  QVERIFY(listener.dense_from(1));
}

void EventStreamTest::nothing_is_lost_when_the_daemon_dies_and_returns() {
  test::Desk desk;
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  publish(desk, 3);
  QTRY_COMPARE(listener.positions.size(), 3u);
  desk.fake.stop();
  QTRY_COMPARE(stream.state(), EventStream::State::Lost);
  QTRY_VERIFY(stream.tries() >= 2);
  QCOMPARE(stream.last_error()->code, ErrorCode::unavailable);
  publish(desk, 4);
  desk.fake.start();
  QTRY_COMPARE_WITH_TIMEOUT(stream.state(), EventStream::State::Live, 10'000);
  QTRY_COMPARE(listener.positions.size(), 7u);
  QVERIFY(listener.dense_from(1));
  QCOMPARE(stream.tries(), 0);
}

void EventStreamTest::repeated_events_are_told_once() {
  test::Desk desk;
  desk.fake.repeat_events(true);
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  for (int i = 0; i < 10; ++i) {
    publish(desk, 2);
    QTest::qWait(5);
  }
  QTRY_COMPARE(listener.positions.size(), 20u);
  QVERIFY(listener.dense_from(1));
}

void EventStreamTest::a_left_out_event_is_fetched() {
  test::Desk desk;
  publish(desk, 4);
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  desk.fake.skip_next_event();
  stream.start(desk.channel, 0);
  QTRY_COMPARE_WITH_TIMEOUT(listener.positions.size(), 4u, 10'000);
  QVERIFY(listener.dense_from(1));
}

void EventStreamTest::another_database_is_followed_from_its_present() {
  test::Desk desk;
  publish(desk, 9);
  EventStream stream(test::quick_timing());
  Listener listener(stream);
  stream.start(desk.channel);
  QTRY_COMPARE(stream.position(), 9);
  desk.fake.stop();
  desk.fake.edit([](auto& books) { books.events.clear(); });
  publish(desk, 2);
  desk.fake.start();
  QTRY_COMPARE_WITH_TIMEOUT(stream.position(), 2, 10'000);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  publish(desk, 1);
  QTRY_COMPARE(listener.positions, std::vector<std::int64_t>{3});
}

void EventStreamTest::silence_counts_as_a_loss() {
  test::Desk desk;
  EventStream stream(test::quick_timing());
  stream.start(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
  desk.fake.fall_silent(true);
  QTRY_COMPARE(stream.state(), EventStream::State::Lost);
  desk.fake.fall_silent(false);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
}

void EventStreamTest::a_wrong_token_is_told_and_tried_again() {
  const test::Desk desk;
  EventStream stream(test::quick_timing());
  stream.start(
      std::make_shared<client::Channel>(client::Endpoint{.address = desk.fake.address(), .token = "no"}));
  QTRY_COMPARE(stream.state(), EventStream::State::Lost);
  QCOMPARE(stream.last_error()->code, ErrorCode::unauthenticated);
  stream.use_channel(desk.channel);
  QTRY_COMPARE(stream.state(), EventStream::State::Live);
}

void EventStreamTest::stopping_ends_it_at_once() {
  test::Desk desk;
  for (int round = 0; round < 10; ++round) {
    EventStream stream(test::quick_timing());
    Listener listener(stream);
    stream.start(desk.channel, 0);
    publish(desk, 5);
    if (round % 3 != 0) QTest::qWait(round);
    stream.stop();
    const auto heard = listener.positions.size();
    QTest::qWait(5);
    QCOMPARE(listener.positions.size(), heard);
    QCOMPARE(stream.state(), EventStream::State::Idle);
  }
}

QTEST_GUILESS_MAIN(EventStreamTest)
#include "event_stream_test.moc"
