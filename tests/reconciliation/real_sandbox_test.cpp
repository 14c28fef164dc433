// The sandbox PSP's own files with every planted error: each is found, and nothing else is.
#include <set>

#include "engine/reconciliation/schedule.h"
#include "psp/sandbox_settlements.h"
#include "tests/queries/paid_by_psp.h"
#include "tests/reconciliation/real_sandbox.h"
#include "tests/reconciliation/world.h"

namespace paydesk::test {
namespace {

using Findings = std::multiset<std::string>;

const std::map<std::string, std::string> break_of_fault{
    {"settlement_missing_line", "timing"},          {"settlement_next_day_line", "timing"},
    {"settlement_extra_line", "missing_in_ledger"}, {"settlement_wrong_amount", "amount_mismatch"},
    {"settlement_wrong_fee", "fee_mismatch"},       {"settlement_duplicate_line", "duplicate_at_psp"}};

/// A shop whose PSP is the real sandbox.
struct Market : World {
  Market() : source({{"card", {sandbox.url(), "sk_sandbox_card"}}}, *psp::HttpClient::create()) {
    terms.by_account["card"].fees = FeeSchedule{290, {{"EUR", 25}}, {{"EUR", 1'500}}, 1};
  }

  void sell(int many) {
    for (int i = 0; i < many; ++i) {
      const std::int64_t amount = 1'000 + 37 * ++sold;
      const auto sale = shop.order({format_amount(amount, *Currency::find("EUR"))});
      const auto capture = sandbox.captured(amount, "EUR", "ref-" + std::to_string(sold));
      const auto now = SystemClock().now();
      shop.clock.advance(now - shop.clock.now());
      tell(sale, News::Kind::captured, capture, amount);
    }
  }
  nlohmann::json close() {
    return sandbox.call("POST", "/control/settlements/close", nlohmann::json::object());
  }
  Fetched fetch() {
    auto fetched = fetch_settlements(reconciliation, source, anna, "card");
    EXPECT_TRUE(fetched) << fetched.error().message;
    EXPECT_TRUE(fetched->problems.empty()) << fetched->problems.front();
    return *fetched;
  }
  Findings found() {
    Findings found;
    for (const auto& one : breaks())
      found.insert(one.type + ":" + one.psp_reference);
    return found;
  }

  RealSandbox sandbox;
  psp::SandboxSettlements source;
  std::int64_t sold = 0;
};

Findings planted_in(const nlohmann::json& closed, const std::set<std::string>& without = {}) {
  Findings planted;
  for (const auto& settlement : closed.at("settlements"))
    for (const auto& one : settlement.at("planted"))
      if (!without.contains(one.at("fault")))
        planted.insert(break_of_fault.at(one.at("fault")) + ":" + one.at("psp_reference").get<std::string>());
  return planted;
}

TEST(RealSandbox, ACleanDayIsSettledBankedAndClosed) {
  Market market;
  market.sell(12);
  market.close();
  const auto fetched = market.fetch();
  EXPECT_EQ(fetched.imported, 2) << "a report and its bank statement";
  EXPECT_EQ(market.found(), Findings{});
  EXPECT_EQ(market.balance("psp_receivable:card"), 0);
  EXPECT_EQ(market.count("select count(*) from recon_run where state = 'closed'"), 1);
  EXPECT_EQ(market.fetch().already_known, 2);
  market.expect_books_prove();
}

TEST(RealSandbox, LinesOfNoPaymentAreBookedAndANegativeBatchIsCarriedOver) {
  Market market;
  const auto add = [&](const char* kind, std::int64_t gross, const char* reference) {
    market.sandbox.call("POST", "/control/movements",
                        {{"account", "card"}, {"currency", "EUR"}, {"kind", kind}, {"gross", gross},
                         {"psp_reference", reference}});
  };
  const auto close = [&] { market.sandbox.call("POST", "/control/settlements/close", {{"carry_negative", true}}); };
  add("reserve_held", -971, "rsv_1");
  add("deposit_double", 700, "dep_1");
  close(); // −2.71, carried over
  market.sell(1);
  add("deposit_returned", -700, "dep_1");
  close();
  add("reserve_released", 971, "rsv_1");
  close();
  market.fetch();
  EXPECT_EQ(market.found(), Findings{});
  for (const auto* account : {"psp_reserve:card", "buyer_payable:", "settlement_clearing:card", "psp_receivable:card"})
    EXPECT_EQ(market.balance(account), 0) << account;
  EXPECT_EQ(market.count("select count(*) from recon_run where state = 'closed'"), 3);
  market.expect_books_prove();
}

TEST(RealSandbox, PayoutsFromTheBalanceAreInItsSettlements) {
  Market market;
  pay_out_by_psp(market.shop); // po_0 paid, po_1 paid and returned, po_2 on its way, by another PSP's word
  const auto add = [&](const char* kind, std::int64_t gross, const char* reference) {
    market.sandbox.call("POST", "/control/movements",
                        {{"account", "card"}, {"currency", "EUR"}, {"kind", kind}, {"gross", gross},
                         {"psp_reference", reference}});
  };
  add("payout", -7'000, "po_0");
  add("payout", -7'000, "po_1");
  add("payout_returned", 7'000, "po_1");
  market.sell(12);
  market.close();
  market.fetch();
  EXPECT_EQ(market.found(), Findings{});
  EXPECT_EQ(market.balance("settlement_clearing:card"), 0);
  EXPECT_EQ(market.count("select count(*) from recon_run where state = 'closed'"), 1) << "the bank has the rest";
  market.expect_books_prove();
}

TEST(RealSandbox, EveryPlantedErrorIsFoundAndNoOther) {
  Market market;
  nlohmann::json probability;
  for (const auto& [fault, type] : break_of_fault)
    probability[fault] = 0.04;
  market.sandbox.call("PUT", "/control/faults", {{"seed", 11}, {"probability", probability}});
  market.sell(60);
  const auto first = market.close();
  for (const auto& [fault, type] : break_of_fault)
    probability[fault] = 0;
  market.sandbox.call("PUT", "/control/faults", {{"probability", probability}});
  // What is missing at the very end of a file shows with the next one.
  market.sell(2);
  const auto second = market.close();
  EXPECT_TRUE(planted_in(second).empty());
  market.fetch();
  EXPECT_GE(planted_in(first).size(), 6u);
  EXPECT_EQ(market.found(), planted_in(first, {"settlement_next_day_line"}))
      << "a day late has healed by itself";
  market.expect_books_prove();
}

} // namespace
} // namespace paydesk::test
