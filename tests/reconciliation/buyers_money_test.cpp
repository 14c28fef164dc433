// What buyers are owed beyond their orders: each way in, each way back, and what proves the balance.
#include <algorithm>
#include <latch>
#include <thread>

#include "store/row_values.h"
#include "tests/queries/tamperings.h"
#include "tests/reconciliation/two_persons.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

/// A refund of 40.00 EUR that the bank sent back.
void refund_that_came_back(World& world) {
  const auto sale = world.paid({"100.00"});
  auto failed = news(News::Kind::refund_failed, world.refunded(sale, "40.00"), 4'000);
  const auto read = world.shop.pool.in_transaction([&](store::Tx& tx) -> Result<void> {
    failed.merchant_reference =
        store::text_of(tx.exec_once("select operation_id from operation where kind = 'refund'")[0][0]);
    return {};
  });
  ASSERT_TRUE(read);
  world.shop.tell(sale, failed);
}

/// 3.00 EUR at the bank that nothing explains.
views::ReconBreak receipt(World& world) {
  world.import(Statement{.entries = {{300, "from a buyer"}}});
  return world.only_break();
}

/// 1.00 EUR of what buyers are owed is given back by two persons, beside any file.
void given_back_by_people(World& world) {
  TwoPersons persons(world.shop);
  const auto given = persons.approve(persons.journals.propose(
      persons.asker,
      {{"", {{"buyer_payable", "debit", "1.00", "EUR"}, {"recon_suspense", "credit", "1.00", "EUR"}}}, "in cash", "", "", ""}));
  ASSERT_TRUE(given) << given.error().message << " [" << given.error().field << "]";
}

/// Every way in and every way back.
void live_with_buyers(World& world) {
  refund_that_came_back(world);
  ASSERT_EQ(world.resolve(receipt(world), "assign_receipt")->state, "resolved");
  world.import(Report{.batch = "D1"}.add("deposit_excess", "dep_1", 700).add("deposit_double", "dep_2", 500));
  world.import(Report{.batch = "D2"}.add("deposit_returned", "dep_1", -700));
  given_back_by_people(world);
}

TEST(BuyersMoney, IsWhatCameBeyondTheirOrdersLessWhatWentBack) {
  World world;
  ASSERT_NO_FATAL_FAILURE(live_with_buyers(world));
  EXPECT_EQ(world.balance("buyer_payable:"), -(4'000 + 300 + 500 - 100));
  world.expect_books_prove();
}

TEST(BuyersMoney, WhatIsTakenIntoSuspenseOrOwedToThePspIsNotTheirs) {
  World world;
  world.import(Report{.batch = "D1"}.add("deposit_excess", "dep_1", 700).add("deposit_returned", "dep_9", -5));
  ASSERT_EQ(world.resolve(world.only_break(), "create_missing")->state, "resolved");
  world.import(Report{.batch = "D2"}.add("deposit_excess", "dep_1", 700));
  ASSERT_EQ(world.resolve(world.only_break(), "refund_duplicate")->state, "resolved");
  EXPECT_EQ(world.balance("buyer_payable:"), -700);
  world.expect_books_prove();
}

TEST(BuyersMoney, OfOneCurrencyIsNotThatOfAnother) {
  World world;
  world.import(Report{.batch = "D1"}.add("deposit_excess", "dep_1", 700));
  world.import(Report{.batch = "D2", .currency = "USD"}.add("deposit_short", "dep_2", 300));
  EXPECT_EQ(world.balance("buyer_payable:"), -700);
  EXPECT_EQ(world.balance("buyer_payable:", "USD"), -300);
  world.expect_books_prove();
}

TEST(BuyersMoney, AReceiptIsAssignedOnceByHoweverManyAtOnce) {
  World world;
  const auto found = receipt(world);
  constexpr int operators = 4;
  std::latch start(operators);
  std::vector<int> resolved(operators, 0);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < operators; ++i)
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        resolved[static_cast<std::size_t>(i)] = world.resolve(found, "assign_receipt").has_value();
      });
  }
  EXPECT_EQ(std::count(resolved.begin(), resolved.end(), 1), 1);
  EXPECT_EQ(world.balance("buyer_payable:"), -300);
  world.expect_books_prove();
}

/// What two persons book of what buyers are owed.
struct GivenBack : World {
  GivenBack() { EXPECT_EQ(resolve(receipt(*this), "assign_receipt")->state, "resolved"); }

  /// `side` of buyer_payable.
  Result<views::Approval> ask(const std::string& amount, const std::string& side = "debit",
                              const std::string& currency = "EUR") {
    const auto other = side == "debit" ? "credit" : "debit";
    return persons.journals.propose(persons.asker, {{"",
                                                     {{"buyer_payable", side, amount, currency},
                                                      {"recon_suspense", other, amount, currency}}},
                                                    "given back by transfer", "", "", ""});
  }
  std::int64_t journals() { return count("select count(*) from ledger_transaction where kind <> 'bank'"); }

  TwoPersons persons{shop};
};

template <class T> void expect_not_owed(const Result<T>& refused, const std::string& owed) {
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(refused.error().field, "lines");
  EXPECT_NE(refused.error().message.find("buyers are owed " + owed), std::string::npos) << refused.error().message;
}

TEST(BuyersMoney, IsGivenBackToTheLastMinorUnitAndNoFurther) {
  GivenBack world;
  const auto before = world.journals();
  expect_not_owed(world.ask("3.01"), "3.00 EUR");
  expect_not_owed(world.ask("0.01", "debit", "USD"), "0.00 USD");
  EXPECT_EQ(world.journals(), before);
  const auto given = world.persons.approve(world.ask("3.00"));
  ASSERT_TRUE(given) << given.error().message;
  EXPECT_EQ(world.balance("buyer_payable:"), 0);
  expect_not_owed(world.ask("0.01"), "0.00 EUR");
  world.expect_books_prove();
}

