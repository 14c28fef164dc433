// Watching events: from any position, without a gap, a repeat or an unbounded queue.
#include <gtest/gtest.h>

#include <thread>

#include "paydesk/v1/events.grpc.pb.h"
#include "paydesk/v1/payments.grpc.pb.h"
#include "tests/service/desk.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;
using Reader = std::unique_ptr<grpc::ClientReader<v1::EventBatch>>;

void write_events(Desk& desk, int count) {
  pqxx::connection connection(desk.shop.database.app);
  pqxx::work work(connection);
  for (int i = 0; i < count; ++i)
    work.exec_params("insert into outbox (at, kind, subject_kind, subject_id, payload) "
                     "values (now(), 'test', 'thing', $1, $2)",
                     i, "{\"fill\":\"" + std::string(200, 'x') + "\"}");
  work.commit();
}

struct Watch {
  Watch(Desk& desk, std::int64_t after, const std::string& token = "viewer")
      : stub(v1::EventService::NewStub(desk.channel())), context(Desk::as(token)) {
    v1::WatchRequest request;
    request.set_after_position(after);
    reader = stub->Watch(context.get(), request);
  }
  ~Watch() {
    if (!finished)
      context->TryCancel();
    if (!finished)
      reader->Finish();
  }
  grpc::Status finish() {
    finished = true;
    v1::EventBatch batch;
    while (reader->Read(&batch))
      ;
    return reader->Finish();
  }
  /// Reads until `position` was seen; checks that positions follow each other from `last`.
  void read_to(std::int64_t position) {
    v1::EventBatch batch;
    while (last < position && reader->Read(&batch)) {
      ++batches;
      EXPECT_LE(batch.events_size(), 500);
      for (const auto& event : batch.events()) {
        EXPECT_EQ(event.position(), last + 1);
        last = event.position();
      }
      EXPECT_GE(batch.position(), last);
    }
    EXPECT_GE(last, position);
  }

  std::unique_ptr<v1::EventService::Stub> stub;
  std::unique_ptr<grpc::ClientContext> context;
  Reader reader;
  std::int64_t last = 0;
  int batches = 0;
  bool finished = false;
};

TEST(Watch, BeginsAnywhereAndGoesOnLive) {
  Desk desk;
  write_events(desk, 1200);
  Watch from_start(desk, 0);
  from_start.read_to(1200);
  EXPECT_GE(from_start.batches, 3);
  Watch from_middle(desk, 700);
  from_middle.last = 700;
  from_middle.read_to(1200);
  write_events(desk, 30);
  from_start.read_to(1230);
  from_middle.read_to(1230);
}

TEST(Watch, ResumesWithoutGapOrRepeatWhileEventsAreWritten) {
  Desk desk;
  std::thread writer([&] {
    for (int i = 0; i < 60; ++i) {
      write_events(desk, 25);
      std::this_thread::sleep_for(3ms);
    }
  });
  std::int64_t position = 0;
  while (position < 1500) {
    Watch watch(desk, position);
    watch.last = position;
    watch.read_to(std::min<std::int64_t>(position + 400, 1500));
    position = watch.last;
    if (testing::Test::HasFailure())
      break;
  }
  writer.join();
  EXPECT_EQ(position, 1500);
}

TEST(Watch, MinusOneBeginsAtThePresentAndHearsBeats) {
  Desk desk;
  write_events(desk, 10);
  while (*desk.shop.queries.newest_position() < 10)
    std::this_thread::sleep_for(5ms);
  Watch watch(desk, -1);
  v1::EventBatch batch;
  ASSERT_TRUE(watch.reader->Read(&batch));
  EXPECT_EQ(batch.events_size(), 0);
  EXPECT_EQ(batch.position(), 10);
  const auto begun = std::chrono::steady_clock::now();
  ASSERT_TRUE(watch.reader->Read(&batch));
  ASSERT_TRUE(watch.reader->Read(&batch));
  EXPECT_EQ(batch.events_size(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 3s) << "a heartbeat every 200 ms here";
  write_events(desk, 1);
  watch.last = 10;
  watch.read_to(11);
}

TEST(Watch, APositionThatIsNotThereYetIsRefused) {
  Desk desk;
  for (const std::int64_t position : {std::int64_t{1}, std::int64_t{-2}, INT64_MAX}) {
    Watch watch(desk, position);
    const auto status = watch.finish();
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(status.error_details(), "after_position");
  }
}

TEST(Watch, NeedsATokenAndEndsWhenItIsRevoked) {
  Desk desk;
  EXPECT_EQ(Watch(desk, 0, "").finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(Watch(desk, 0, "shop").finish().error_code(), grpc::StatusCode::PERMISSION_DENIED);
  Watch watch(desk, 0);
  v1::EventBatch batch;
  ASSERT_TRUE(watch.reader->Read(&batch));
  desk.revoke("viewer");
  EXPECT_EQ(watch.finish().error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST(Watch, EndsUnavailableWhenTheDaemonDrains) {
  Desk desk;
  Watch watch(desk, 0);
  v1::EventBatch batch;
  ASSERT_TRUE(watch.reader->Read(&batch));
  std::thread stopper([&] { desk.server->stop(); });
  const auto status = watch.finish();
  stopper.join();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_NE(status.error_message().find("stopping"), std::string::npos) << status.error_message();
}

TEST(Watch, ASlowReaderHoldsNobodyUpAndMissesNothing) {
  Desk desk;
  Watch slow(desk, 0);
  write_events(desk, 3000);
  Watch quick(desk, 0);
  quick.read_to(3000);
  std::this_thread::sleep_for(300ms);
  slow.read_to(3000);
}

TEST(Watch, ManyWatchersDoNotStarveOrdinaryCalls) {
  Desk desk;
  std::vector<std::unique_ptr<Watch>> watches;
  for (int i = 0; i < 60; ++i)
    watches.push_back(std::make_unique<Watch>(desk, 0));
  write_events(desk, 50);
  const auto stub = v1::PaymentService::NewStub(desk.channel());
  v1::ListPaymentsResponse page;
  for (int i = 0; i < 20; ++i)
    EXPECT_TRUE(stub->ListPayments(Desk::as("viewer").get(), {}, &page).ok());
  for (auto& watch : watches)
    watch->read_to(50);
}

TEST(Watch, ReadersThatGoAwayLeaveNothingBehind) {
  Desk desk;
  for (int i = 0; i < 30; ++i) {
    Watch watch(desk, 0);
    v1::EventBatch batch;
    if (i % 2 == 0)
      watch.reader->Read(&batch);
  }
  write_events(desk, 5);
  Watch watch(desk, 0);
  watch.read_to(5);
}

} // namespace
} // namespace paydesk::test
