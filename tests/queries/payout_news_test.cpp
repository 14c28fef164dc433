// A bank's word about a batch: what it rejected is the seller's again, once, and nothing else moves.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "core/closed_accounts.h"
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

std::string account_state(Told& told, const std::string& seller) {
  const auto rows = told.pool.in_transaction([&](store::Tx& tx) -> Result<std::string> {
    return store::text_of(tx.exec_once("select string_agg(state, ' ' order by account_id) from payout_account where "
                                       "seller = $1", store::Params::of(seller))[0][0]);
  });
  return rows.value();
}

TEST(PayoutNews, AClosedAccountIsBlockedByItself) {
  Told told;
  told.report.lines = {{told.references["tea"], BankWord::rejected, "AC04 closed in May", "AC04"},
                       {told.references["rice"], BankWord::rejected, "AM04 funds", "AM04"}};
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(account_state(told, "tea"), "blocked");
  EXPECT_EQ(account_state(told, "rice"), "active");
  EXPECT_EQ(told.count("select count(*) from audit_record where action = 'payout_account.block' and login = 'clerk' and "
                       "detail->>'number' = 'DE****3000' and detail->>'reason' like '%AC04 closed in May'"),
            1);
  EXPECT_EQ(told.count("select count(*) from outbox where kind = 'payout_account.blocked'"), 1);
  const auto preview = told.treasury.payouts.preview({"EUR", "", {}}).value();
  ASSERT_EQ(preview.left_out.size(), 1u);
  EXPECT_EQ(preview.left_out[0].seller, "tea");
  EXPECT_NE(preview.left_out[0].why.find("AC04 closed in May"), std::string::npos) << preview.left_out[0].why;
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(told.count("select count(*) from audit_record where action = 'payout_account.block'"), 1);
  (void)add_account(told, "tea", "BE68539007547034");
  EXPECT_TRUE(told.treasury.payouts.preview({"EUR", "", {}}).value().left_out.empty());
  told.expect_sound();
}

TEST(PayoutNews, AClosedAccountIsBlockedForWhoeverElseIsPaidToIt) {
  Told told;
  fund(told, "silk", 700);
  (void)add_account(told, "silk");
  told.report.lines = {{told.references["tea"], BankWord::rejected, "AC07", "AC07"}};
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(account_state(told, "silk"), "blocked");
  EXPECT_EQ(told.count("select count(*) from outbox where kind = 'payout_account.blocked'"), 2);
}

TEST(PayoutNews, WhatIsSaidOfTheWholeFileBlocksNobody) {
  Told told;
  told.report.all = BankWord::rejected;
  told.report.reason = "AC06 our own account is blocked";
  told.report.lines = {{told.references["tea"], BankWord::accepted, "AC04", "AC04"}};
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(told.count("select count(*) from payout_account where state = 'blocked'"), 0);
}

TEST(PayoutNews, AnAccountThatWasReplacedMeanwhileStaysReplaced) {
  Told told;
  (void)add_account(told, "tea", "BE68539007547034");
  told.report.lines = {{told.references["tea"], BankWord::rejected, "AC04", "AC04"}};
  ASSERT_TRUE(told.hear());
  EXPECT_EQ(told.state("tea"), "failed");
  EXPECT_EQ(told.count("select count(*) from payout_account where seller = 'tea' and state = 'active'"), 1);
  EXPECT_EQ(told.count("select count(*) from payout_account where state = 'blocked'"), 0);
}

TEST(PayoutNews, OnlyWordsAboutThePayeesAccountCloseIt) {
  for (const auto* code : {"AC01", "AC03", "AC04", "AC06", "AC07"})
    EXPECT_TRUE(closes_account(code)) << code;
  for (const auto* code : {"", "AC02", "AC05", "AC13", "AM04", "BE01", "MD07", "MS03", "ac04", "AC04 "})
    EXPECT_FALSE(closes_account(code)) << code;
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