TEST(BuyersMoney, CountsWhatAJournalPutsInBesideWhatItTakes) {
  GivenBack world;
  const auto mixed = world.persons.approve(world.persons.journals.propose(
      world.persons.asker, {{"",
                             {{"buyer_payable", "debit", "5.00", "EUR"},
                              {"buyer_payable", "credit", "2.50", "EUR"},
                              {"recon_suspense", "credit", "2.50", "EUR"}}},
                            "corrected", "", "", ""}));
  ASSERT_TRUE(mixed) << mixed.error().message;
  EXPECT_EQ(world.balance("buyer_payable:"), -50);
  world.expect_books_prove();
}

TEST(BuyersMoney, TheSameExcessIsGivenBackByOneOfManyApprovedAtOnce) {
  GivenBack world;
  constexpr int operators = 4;
  std::vector<views::Approval> asked;
  for (int i = 0; i < operators; ++i)
    asked.push_back(world.ask("3.00").value());
  std::latch start(operators);
  std::vector<Result<views::Approval>> decided(operators, tl::unexpected(Error{}));
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < asked.size(); ++i)
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        decided[i] = world.persons.approve(asked[i]);
      });
  }
  EXPECT_EQ(std::count_if(decided.begin(), decided.end(), [](const auto& each) { return each.has_value(); }), 1);
  // By the preview or under the lock, whichever it came to: only the latter names a field.
  for (const auto& each : decided)
    if (!each) {
      EXPECT_EQ(each.error().code, ErrorCode::failed_precondition);
      EXPECT_NE(each.error().message.find("buyers are owed 0.00 EUR"), std::string::npos) << each.error().message;
    }
  EXPECT_EQ(world.balance("buyer_payable:"), 0);
  world.expect_books_prove();
}

TEST(BuyersMoney, AJournalThatOwedThemMoreIsNotTakenBackOnceItWasGivenOut) {
  GivenBack world;
  const auto more = world.persons.approve(world.ask("5.00", "credit"));
  ASSERT_TRUE(more) << more.error().message;
  const auto given = world.persons.approve(world.ask("8.00"));
  ASSERT_TRUE(given) << given.error().message;
  const auto reverse = [&](const views::Approval& booked) {
    return world.persons.journals.propose_reversal(world.persons.asker,
                                                   {booked.transaction_id, "a mistake", "", "", ""});
  };
  expect_not_owed(reverse(*more), "0.00 EUR");
  ASSERT_TRUE(world.persons.approve(reverse(*given)));
  ASSERT_TRUE(world.persons.approve(reverse(*more)));
  EXPECT_EQ(world.balance("buyer_payable:"), -300);
  world.expect_books_prove();
}

struct Violation {
  const char* invariant;
  const char* statement;
};

constexpr auto owed = "buyer_payable_is_what_buyers_are_owed";
constexpr auto once = "deposits_are_given_back_once";

constexpr Violation violations[] = {
    {owed, "update psp_fact set amount = amount + 1 where kind = 'refund_returned'"},
    {owed, "delete from psp_fact where kind = 'refund_returned'"},
    {owed, "update settlement_line set gross = 501, net = 501 where kind = 'deposit_double'"},
    {owed, "update settlement_line set settled = false where kind = 'deposit_returned'"},
    {owed, "delete from settlement_line where kind = 'deposit_returned'"},
    {owed, "update recon_break set proposed_resolution = 'write_off' where proposed_resolution = 'assign_receipt'"},
    {owed, "update bank_entry set amount = amount + 1"},
    {owed, "update ledger_transaction set kind = 'adjustment' where kind = 'manual_journal'"},
    {owed, "update ledger_entry e set amount = e.amount - 1 from ledger_account a "
           "where a.account_id = e.account_id and a.class = 'buyer_payable'"},
    {owed, "update ledger_account set class = 'psp_fees' where class = 'buyer_payable'"},
    {once, "update settlement_line set gross = -701, net = -701 where kind = 'deposit_returned'"},
    {once, "update settlement_line set psp_reference = 'dep_9' where kind = 'deposit_returned'"},
    {once, "update settlement_line set psp_account = 'local' where kind = 'deposit_returned'"},
    {once, "update settlement_line set kind = 'deposit_returned', gross = -5, net = -5, psp_reference = 'dep_1' "
           "where kind = 'deposit_double'"},
};

class BuyersMoneyProven : public testing::TestWithParam<Violation> {};

TEST_P(BuyersMoneyProven, NamesEachViolation) {
  World world;
  ASSERT_NO_FATAL_FAILURE(live_with_buyers(world));
  world.expect_books_prove();
  world.shop.tamper(GetParam().statement);
  const auto response = world.shop.queries.verify();
  ASSERT_TRUE(response);
  EXPECT_FALSE(response->ok);
  const auto found = std::find_if(response->findings.begin(), response->findings.end(),
                                  [](const auto& finding) { return finding.invariant == GetParam().invariant; });
  ASSERT_NE(found, response->findings.end());
  EXPECT_GT(found->violations, 0);
  EXPECT_FALSE(found->examples.empty());
}

INSTANTIATE_TEST_SUITE_P(Buyers, BuyersMoneyProven, testing::ValuesIn(violations), [](const auto& violation) {
  return std::string(violation.param.invariant) + "_" + std::to_string(violation.index);
});

} // namespace
} // namespace paydesk::test
