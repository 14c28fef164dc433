// A bank's word about a batch: what it rejected is the seller's again, once, and nothing else moves.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/queries/paid_out.h"

namespace paydesk::test {
namespace {

struct Told : Shop {
  Told() {
    fund(*this, "tea", 5000);
    fund(*this, "rice", 3000);
    (void)add_account(*this, "tea");
    (void)add_account(*this, "rice", "NL91ABNA0417164300");
    batch = treasury.approved();
    (void)treasury.payouts.submit(treasury.clerk, batch, "weekly").value();
    const auto detail = treasury.payouts.detail(batch).value();
    for (const auto& payout : detail.payouts)
      references[payout.seller] = without_hyphens(payout.payout_id);
    report.message_id = detail.batch.message_id;
  }
  static std::string without_hyphens(std::string text) {
    std::erase(text, '-');
    return text;
  }
  Result<views::PayoutBatchDetail> hear() {
    treasury.report = report;
    return treasury.payouts.hear(treasury.clerk, "file " + std::to_string(++files));
  }
  std::string state(const std::string& seller) {
    const auto detail = treasury.payouts.detail(batch).value();
    for (const auto& payout : detail.payouts)
      if (payout.seller == seller)
        return payout.state;
    return "none";
  }
  std::int64_t wallet(const std::string& seller) {
    return count("select balance from wallet where seller = '" + seller + "'");
  }
  std::int64_t transit() {
    return count("select coalesce(-sum(amount), 0) from ledger_entry join ledger_account using (account_id) "
                 "where class = 'payout_transit'");
  }
  void expect_sound() {
    for (const auto proof = queries.verify().value(); const auto& finding : proof.findings)
      EXPECT_EQ(finding.violations, 0) << finding.invariant;
  }

  Treasury treasury{*this};
  Uuid batch;
  std::map<std::string, std::string> references;
  PayoutStatusReport report;
  int files = 0;
};

TEST(PayoutNews, ARejectedOneIsTheSellersAgainOnce) {
  Told told;
  told.report.lines = {{told.references["tea"], BankWord::rejected, "AC04 closed"},
                       {told.references["rice"], BankWord::accepted, ""}};
  const auto heard = told.hear();
  ASSERT_TRUE(heard) << heard.error().message;
  ASSERT_EQ(heard->left_out.size(), 1u);
  EXPECT_EQ(heard->left_out[0].why, "AC04 closed");
  EXPECT_EQ(told.state("tea"), "failed");
  EXPECT_EQ(told.state("rice"), "in_transit");
  EXPECT_EQ(told.wallet("tea"), 5000);
  EXPECT_EQ(told.transit(), 3000);
  const auto again = told.hear();
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_TRUE(again->left_out.empty());
  EXPECT_EQ(told.wallet("tea"), 5000);
  EXPECT_EQ(told.count("select count(*) from audit_record where action = 'payout_batch.hear'"), 2);
  told.expect_sound();
}

TEST(PayoutNews, ARejectedGroupIsEverybodysAgainAndCanBePaidOutAnew) {
  Told told;
  told.report.all = BankWord::rejected;
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(told.wallet("tea"), 5000);
  EXPECT_EQ(told.wallet("rice"), 3000);
  EXPECT_EQ(told.transit(), 0);
  EXPECT_TRUE(told.treasury.create());
  told.expect_sound();
}

TEST(PayoutNews, AnAcceptedOneCanBeRejectedLater) {
  Told told;
  told.report.all = BankWord::accepted;
  ASSERT_TRUE(told.hear());
  told.report.all = BankWord::rejected;
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(told.state("rice"), "failed");
  EXPECT_EQ(told.transit(), 0);
  told.expect_sound();
}

TEST(PayoutNews, UnknownAndContradictingReportsChangeNothing) {
  Told told;
  const auto known = told.report.message_id;
  for (const auto& id : {std::string("m1"), std::string(32, 'f'), std::string(32, 'z'), std::string("' or true --")}) {
    told.report.message_id = id;
    told.report.all = BankWord::rejected;
    const auto heard = told.hear();
    ASSERT_FALSE(heard);
    EXPECT_EQ(heard.error().code, ErrorCode::not_found);
  }
  told.report.message_id = known;
  told.report.lines = {{told.references["tea"], BankWord::rejected, ""}, {"nobody", BankWord::rejected, ""}};
  EXPECT_EQ(told.hear().error().code, ErrorCode::not_found);
  told.report.lines = {{told.references["tea"], BankWord::rejected, ""}, {told.references["tea"], BankWord::accepted, ""}};
  EXPECT_EQ(told.hear().error().code, ErrorCode::invalid_argument);
  EXPECT_EQ(told.transit(), 8000);
  EXPECT_EQ(told.state("tea"), "submitted");
  fund(told, "tea", 100);
  const auto waiting = told.treasury.create().value();
  told.report.lines.clear();
  told.report.message_id = Told::without_hyphens(waiting.to_string());
  EXPECT_EQ(told.hear().error().code, ErrorCode::failed_precondition);
  told.expect_sound();
}

TEST(PayoutNews, OfManyReportsAtOnceOneBooksBack) {
  Told told;
  told.report.all = BankWord::rejected;
  told.treasury.report = told.report;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 10; ++i)
      threads.emplace_back([&] { EXPECT_TRUE(told.treasury.payouts.hear(told.treasury.clerk, "file")); });
  }
  EXPECT_EQ(told.count("select count(*) from ledger_transaction where kind = 'payout_rejected'"), 2);
  EXPECT_EQ(told.wallet("tea"), 5000);
  told.expect_sound();
}

} // namespace
} // namespace paydesk::test
