// Pay-outs by a schedule on a real PostgreSQL: each due instant once, whoever runs it, and nothing approves itself.
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <thread>

#include "engine/payouts/schedules.h"
#include "store/payout_schedules.h"
#include "tests/queries/paid_out.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

/// It is Monday, 2026-11-16, 10:00 UTC: 11:00 in Berlin.
struct Scheduled : Shop {
  Result<views::PayoutSchedule> set(const views::PayoutSchedule& schedule, bool remove = false) {
    return schedules.set(admin, {schedule, remove, "agreed", ""});
  }
  static views::PayoutSchedule daily() {
    views::PayoutSchedule schedule;
    schedule.name = "all";
    schedule.currency = "EUR";
    schedule.rhythm = "daily";
    schedule.cut_off = "17:00";
    schedule.zone = "Europe/Berlin";
    schedule.minimum = "10.00";
    return schedule;
  }
  void pay(const std::string& seller, std::int64_t minor, const std::string& number = "DE89370400440532013000") {
    fund(*this, seller, minor);
    (void)add_account(*this, seller, number);
  }
  int run() {
    const auto made = schedules.run_due(daemon);
    EXPECT_TRUE(made) << made.error().message;
    return made ? *made : -1;
  }
  std::int64_t batches() { return count("select count(*) from payout_batch"); }
  void expect_sound() {
    for (const auto proof = queries.verify().value(); const auto& finding : proof.findings)
      EXPECT_EQ(finding.violations, 0) << finding.invariant;
  }
  /// To an instant that is not past.
  void go_to(const char* instant) { clock.advance(*parse_instant(instant) - clock.now()); }

  const Caller admin{Uuid{{7}}, "admin", "Admin", {"admin"}, Uuid{}};
  const Caller daemon{Uuid{{8}}, "payout-schedule", "Schedules", {"operator"}, Uuid{}};
  store::PgPayoutSchedules store{pool};
  PayoutSchedules schedules{PayoutSchedules::Needs{
      store, clock, ids, {"Paydesk Market", "DE02120300000000202051", ""}, {"card"}}};
};

TEST(PayoutSchedules, MakeABatchThatWaitsForAPersonOnceADay) {
  Scheduled shop;
  shop.pay("tea", 9000);
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  EXPECT_EQ(shop.run(), 0);
  shop.go_to("2026-11-16T15:59:59Z");
  EXPECT_EQ(shop.run(), 0);
  shop.go_to("2026-11-16T16:00:00Z");
  EXPECT_EQ(shop.run(), 1);
  EXPECT_EQ(shop.run(), 0);
  EXPECT_EQ(shop.count("select count(*) from payout_batch where state = 'awaiting_approval' and total = 9000 and "
                       "created_by = 'payout-schedule'"),
            1);
  EXPECT_EQ(shop.count("select count(*) from ledger_transaction where kind = 'payout'"), 0);
  const auto run = shop.schedules.runs({}).value().rows.at(0);
  Treasury treasury(shop);
  const auto batch = *Uuid::parse(run.batch_id);
  EXPECT_EQ(treasury.payouts.decide(shop.daemon, batch, true, "").error().code, ErrorCode::permission_denied);
  ASSERT_TRUE(treasury.payouts.decide(treasury.chief, batch, true, ""));
  ASSERT_TRUE(treasury.payouts.submit(treasury.clerk, batch, "due"));
  shop.expect_sound();
}

TEST(PayoutSchedules, TwentyDaemonsAtOnceMakeOneBatch) {
  Scheduled shop;
  shop.pay("tea", 9000);
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  shop.go_to("2026-11-16T16:00:00Z");
  constexpr int daemons = 20;
  std::barrier start(daemons);
  std::atomic<int> made = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < daemons; ++i)
      threads.emplace_back([&] {
        start.arrive_and_wait();
        made += shop.run();
      });
  }
  EXPECT_EQ(made, 1);
  EXPECT_EQ(shop.batches(), 1);
  EXPECT_EQ(shop.count("select count(*) from payout_run"), 1);
  shop.expect_sound();
}

