// Settlement files and bank statements without planted errors: they foot, and they equal the truth.
#include "support/merchant.h"
#include "support/settlement_file.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <map>

namespace sandbox_test {

using nlohmann::json;

namespace {

std::string hex_sha256(const std::string& bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string hex;
  char pair[3];
  for (const unsigned char byte : digest) {
    std::snprintf(pair, sizeof pair, "%02x", byte);
    hex += pair;
  }
  return hex;
}

std::string download(const Sandbox& sandbox, const json& settlement, const std::string& file) {
  const Headers headers{{"Authorization", "Bearer sk_sandbox_" + settlement["account"].get<std::string>()}};
  const Answer answer = http_call(
      sandbox.port(), "GET", "/v1/settlements/" + settlement["id"].get<std::string>() + "/" + file, headers);
  EXPECT_EQ(answer.status, 200);
  return answer.body;
}

json close_day(const Sandbox& sandbox, const json& body = json::object()) {
  return sandbox.control("POST", "/control/settlements/close", body)["settlements"];
}

void expect_footing(const SettlementFile& file) {
  std::int64_t gross = 0;
  std::int64_t fee = 0;
  for (const SettlementLine& line : file.lines) {
    EXPECT_EQ(line.net, line.gross - line.fee);
    gross += line.gross;
    fee += line.fee;
  }
  EXPECT_EQ(file.trailer.type, "total");
  EXPECT_EQ(file.trailer_count, static_cast<std::int64_t>(file.lines.size()));
  EXPECT_EQ(file.trailer.gross, gross);
  EXPECT_EQ(file.trailer.fee, fee);
  EXPECT_EQ(file.trailer.net, gross - fee);
}

/// Paid, partly refunded and disputed checkouts in every currency.
void make_business(const Sandbox& sandbox) {
  int number = 0;
  for (const char* account : {"card", "wallet"}) {
    const Merchant merchant(sandbox, account);
    for (const char* currency : {"EUR", "KRW", "KWD"}) {
      for (int i = 0; i < 4; ++i) {
        const std::string reference = "ref-" + std::to_string(++number);
        const std::string id = merchant.paid_checkout(reference, 10001 * number, currency);
        if (std::string(account) == "card") merchant.capture(id, 10001 * number, reference + "-c");
        if (i % 2 == 0) merchant.refund(id, 777, reference + "-r");
      }
    }
  }
}

} // namespace

TEST(Settlement, files_foot_and_equal_the_truth) {
  const Sandbox sandbox;
  make_business(sandbox);
  const json settlements = close_day(sandbox);
  EXPECT_EQ(settlements.size(), 6U);
  for (const json& settlement : settlements) {
    const std::string csv = download(sandbox, settlement, "report.csv");
    EXPECT_EQ(settlement["sha256"], hex_sha256(csv));
    EXPECT_TRUE(settlement["planted"].empty());
    const SettlementFile file = parse_settlement(csv);
    expect_footing(file);
    EXPECT_EQ(file.trailer.net, settlement["net"]);
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    for (const SettlementLine& line : file.lines)
      (line.type == "capture" ? captured : refunded) += line.gross;
    const std::string currency = settlement["currency"];
    const json totals = sandbox.truth(settlement["account"])["totals"][currency];
    EXPECT_EQ(totals["captured"], captured);
    EXPECT_EQ(totals["refunded"], -refunded);
  }
  EXPECT_TRUE(close_day(sandbox).empty());
}

TEST(Settlement, file_has_the_promised_header_references_and_fees) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.paid_checkout("ref,\"1\"", 10050);
  const std::string capture = card.capture(id, 10050, "order,\"1\"").text("id");
  const std::string refund = card.refund(id, 50, "refund-1").text("id");
  const json settlement = close_day(sandbox, {{"date", "2026-03-31"}})[0];
  EXPECT_EQ(settlement["date"], "2026-03-31");
  const std::string csv = download(sandbox, settlement, "report.csv");
  EXPECT_TRUE(csv.starts_with("batch_id,account,settlement_date,line_no,type,psp_reference,checkout_id,"
                              "merchant_reference,gross,fee,net,currency,booked_at\r\n"));
  const SettlementFile file = parse_settlement(csv);
  ASSERT_EQ(file.lines.size(), 2U);
  EXPECT_EQ(file.lines[0].psp_reference, capture);
  EXPECT_EQ(file.lines[0].checkout_id, id);
  EXPECT_EQ(file.lines[0].merchant_reference, "order,\"1\"");
  EXPECT_EQ(file.lines[0].fee, 291 + 25) << "2.9 % of 100.50 is 2.9145, and 0.25";
  EXPECT_EQ(file.lines[1].psp_reference, refund);
  EXPECT_EQ(file.lines[1].gross, -50);
  EXPECT_EQ(file.lines[1].fee, 0);
}

