// Captures that were done and that the buyer's bank takes back.
#include "support/merchant.h"
#include "support/settlement_file.h"
#include "support/tiny_server.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

namespace sandbox_test {

using nlohmann::json;

namespace {

Answer reverse(const Sandbox& sandbox, const json& body) {
  return http_call(sandbox.port(), "POST", "/control/reversals", {}, body.dump());
}

} // namespace

TEST(Reversals, take_a_capture_back_for_status_truth_and_refunds) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 1000);
  const Answer answer = reverse(sandbox, {{"reference", "ref-1"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json told = json::parse(answer.body);
  EXPECT_EQ(told["status"], "reversed");
  EXPECT_EQ(told["amount"], 1000);
  const json shown = wallet.status(id).body;
  EXPECT_EQ(shown["status"], "reversed");
  EXPECT_EQ(shown["captured_amount"], 0);
  EXPECT_EQ(shown["captures"][0]["status"], "reversed");
  EXPECT_EQ(sandbox.only_checkout("wallet")["captured"], 0);
  EXPECT_EQ(sandbox.only_checkout("wallet")["taken_back"], 1000);
  EXPECT_EQ(wallet.refund(id, 1, "r-1").status, 409);
  // Again: the same by its id; without one there is nothing left.
  EXPECT_EQ(reverse(sandbox, {{"checkout_id", id}, {"capture_id", told["id"]}}).body, answer.body);
  EXPECT_EQ(reverse(sandbox, {{"checkout_id", id}}).status, 409);
}

TEST(Reversals, of_one_capture_leave_the_others_and_free_nothing) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.paid_checkout("ref-1", 1500);
  const std::string first = card.capture(id, 1000, "c-1").text("id");
  EXPECT_EQ(reverse(sandbox, {{"reference", "ref-1"}, {"capture_id", first}}).status, 200);
  EXPECT_EQ(card.status(id).body["status"], "partially_captured");
  EXPECT_EQ(card.capture(id, 1000, "c-2").status, 409) << "what was taken back is not authorised again";
  EXPECT_EQ(card.capture(id, 500, "c-3").status, 201);
  EXPECT_EQ(card.status(id).body["status"], "captured");
  EXPECT_EQ(sandbox.only_checkout("card")["captured"], 500);
}

TEST(Reversals, are_told_by_webhook) {
  WebhookReceiver shop;
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  sandbox.set_webhook("wallet", shop.url());
  const std::string id = wallet.paid_checkout("ref-1", 1000);
  reverse(sandbox, {{"reference", "ref-1"}});
  ASSERT_TRUE(shop.wait_for_type("capture.reversed"));
  const json data = shop.received().back().json()["data"];
  EXPECT_EQ(data["reference"], "ref-1");
  EXPECT_EQ(data["capture_id"], wallet.status(id).body["captures"][0]["id"]);
  EXPECT_EQ(data["capture_reference"], "ref-1");
  EXPECT_EQ(data["amount"], 1000);
  EXPECT_EQ(data["code"], "returned_by_bank");
}

TEST(Reversals, are_lines_of_their_own_in_the_settlement) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  wallet.paid_checkout("ref-1", 1000);
  reverse(sandbox, {{"reference", "ref-1"}});
  const json settlement = sandbox.control("POST", "/control/settlements/close")["settlements"][0];
  const Headers headers{{"Authorization", "Bearer sk_sandbox_wallet"}};
  const Answer csv = http_call(sandbox.port(), "GET",
                               "/v1/settlements/" + settlement["id"].get<std::string>() + "/report.csv", headers);
  const SettlementFile file = parse_settlement(csv.body);
  ASSERT_EQ(file.lines.size(), 2U);
  EXPECT_EQ(file.lines[1].type, "capture_reversed");
  EXPECT_EQ(file.lines[1].psp_reference, file.lines[0].psp_reference);
  EXPECT_EQ(file.lines[1].gross, -1000);
  EXPECT_EQ(file.lines[1].fee, 0) << "the fee of the capture is not given back";
  EXPECT_EQ(file.trailer.gross, 0);
}

TEST(Reversals, happen_by_the_fault_on_demand) {
  for (const char* account : {"wallet", "card"}) {
    const Sandbox sandbox;
    const Merchant merchant(sandbox, account);
    sandbox.set_faults({{"late_ms", 1}});
    sandbox.script("capture_fails_later", "capture");
    const std::string id = merchant.paid_checkout("ref-1", 1000);
    if (std::string(account) == "card") {
      EXPECT_EQ(merchant.capture(id, 1000, "c-1").text("status"), "succeeded");
    }
    for (int i = 0; i < 1000 && merchant.status(id).body["status"] != "reversed"; ++i) {
    }
    EXPECT_EQ(merchant.status(id).body["status"], "reversed") << account;
    EXPECT_EQ(sandbox.only_checkout(account)["captured"], 0) << account;
  }
}

TEST(Reversals, of_what_is_not_there_are_refused_and_named) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  card.paid_checkout("ref-1", 1000);
  const std::vector<std::tuple<json, int, std::string>> wrong{
      {json::object(), 400, "reference"},
      {{{"reference", "ref-1"}, {"amount", 5}}, 400, "amount"},
      {{{"reference", 5}}, 400, "reference"},
      {{{"reference", "nobody"}}, 404, ""},
      {{{"reference", "ref-1"}, {"capture_id", "cap_nobody"}}, 404, ""},
      {{{"reference", "ref-1"}}, 409, ""}};
  for (const auto& [body, status, field] : wrong) {
    const Answer answer = reverse(sandbox, body);
    EXPECT_EQ(answer.status, status) << body;
    EXPECT_EQ(json::parse(answer.body)["error"].value("field", ""), field) << answer.body;
  }
}

} // namespace sandbox_test