TEST(PayoutSchedules, ManyMissedDaysAreOneBatch) {
  Scheduled shop;
  shop.pay("tea", 9000);
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  shop.go_to("2026-11-26T12:00:00Z");
  EXPECT_EQ(shop.run(), 1);
  EXPECT_EQ(shop.run(), 0);
  EXPECT_EQ(shop.batches(), 1);
  EXPECT_EQ(shop.schedules.runs({}).value().rows.at(0).due_at, *parse_instant("2026-11-25T16:00:00Z"));
}

TEST(PayoutSchedules, NothingFallsDueBeforeTheScheduleWasThere) {
  Scheduled shop;
  shop.pay("tea", 9000);
  shop.go_to("2026-11-16T16:30:00Z");
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  EXPECT_EQ(shop.run(), 0);
  shop.go_to("2026-11-17T16:00:00Z");
  EXPECT_EQ(shop.run(), 1);
}

TEST(PayoutSchedules, AnotherMinimumDoesNotForgetWhatIsDue) {
  Scheduled shop;
  shop.pay("tea", 900);
  auto schedule = shop.set(Scheduled::daily()).value();
  shop.go_to("2026-11-16T16:00:10Z");
  schedule.minimum = "5.00";
  ASSERT_TRUE(shop.set(schedule));
  EXPECT_EQ(shop.run(), 1);
  EXPECT_EQ(shop.batches(), 1);
}

TEST(PayoutSchedules, WhoIsLeftOutIsKeptWithTheReason) {
  Scheduled shop;
  shop.pay("good", 5000);
  shop.pay("small", 999, "NL91ABNA0417164300");
  shop.pay("owes", -300, "BE68539007547034");
  fund(shop, "nowhere", 5000);
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  shop.go_to("2026-11-16T16:00:00Z");
  EXPECT_EQ(shop.run(), 1);
  const auto run = shop.schedules.runs({}).value().rows.at(0);
  const auto detail = shop.schedules.run(*Uuid::parse(run.run_id)).value();
  ASSERT_EQ(detail.payouts.size(), 1u);
  EXPECT_EQ(detail.payouts[0].seller, "good");
  std::map<std::string, std::string> why;
  for (const auto& left : detail.sellers_left_out)
    why[left.seller] = left.why;
  EXPECT_EQ(why.size(), 3u);
  EXPECT_NE(why["small"].find("minimum"), std::string::npos);
  EXPECT_NE(why["owes"].find("nothing is available"), std::string::npos);
  EXPECT_NE(why["nowhere"].find("no approved bank account"), std::string::npos);
}

TEST(PayoutSchedules, WhenNobodyCanBePaidThatIsKeptToo) {
  Scheduled shop;
  shop.pay("small", 999);
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  shop.go_to("2026-11-16T16:00:00Z");
  EXPECT_EQ(shop.run(), 1);
  EXPECT_EQ(shop.run(), 0);
  EXPECT_EQ(shop.batches(), 0);
  EXPECT_EQ(shop.schedules.runs({}).value().rows.at(0).left_out, 1);
}

TEST(PayoutSchedules, ASellersOwnScheduleTakesThePlaceOfTheGeneralOne) {
  Scheduled shop;
  shop.pay("tea", 9000);
  shop.pay("rice", 700, "NL91ABNA0417164300");
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  auto own = Scheduled::daily();
  own.name = "rice-weekly";
  own.sellers = {"rice"};
  own.rhythm = "weekly";
  own.day = 3;
  own.minimum = "1.00";
  ASSERT_TRUE(shop.set(own));
  shop.go_to("2026-11-16T16:00:00Z");
  EXPECT_EQ(shop.run(), 1);
  EXPECT_EQ(shop.count("select count(*) from payout where seller = 'rice'"), 0);
  EXPECT_EQ(shop.count("select count(*) from payout_run_left_out"), 0);
  fund(shop, "tea", 4000);
  shop.go_to("2026-11-18T16:00:00Z");
  EXPECT_EQ(shop.run(), 1); // both at one instant: one batch
  EXPECT_EQ(shop.batches(), 2);
  EXPECT_EQ(shop.count("select count(*) from payout where seller = 'rice' and amount = 700"), 1);
  EXPECT_EQ(shop.count("select count(*) from payout where seller = 'tea' and amount = 4000"), 1);
}