TEST(Settlement, disputes_and_their_fee_are_lines_of_their_own) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  wallet.paid_checkout("ref-1", 1000);
  const json dispute = sandbox.control("POST", "/control/disputes", {{"reference", "ref-1"}});
  sandbox.control("POST", "/control/disputes/" + dispute["id"].get<std::string>() + "/resolve",
                  {{"outcome", "won"}});
  const SettlementFile file = parse_settlement(download(sandbox, close_day(sandbox)[0], "report.csv"));
  ASSERT_EQ(file.lines.size(), 4U);
  EXPECT_EQ(file.lines[1].type, "dispute_withdrawn");
  EXPECT_EQ(file.lines[1].gross, -1000);
  EXPECT_EQ(file.lines[2].type, "dispute_fee");
  EXPECT_EQ(file.lines[2].net, -1500);
  EXPECT_EQ(file.lines[3].type, "dispute_reinstated");
  EXPECT_EQ(file.lines[3].psp_reference, dispute["id"]);
  EXPECT_EQ(file.lines[3].merchant_reference, "ref-1");
}

TEST(Settlement, reversed_refund_is_in_the_file_both_ways) {
  const Sandbox sandbox;
  sandbox.set_faults({{"late_ms", 1}, {"probability", {{"refund_fails_later", 1}}}});
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 1000);
  wallet.refund(id, 400, "r-1");
  while (wallet.status(id).body["refunds"][0]["status"] != "failed") {
  }
  const SettlementFile file = parse_settlement(download(sandbox, close_day(sandbox)[0], "report.csv"));
  EXPECT_EQ(file.references_of("refund"), file.references_of("refund_reversed"));
  EXPECT_EQ(file.trailer.gross, 1000);
}

TEST(Settlement, statement_balances_and_is_carried_forward_also_when_negative) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 10000);
  const json first = close_day(sandbox)[0];
  wallet.refund(id, 9999, "r-1");
  const json second = close_day(sandbox)[0];
  const BankStatement credit = parse_statement(download(sandbox, first, "statement.xml"));
  EXPECT_EQ(credit.entries, 1);
  EXPECT_EQ(credit.opening, "0.00");
  EXPECT_EQ(credit.entry, "96.85");
  EXPECT_EQ(credit.entry_sign, "CRDT");
  EXPECT_EQ(credit.closing, "96.85");
  EXPECT_EQ(credit.end_to_end_id, first["batch"]);
  EXPECT_EQ(credit.servicer_reference, first["id"]);
  EXPECT_EQ(credit.remittance, "wallet " + first["batch"].get<std::string>());
  const BankStatement debit = parse_statement(download(sandbox, second, "statement.xml"));
  EXPECT_EQ(debit.opening, "96.85");
  EXPECT_EQ(debit.entry, "99.99");
  EXPECT_EQ(debit.entry_sign, "DBIT");
  EXPECT_EQ(debit.closing, "3.14");
  EXPECT_EQ(debit.closing_sign, "DBIT");
}

TEST(Settlement, is_listed_for_its_own_account_only) {
  const Sandbox sandbox;
  Merchant(sandbox, "wallet").paid_checkout("ref-1", 10000);
  const json settlement = close_day(sandbox)[0];
  const json listed = Merchant(sandbox, "wallet").get("/v1/settlements").body["data"];
  ASSERT_EQ(listed.size(), 1U);
  for (const char* key : {"id", "batch", "date", "currency", "lines", "gross", "fee", "net", "sha256"}) {
    EXPECT_EQ(listed[0][key], settlement[key]) << key;
  }
  EXPECT_EQ(Merchant(sandbox, "card").get("/v1/settlements").body["data"].size(), 0U);
  const std::string path = "/v1/settlements/" + settlement["id"].get<std::string>() + "/report.csv";
  EXPECT_EQ(Merchant(sandbox, "card").get(path).status, 404);
}

TEST(Settlement, wrong_dates_are_refused) {
  const Sandbox sandbox;
  for (const char* date : {"2026-02-30", "tomorrow", "2026-1-1"}) {
    EXPECT_EQ(sandbox.control("POST", "/control/settlements/close", {{"date", date}})["error"]["field"],
              "date");
  }
}

TEST(Settlement, reset_forgets_everything_but_accounts_and_fault_settings) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  sandbox.set_faults({{"probability", {{"decline", 0.0001}}}});
  wallet.paid_checkout("ref-1", 10000);
  close_day(sandbox);
  wallet.paid_checkout("ref-2", 10000);
  EXPECT_EQ(http_call(sandbox.port(), "POST", "/control/reset").status, 200);
  EXPECT_EQ(sandbox.truth("wallet")["checkouts"].size(), 0U);
  EXPECT_EQ(wallet.get("/v1/settlements").body["data"].size(), 0U);
  EXPECT_TRUE(close_day(sandbox).empty());
  EXPECT_EQ(sandbox.control("GET", "/control/faults")["probability"]["decline"], 0.0001);
  wallet.paid_checkout("ref-1", 10000);
}

} // namespace sandbox_test
