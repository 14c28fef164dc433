// Pay-outs on the bank's statement: debited alone or as a batch, given back, and what only looks like it.
#include "tests/queries/paid_out.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

const std::string funding = "DE02120300000000202051";

/// Two sellers, paid out 50.00 and 30.00 in one submitted batch.
struct PaidOut : World {
  PaidOut() {
    fund(shop, "tea", 5000);
    fund(shop, "rice", 3000);
    (void)add_account(shop, "tea");
    (void)add_account(shop, "rice", "NL91ABNA0417164300");
    batch = treasury.approved();
    (void)treasury.payouts.submit(treasury.clerk, batch, "weekly").value();
    for (const auto detail = treasury.payouts.detail(batch).value(); const auto& payout : detail.payouts)
      references[payout.seller] = without_hyphens(payout.payout_id);
  }
  static std::string without_hyphens(std::string text) {
    std::erase(text, '-');
    return text;
  }
  std::string batch_reference() const { return without_hyphens(batch.to_string()); }
  /// A statement of the account that is paid from; entries come in as one file.
  void bank(const std::vector<Statement::Entry>& entries) {
    Statement statement;
    statement.id = "P" + std::to_string(++statements);
    statement.account = funding;
    statement.entries = entries;
    statement.opening = opening;
    for (const auto& entry : entries)
      opening += entry.amount;
    import(statement);
  }
  std::string state(const std::string& seller) {
    for (const auto detail = treasury.payouts.detail(batch).value(); const auto& payout : detail.payouts)
      if (payout.seller == seller) return payout.state;
    return "none";
  }
  std::int64_t transit() { return balance("payout_transit:"); }
  std::int64_t wallet(const std::string& seller) {
    return count("select coalesce(sum(balance), 0) from wallet where seller = '" + seller + "'");
  }

  Treasury treasury{shop};
  Uuid batch;
  std::map<std::string, std::string> references;
  int statements = 0;
  std::int64_t opening = 100'000;
};

TEST(PayoutsAtTheBank, EachDebitPaysTheOneItNames) {
  PaidOut world;
  EXPECT_EQ(world.transit(), -8000);
  world.bank({{-5000, "SEPA " + world.references["tea"]}});
  EXPECT_EQ(world.state("tea"), "paid");
  EXPECT_EQ(world.state("rice"), "submitted");
  EXPECT_EQ(world.transit(), -3000);
  EXPECT_EQ(world.balance("bank:" + funding), -5000);
  std::string upper = world.references["rice"];
  std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
  world.bank({{-3000, world.batch_reference() + " " + upper}});
  EXPECT_EQ(world.state("rice"), "paid");
  EXPECT_EQ(world.transit(), 0);
  EXPECT_TRUE(world.break_names().empty());
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, OneDebitPaysAWholeBatch) {
  PaidOut world;
  world.bank({{-8000, world.batch_reference()}});
  EXPECT_EQ(world.state("tea"), "paid");
  EXPECT_EQ(world.state("rice"), "paid");
  EXPECT_EQ(world.transit(), 0);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'payout.paid'"), 2);
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, AStatedChargeOfADebitIsABankFee) {
  PaidOut world;
  world.bank({{-8035, world.batch_reference(), 35}});
  EXPECT_EQ(world.balance("bank_fees:"), 35);
  EXPECT_EQ(world.transit(), 0);
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, WhatOnlyLooksLikeADebitWaitsForAPerson) {
  PaidOut world;
  world.bank({{-4999, world.references["tea"]}});
  EXPECT_EQ(world.state("tea"), "submitted");
  EXPECT_EQ(world.transit(), -8000);
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  Statement elsewhere;
  elsewhere.id = "E1";
  elsewhere.entries = {{-5000, world.references["tea"]}};
  world.import(elsewhere);
  EXPECT_EQ(world.state("tea"), "submitted");
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, TheSecondDebitOfOnePayoutIsNotBookedAsOne) {
  PaidOut world;
  world.bank({{-5000, world.references["tea"] + " a"}, {-5000, world.references["tea"] + " b"}});
  EXPECT_EQ(world.state("tea"), "paid");
  EXPECT_EQ(world.transit(), -3000);
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  world.bank({{-5000, world.references["tea"] + " c"}});
  EXPECT_EQ(world.transit(), -3000);
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, AReturnIsTheSellersAgainLessTheStatedFee) {
  PaidOut world;
  world.bank({{-8000, world.batch_reference()}});
  world.bank({{4500, "RETURN " + world.references["tea"], 500}});
  EXPECT_EQ(world.state("tea"), "returned");
  EXPECT_EQ(world.wallet("tea"), 5000);
  EXPECT_EQ(world.balance("bank_fees:"), 500);
  EXPECT_EQ(world.state("rice"), "paid");
  world.bank({{5000, "RETURN " + world.references["tea"]}});
  EXPECT_EQ(world.wallet("tea"), 5000);
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, ACentUnderAPayoutsReferenceReturnsNothing) {
  PaidOut world;
  world.bank({{-8000, world.batch_reference()}});
  world.bank({{1, world.references["tea"]}});
  EXPECT_EQ(world.state("tea"), "paid");
  EXPECT_EQ(world.wallet("tea"), 0);
  EXPECT_EQ(world.only_break().type, "unexpected_bank_entry");
  world.expect_books_prove();
}

TEST(PayoutsAtTheBank, AReturnBeforeItsDebitWaitsForAPerson) {
  PaidOut world;
  world.bank({{5000, world.references["tea"]}});
  EXPECT_EQ(world.state("tea"), "submitted");
  EXPECT_EQ(world.wallet("tea"), 0);
  EXPECT_EQ(world.transit(), -8000);
  world.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
