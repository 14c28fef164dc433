#include "engine/reconciliation/schedule.h"

#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

using namespace std::chrono_literals;

Instant at(const char* text) { return *parse_instant(text); }

TEST(SettlementSchedule, IsOnceADayAndTriesAgainUntilItWentWell) {
  const SettlementSchedule schedule(2h + 30min, 15min);
  const auto now = at("2026-11-16T10:00:00Z");
  EXPECT_EQ(schedule.next(now, std::nullopt, std::nullopt), at("2026-11-16T02:30:00Z"))
      << "overdue at the first start";
  EXPECT_TRUE(schedule.due(now, at("2026-11-15T02:31:00Z"), std::nullopt));
  EXPECT_EQ(schedule.next(now, at("2026-11-16T02:31:00Z"), std::nullopt), at("2026-11-17T02:30:00Z"));
  EXPECT_EQ(schedule.next(now, std::nullopt, at("2026-11-16T09:55:00Z")), at("2026-11-16T10:10:00Z"));
  EXPECT_FALSE(schedule.due(now, std::nullopt, at("2026-11-16T09:55:00Z")));
  EXPECT_EQ(schedule.next(at("2026-11-16T01:00:00Z"), at("2026-11-15T03:00:00Z"), std::nullopt),
            at("2026-11-16T02:30:00Z"));
}

/// Two reports, of which one cannot be fetched.
class FakeSource final : public SettlementSource {
 public:
  Result<std::vector<SettlementReport>> list(std::string_view) override {
    return std::vector<SettlementReport>{{"1", "B1", "card"}, {"2", "B2", "card"}};
  }
  Result<std::string> report(const SettlementReport& report) override {
    if (report.id == "2") return fail(ErrorCode::unavailable, "the PSP does not answer");
    return file;
  }
  Result<std::string> statement(const SettlementReport&) override { return std::string{}; }

  std::string file;
};

TEST(FetchSettlements, OneBadReportDoesNotStopTheOthersAndNothingIsImportedTwice) {
  World world;
  FakeSource source;
  Report report;
  source.file = report.add("capture", "cap_1", 1'000, 29).csv();
  const auto first = fetch_settlements(world.reconciliation, source, world.anna, "card");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->imported, 1);
  EXPECT_EQ(first->problems, std::vector<std::string>{"B2.csv: the PSP does not answer"});
  const auto second = fetch_settlements(world.reconciliation, source, world.anna, "card");
  EXPECT_EQ(second->imported, 0);
  EXPECT_EQ(second->already_known, 1);
}

} // namespace
} // namespace paydesk::test
