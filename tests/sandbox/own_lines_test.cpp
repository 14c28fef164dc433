// Settlement lines of no payment: what the PSP holds back, carries over, charges by invoice or got too much of.
#include "support/merchant.h"
#include "support/settlement_file.h"

#include <gtest/gtest.h>

namespace sandbox_test {

using nlohmann::json;

namespace {

json close_day(const Sandbox& sandbox, const json& body = json::object()) {
  return sandbox.control("POST", "/control/settlements/close", body)["settlements"];
}

std::string download(const Sandbox& sandbox, const json& settlement, const std::string& file) {
  const Headers headers{{"Authorization", "Bearer sk_sandbox_" + settlement["account"].get<std::string>()}};
  return http_call(sandbox.port(), "GET", "/v1/settlements/" + settlement["id"].get<std::string>() + "/" + file, headers)
      .body;
}

json line(const std::string& kind, std::int64_t gross, const std::string& reference) {
  return {{"account", "wallet"}, {"currency", "EUR"}, {"kind", kind}, {"gross", gross}, {"psp_reference", reference}};
}

} // namespace

TEST(OwnLines, are_in_the_next_batch_and_its_sums_foot) {
  const Sandbox sandbox;
  Merchant(sandbox, "wallet").paid_checkout("ref-1", 10000);
  const std::pair<const char*, std::int64_t> kinds[] = {{"reserve_held", -971},  {"reserve_released", 400},
                                                        {"fee_invoice", -1100},  {"deposit_excess", 700},
                                                        {"deposit_short", 600},  {"deposit_double", 500},
                                                        {"deposit_returned", -500}};
  std::int64_t sum = 9685; // the capture less its fee
  for (const auto& [kind, gross] : kinds) {
    EXPECT_EQ(sandbox.control("POST", "/control/movements", line(kind, gross, kind))["gross"], gross);
    sum += gross;
  }
  const json settlement = close_day(sandbox)[0];
  const SettlementFile file = parse_settlement(download(sandbox, settlement, "report.csv"));
  EXPECT_EQ(file.trailer.net, sum);
  EXPECT_EQ(file.trailer_count, 8);
  for (const auto& [kind, gross] : kinds)
    EXPECT_EQ(file.references_of(kind), std::vector<std::string>{kind});
  EXPECT_EQ(minor_units(parse_statement(download(sandbox, settlement, "statement.xml")).entry, 2), sum);
}

TEST(OwnLines, a_batch_below_zero_is_carried_to_the_accounts_next_one_when_asked) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 10000);
  close_day(sandbox);
  wallet.refund(id, 1790, "r-1");
  const json negative = close_day(sandbox, {{"carry_negative", true}})[0];
  EXPECT_EQ(negative["net"], 0);
  const std::string batch = negative["batch"];
  EXPECT_EQ(parse_settlement(download(sandbox, negative, "report.csv")).references_of("carried_out"),
            std::vector<std::string>{batch});
  const BankStatement nothing = parse_statement(download(sandbox, negative, "statement.xml"));
  EXPECT_EQ(nothing.entries, 0);
  EXPECT_EQ(nothing.opening, nothing.closing);
  wallet.paid_checkout("ref-2", 10000);
  const json next = close_day(sandbox, {{"carry_negative", true}})[0];
  EXPECT_EQ(next["net"], 9685 - 1790);
  EXPECT_EQ(parse_settlement(download(sandbox, next, "report.csv")).references_of("carried_in"),
            std::vector<std::string>{batch});
}

TEST(OwnLines, what_is_not_understood_is_refused_and_nothing_is_added) {
  const Sandbox sandbox;
  const auto refused = [&](const json& body) {
    return sandbox.control("POST", "/control/movements", body)["error"].value("field", "");
  };
  EXPECT_EQ(refused(line("capture", 100, "x")), "kind");
  EXPECT_EQ(refused(line("reserve_held", 100, "x")), "gross");
  EXPECT_EQ(refused(line("reserve_released", 0, "x")), "gross");
  EXPECT_EQ(refused(line("deposit_excess", 100, "")), "psp_reference");
  auto other = line("deposit_excess", 100, "x");
  other["currency"] = "XXX";
  EXPECT_EQ(refused(other), "currency");
  other = line("deposit_excess", 100, "x");
  other["more"] = 1;
  EXPECT_EQ(refused(other), "more");
  other = line("deposit_excess", 100, "x");
  other["account"] = "nobody";
  EXPECT_EQ(sandbox.control("POST", "/control/movements", other)["error"]["code"], "not_found");
  EXPECT_EQ(close_day(sandbox).size(), 0U);
}

} // namespace sandbox_test
