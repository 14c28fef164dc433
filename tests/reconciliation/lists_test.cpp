// The read side.
#include <set>

#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

/// Seven lines, of which one each is wrong in amount, fee, twice and unknown; and one fact that is absent.
struct Mixed : World {
  Mixed() {
    paid({"10.00"}, "seller-absent");
    for (int i = 0; i < 6; ++i)
      sales.push_back(paid({"100.00"}));
    Report report;
    for (const auto& sale : sales)
      report.add("capture", capture_of(sale), 10'000, 290);
    report.lines[1] = {"capture", capture_of(sales[1]), 9'000, fee(9'000), "", ""};
    report.lines[2].fee = 500;
    report.add("capture", capture_of(sales[3]), 10'000, 290).add("capture", "cap_x", 777, fee(777));
    run_id = import(report).run_id;
  }

  std::vector<Shop::Sale> sales;
  std::string run_id;
};

TEST(Lists, ARunTellsWhatCameOfIt) {
  Mixed world;
  const auto run = world.reconciliation.get_run({world.run_id});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->lines, 8);
  EXPECT_EQ(run->matched, 4);
  EXPECT_EQ(run->breaks_open, 5);
  EXPECT_EQ(run->breaks_total, 5);
  EXPECT_EQ(run->ledger_total.minor, 61'000);
  EXPECT_EQ(run->report_gross.minor, 69'777);
  EXPECT_EQ(run->report_net.minor, run->report_gross.minor - run->report_fee.minor);
  EXPECT_EQ(run->bank_amount.currency, Currency{});
  EXPECT_EQ(run->sha256.size(), 64u);
  EXPECT_EQ(run->file_name, "report.csv");
  EXPECT_EQ(world.reconciliation.get_run({world.shop.ids.next().to_string()}).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(world.reconciliation.get_run({"x"}).error().field, "run_id");
}

TEST(Lists, BreaksComeInPagesWithCountsOfAll) {
  Mixed world;
  views::ListBreaksRequest request{world.run_id, true, {}};
  request.page.limit = 2;
  std::set<std::string> seen;
  for (int pages = 0; pages < 3; ++pages) {
    const auto page = world.reconciliation.list_breaks(request);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->by_type.size(), 5u);
    for (const auto& row : page->rows)
      EXPECT_TRUE(seen.insert(row.break_id).second);
    request.page.cursor = page->next_cursor;
  }
  EXPECT_EQ(seen.size(), 5u);
  EXPECT_EQ(request.page.cursor, "");
  const auto counts = world.reconciliation.list_breaks({"", true, {}})->by_type;
  for (const auto& one : counts)
    if (one.type == "amount_mismatch") {
      EXPECT_EQ(one.at_stake.front().minor, -1'000);
    }
}

TEST(Lists, BreaksAreFilteredByTypeAndReference) {
  Mixed world;
  views::ListBreaksRequest request;
  request.page.filter = "type:timing,fee_mismatch psp:card";
  EXPECT_EQ(world.reconciliation.list_breaks(request)->rows.size(), 2u);
  request.page.filter = "cap_x";
  EXPECT_EQ(world.reconciliation.list_breaks(request)->rows.size(), 1u);
  request.page.filter = "currency:USD";
  EXPECT_EQ(world.reconciliation.list_breaks(request)->rows.size(), 0u);
  for (const auto* bad : {"-type:timing", "type:timing or state:open", "amount:>1", "state:", "(("}) {
    request.page.filter = bad;
    EXPECT_EQ(world.reconciliation.list_breaks(request).error().field, "filter") << bad;
  }
  request.page = {};
  request.page.cursor = "nonsense";
  EXPECT_EQ(world.reconciliation.list_breaks(request).error().field, "cursor");
  request.page.cursor = "";
  request.page.limit = 501;
  EXPECT_FALSE(world.reconciliation.list_breaks(request));
}

TEST(Lists, PairsShowBothSidesInTheOrderOfTheFile) {
  Mixed world;
  views::ListPairsRequest request{world.run_id, false, {}};
  request.page.limit = 4;
  std::vector<views::ReconPair> pairs;
  do {
    const auto page = world.reconciliation.list_pairs(request);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->total, 9);
    pairs.insert(pairs.end(), page->rows.begin(), page->rows.end());
    request.page.cursor = page->next_cursor;
  } while (!request.page.cursor.empty());
  ASSERT_EQ(pairs.size(), 9u);
  for (std::size_t i = 0; i < 8; ++i)
    EXPECT_EQ(pairs[i].line_no, static_cast<std::int64_t>(i + 1));
  EXPECT_EQ(pairs[0].link, "matched");
  EXPECT_EQ(pairs[0].break_id, "");
  EXPECT_EQ(pairs[0].ledger_amount.minor, 10'000);
  EXPECT_EQ(pairs[0].file_fee.minor, 290);
  EXPECT_EQ(pairs[0].ledger_seller, "seller-a");
  EXPECT_EQ(pairs[0].ledger_booked, "2026-11-16");
  EXPECT_EQ(pairs[1].break_type, "amount_mismatch");
  EXPECT_EQ(pairs[1].file_amount.minor, 9'000);
  EXPECT_EQ(pairs[2].break_type, "fee_mismatch");
  EXPECT_EQ(pairs[7].break_type, "missing_in_ledger");
  EXPECT_EQ(pairs[7].ledger_amount.currency, Currency{});
  EXPECT_EQ(pairs[8].break_type, "timing");
  EXPECT_EQ(pairs[8].line_no, 0);
  EXPECT_EQ(pairs[8].ledger_seller, "seller-absent");
  EXPECT_EQ(pairs[8].file_amount.currency, Currency{});
  const auto breaks = world.reconciliation.list_pairs({world.run_id, true, {}});
  EXPECT_EQ(breaks->rows.size(), 5u);
  EXPECT_EQ(breaks->total, 5);
}

TEST(Lists, RunsAreNewestFirst) {
  World world;
  for (const auto* batch : {"B1", "B2", "B3"}) {
    Report report{.batch = batch};
    world.import(report.add("capture", std::string("cap_") + batch, 1'000, 29));
    world.shop.clock.advance(std::chrono::seconds(1));
  }
  views::PageRequest page;
  page.limit = 2;
  const auto first = world.reconciliation.list_runs(page);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->rows[0].batch, "B3");
  page.cursor = first->next_cursor;
  const auto second = world.reconciliation.list_runs(page);
  ASSERT_EQ(second->rows.size(), 1u);
  EXPECT_EQ(second->rows[0].batch, "B1");
  EXPECT_EQ(second->next_cursor, "");
  views::PageRequest narrowed;
  narrowed.filter = "psp:local";
  EXPECT_TRUE(world.reconciliation.list_runs(narrowed)->rows.empty());
}

} // namespace
} // namespace paydesk::test
