// The proof of the books: silent on a life as it should be, and loud about each tampering.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/queries/tamperings.h"

namespace paydesk::test {
namespace {

views::VerifyResponse verified(Shop& shop) {
  auto response = shop.queries.verify();
  EXPECT_TRUE(response) << response.error().message;
  return response.value_or(views::VerifyResponse{});
}

/// What settlement files and bank statements move; tests/reconciliation has them.
const std::set<std::string> of_files = {"settlement_clearing_is_what_the_bank_owes",
                                        "carried_amounts_wait_for_their_next_batch", "psp_reserve_is_what_is_held_back",
                                        "bank_is_the_statement_closing", "psp_invoices_are_paid_once",
                                        "settled_pay_outs_are_what_the_psp_told",
                                        "buyer_payable_is_what_buyers_are_owed", "deposits_are_given_back_once"};

std::string told(const views::VerifyResponse& response) {
  std::string text;
  for (const auto& finding : response.findings)
    if (finding.violations > 0)
      text += finding.invariant + ": " + (finding.examples.empty() ? "" : finding.examples.front()) + "\n";
  return text;
}

TEST(Verify, AnEmptyDatabaseIsSound) {
  Shop shop;
  const auto response = verified(shop);
  EXPECT_TRUE(response.ok) << told(response);
  EXPECT_GE(response.findings.size(), 20u);
}

TEST(Verify, ALivedInDatabaseIsSound) {
  Shop shop;
  live(shop);
  const auto response = verified(shop);
  EXPECT_TRUE(response.ok) << told(response);
  EXPECT_GT(response.position, 0);
  for (const auto& finding : response.findings)
    EXPECT_TRUE(finding.checked > 0 || of_files.contains(finding.invariant)) << finding.invariant << " checked nothing";
}

class VerifyFinds : public testing::TestWithParam<Tampering> {};

TEST_P(VerifyFinds, EachTampering) {
  Shop shop;
  live(shop);
  shop.tamper(GetParam().statement);
  const auto response = verified(shop);
  EXPECT_FALSE(response.ok);
  const auto finding = std::find_if(response.findings.begin(), response.findings.end(),
                                    [](const auto& found) { return found.invariant == GetParam().invariant; });
  ASSERT_NE(finding, response.findings.end()) << "no invariant of that name";
  EXPECT_GT(finding->violations, 0) << told(response);
  EXPECT_FALSE(finding->examples.empty());
  EXPECT_LE(finding->examples.size(), 10u);
}

INSTANTIATE_TEST_SUITE_P(Tamperings, VerifyFinds, testing::ValuesIn(tamperings),
                         [](const auto& tampering) {
                           return std::string(tampering.param.invariant) + "_" + std::to_string(tampering.index);
                         });

} // namespace
} // namespace paydesk::test
