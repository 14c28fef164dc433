// Settlement files that lie on purpose: every kind of lie, told where it was planted.
#include "support/merchant.h"
#include "support/settlement_file.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sandbox_test {

using nlohmann::json;

namespace {

/// Ten wallet payments in euro, and one close.
struct Close {
  explicit Close(const std::string& fault) {
    for (int i = 1; i <= 10; ++i) {
      wallet.paid_checkout("ref-" + std::to_string(i), 1000 * i);
    }
    // Too rare to happen by chance, so exactly one is forced.
    sandbox.set_faults({{"probability", {{fault, 1e-12}}}});
    read(sandbox.control("POST", "/control/settlements/close")["settlements"][0]);
  }

  void read(const json& closed) {
    settlement = closed;
    const Headers headers{{"Authorization", "Bearer sk_sandbox_wallet"}};
    const std::string path = "/v1/settlements/" + settlement["id"].get<std::string>();
    file = parse_settlement(http_call(sandbox.port(), "GET", path + "/report.csv", headers).body);
    statement = parse_statement(http_call(sandbox.port(), "GET", path + "/statement.xml", headers).body);
  }

  /// The psp_reference of the one planted error.
  std::string planted(const std::string& fault) const {
    EXPECT_EQ(settlement["planted"].size(), 1U) << settlement;
    EXPECT_EQ(settlement["planted"][0]["fault"], fault);
    return settlement["planted"][0]["psp_reference"];
  }

  std::ptrdiff_t count(const std::string& psp_reference) const {
    return std::ranges::count(file.lines, psp_reference, &SettlementLine::psp_reference);
  }

  SettlementLine line(const std::string& psp_reference) const {
    const auto found = std::ranges::find(file.lines, psp_reference, &SettlementLine::psp_reference);
    return found == file.lines.end() ? SettlementLine{} : *found;
  }

  /// What was really captured under that id.
  json true_capture(const std::string& psp_reference) const {
    const json checkouts = sandbox.truth("wallet")["checkouts"];
    for (const json& checkout : checkouts) {
      if (checkout["captures"][0]["id"] == psp_reference) return checkout["captures"][0];
    }
    return nullptr;
  }

  Sandbox sandbox;
  Merchant wallet{sandbox, "wallet"};
  json settlement;
  SettlementFile file;
  BankStatement statement;
};

} // namespace

TEST(PlantedErrors, missing_line_is_captured_in_truth_only) {
  const Close close("settlement_missing_line");
  const std::string reference = close.planted("settlement_missing_line");
  EXPECT_EQ(close.count(reference), 0);
  EXPECT_EQ(close.file.lines.size(), 9U);
  EXPECT_FALSE(close.true_capture(reference).is_null());
}

TEST(PlantedErrors, extra_line_is_known_to_nobody) {
  const Close close("settlement_extra_line");
  const std::string reference = close.planted("settlement_extra_line");
  EXPECT_EQ(close.count(reference), 1);
  EXPECT_EQ(close.file.lines.size(), 11U);
  EXPECT_EQ(close.line(reference).type, "capture");
  EXPECT_TRUE(close.true_capture(reference).is_null());
}

TEST(PlantedErrors, wrong_amount_differs_from_the_truth_and_keeps_the_fee) {
  const Close close("settlement_wrong_amount");
  const std::string reference = close.planted("settlement_wrong_amount");
  const auto truth = close.true_capture(reference)["amount"].get<std::int64_t>();
  EXPECT_NE(close.line(reference).gross, truth);
  EXPECT_EQ(close.line(reference).net, close.line(reference).gross - close.line(reference).fee);
}

TEST(PlantedErrors, wrong_fee_is_beyond_the_schedule) {
  const Close close("settlement_wrong_fee");
  const std::string reference = close.planted("settlement_wrong_fee");
  const SettlementLine line = close.line(reference);
  EXPECT_EQ(close.true_capture(reference)["amount"], line.gross);
  EXPECT_GT(line.fee, line.gross * 29 / 1000 + 25);
}

TEST(PlantedErrors, duplicate_line_is_there_twice) {
  const Close close("settlement_duplicate_line");
  EXPECT_EQ(close.count(close.planted("settlement_duplicate_line")), 2);
}

TEST(PlantedErrors, next_day_line_comes_with_the_next_close) {
  Close close("settlement_next_day_line");
  const std::string reference = close.planted("settlement_next_day_line");
  EXPECT_EQ(close.count(reference), 0);
  close.read(close.sandbox.control("POST", "/control/settlements/close")["settlements"][0]);
  EXPECT_EQ(close.count(reference), 1);
  EXPECT_EQ(close.file.lines.size(), 1U);
  EXPECT_TRUE(close.settlement["planted"].empty());
}

TEST(PlantedErrors, bank_follows_the_file) {
  for (const char* fault : {"settlement_missing_line", "settlement_extra_line", "settlement_wrong_amount"}) {
    const Close close(fault);
    EXPECT_EQ(minor_units(close.statement.entry, 2), close.file.trailer.net) << fault;
    EXPECT_EQ(close.file.trailer.net, close.settlement["net"]) << fault;
  }
}

TEST(PlantedErrors, one_of_each_kind_is_forced_where_there_are_lines) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  for (int i = 1; i <= 10; ++i)
    wallet.paid_checkout("ref-" + std::to_string(i), 1000 * i);
  json probability;
  for (const char* kind :
       {"missing_line", "extra_line", "wrong_amount", "wrong_fee", "duplicate_line", "next_day_line"}) {
    probability["settlement_" + std::string(kind)] = 1e-12;
  }
  sandbox.set_faults({{"probability", probability}});
  const json closed = sandbox.control("POST", "/control/settlements/close")["settlements"][0];
  std::vector<std::string> planted;
  for (const json& one : closed["planted"])
    planted.push_back(one["fault"]);
  std::ranges::sort(planted);
  std::vector<std::string> expected;
  for (const auto& [name, value] : probability.items())
    expected.push_back(name);
  EXPECT_EQ(planted, expected);
}

TEST(PlantedErrors, scripted_line_is_the_one_that_lies) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  wallet.paid_checkout("ref-1", 1000);
  wallet.paid_checkout("ref-2", 2000);
  sandbox.script("settlement_missing_line", "settlement", 2);
  const json closed = sandbox.control("POST", "/control/settlements/close")["settlements"][0];
  ASSERT_EQ(closed["planted"].size(), 1U);
  EXPECT_EQ(closed["planted"][0]["psp_reference"],
            sandbox.truth("wallet")["checkouts"][1]["captures"][0]["id"]);
}

} // namespace sandbox_test