TEST(PayoutSchedules, WhatWasCreditedTooLatelyIsHeldBack) {
  Scheduled shop;
  shop.pay("tea", 5000);
  auto schedule = Scheduled::daily();
  schedule.hold_days = 7;
  ASSERT_TRUE(shop.set(schedule));
  shop.go_to("2026-11-22T10:00:00Z");
  fund(shop, "tea", 2000);
  fund(shop, "tea", -100);
  EXPECT_EQ(shop.run(), 1); // of the day before: everything is too new
  EXPECT_EQ(shop.batches(), 0);
  EXPECT_EQ(shop.count("select count(*) from payout_run_left_out where why like '%too lately%'"), 1);
  shop.go_to("2026-11-23T16:00:00Z");
  EXPECT_EQ(shop.run(), 1);
  EXPECT_EQ(shop.count("select sum(amount) from payout"), 4900);
  shop.expect_sound();
}

// The clocks of Berlin skip 02:00 to 03:00 on 2027-03-28, and have it twice on 2027-10-31.
TEST(PayoutSchedules, EachDayFallsDueOnceWhenTheClocksChange) {
  for (const auto* days : {"2027-03-26T12:00:00Z", "2027-10-29T12:00:00Z"}) {
    Scheduled shop;
    shop.pay("tea", 9000);
    shop.go_to(days);
    auto schedule = Scheduled::daily();
    schedule.cut_off = "02:30";
    ASSERT_TRUE(shop.set(schedule));
    int made = 0;
    for (int quarter = 0; quarter < 4 * 24 * 4; ++quarter) {
      shop.clock.advance(15min);
      made += shop.run();
    }
    EXPECT_EQ(made, 4) << days;
  }
}

TEST(PayoutSchedules, TheCutOffIsWhatTheClocksOfTheZoneShow) {
  Scheduled shop;
  auto schedule = Scheduled::daily();
  ASSERT_TRUE(shop.set(schedule));
  EXPECT_EQ(shop.schedules.list().value().rows.at(0).next_due, *parse_instant("2026-11-16T16:00:00Z"));
  shop.go_to("2027-06-01T10:00:00Z");
  EXPECT_EQ(shop.schedules.list().value().rows.at(0).next_due, *parse_instant("2027-06-01T15:00:00Z"));
  schedule.version = 1;
  schedule.zone = "Asia/Seoul";
  schedule.rhythm = "monthly";
  schedule.day = 31;
  ASSERT_TRUE(shop.set(schedule));
  EXPECT_EQ(shop.schedules.list().value().rows.at(0).next_due, *parse_instant("2027-06-30T08:00:00Z"));
}

TEST(PayoutSchedules, HostileSchedulesAreRefusedByNameAndChangeNothing) {
  Scheduled shop;
  const auto field = [&](auto change) {
    auto schedule = Scheduled::daily();
    change(schedule);
    const auto set = shop.set(schedule);
    return set ? std::string("accepted") : set.error().field;
  };
  EXPECT_EQ(field([](auto& s) { s.name = "a'; drop table payout"; }), "schedule.name");
  EXPECT_EQ(field([](auto& s) { s.currency = "XXQ"; }), "schedule.currency");
  EXPECT_EQ(field([](auto& s) { s.rhythm = "hourly"; }), "schedule.rhythm");
  EXPECT_EQ(field([](auto& s) { s.day = 3; }), "schedule.day");
  EXPECT_EQ(field([](auto& s) { s.cut_off = "25:00"; }), "schedule.cut_off");
  for (const auto* zone : {"", "Mars/Olympus", "CET+1", "Europe/Berlin'", "../etc/passwd"})
    EXPECT_EQ(field([&](auto& s) { s.zone = zone; }), "schedule.zone") << zone;
  for (const auto* minimum : {"-1", "0.00", "1.001", "1e3"})
    EXPECT_EQ(field([&](auto& s) { s.minimum = minimum; }), "schedule.minimum") << minimum;
  EXPECT_EQ(field([](auto& s) { s.hold_days = 91; }), "schedule.hold_days");
  EXPECT_EQ(field([](auto& s) { s.psp_account = "nobody"; }), "schedule.psp_account");
  EXPECT_EQ(field([](auto& s) { s.version = 3; }), "schedule.version");
  EXPECT_EQ(shop.set(Scheduled::daily(), true).error().code, ErrorCode::not_found);
  EXPECT_EQ(shop.count("select count(*) from payout_schedule"), 0);
  EXPECT_EQ(shop.count("select count(*) from audit_record where action = 'payout_schedule.set'"), 0);
}

TEST(PayoutSchedules, ASellerHasOneScheduleACurrency) {
  Scheduled shop;
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  auto other = Scheduled::daily();
  other.name = "other";
  EXPECT_EQ(shop.set(other).error().field, "schedule.sellers");
  other.sellers = {"tea", "rice"};
  ASSERT_TRUE(shop.set(other));
  auto third = other;
  third.name = "third";
  third.sellers = {"rice"};
  EXPECT_EQ(shop.set(third).error().field, "schedule.sellers");
  third.currency = "USD";
  EXPECT_TRUE(shop.set(third));
}

TEST(PayoutSchedules, AreVersionsThatNobodyAlters) {
  Scheduled shop;
  const auto first = shop.set(Scheduled::daily()).value();
  EXPECT_EQ(first.version, 1);
  EXPECT_EQ(shop.set(Scheduled::daily()).error().code, ErrorCode::conflict);
  EXPECT_EQ(shop.set(first).value().version, 2);
  EXPECT_EQ(shop.set(first).error().code, ErrorCode::conflict);
  auto gone = first;
  gone.version = 2;
  ASSERT_TRUE(shop.set(gone, true));
  EXPECT_TRUE(shop.schedules.list().value().rows.empty());
  EXPECT_EQ(shop.set(Scheduled::daily()).value().version, 4);
  EXPECT_EQ(shop.count("select count(*) from audit_record where action = 'payout_schedule.set'"), 4);
  for (const auto* table : {"payout_schedule", "payout_run", "payout_run_left_out"})
    EXPECT_FALSE(shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.exec_once(std::string("delete from ") + table);
      return {};
    })) << table;
}

TEST(PayoutSchedules, ThePreviewSaysWhatWouldBePaidWhen) {
  Scheduled shop;
  shop.pay("tea", 9000);
  shop.pay("small", 5, "NL91ABNA0417164300");
  ASSERT_TRUE(shop.set(Scheduled::daily()));
  const auto preview = shop.schedules.preview().value();
  ASSERT_EQ(preview.rows.size(), 1u);
  EXPECT_EQ(preview.rows[0].run.due_at, *parse_instant("2026-11-16T16:00:00Z"));
  ASSERT_EQ(preview.rows[0].payouts.size(), 1u);
  EXPECT_EQ(preview.rows[0].payouts[0].amount.minor, 9000);
  EXPECT_EQ(preview.rows[0].sellers_left_out.size(), 1u);
  EXPECT_EQ(shop.batches(), 0);
  EXPECT_EQ(shop.count("select count(*) from payout_run"), 0);
}

} // namespace
} // namespace paydesk::test
