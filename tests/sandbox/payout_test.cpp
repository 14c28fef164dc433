// Pay-outs: asked for once a key, paid, refused or given back by the bank, and told.
#include "support/merchant.h"
#include "support/settlement_file.h"
#include "support/tiny_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

namespace sandbox_test {

using nlohmann::json;

namespace {

json payout_body(const std::string& reference, std::int64_t amount = 9000) {
  return {{"amount", amount},
          {"currency", "EUR"},
          {"reference", reference},
          {"destination", {{"scheme", "iban"}, {"number", "DE89370400440532013000"}, {"holder", "Alma"}}}};
}

bool becomes(const Merchant& merchant, const std::string& id, const std::string& status) {
  for (int i = 0; i < 300; ++i) {
    if (merchant.get("/v1/payouts/" + id).body.value("status", "") == status) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

} // namespace

TEST(Payouts, are_pending_and_then_paid_and_show_no_whole_number) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const auto made = card.post("/v1/payouts", payout_body("p-1"));
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.body["status"], "pending");
  EXPECT_EQ(made.body["amount"], 9000);
  EXPECT_EQ(made.body["destination"]["last4"], "3000");
  EXPECT_EQ(made.body.dump().find("DE89370400440532013000"), std::string::npos);
  EXPECT_TRUE(becomes(card, made.text("id"), "paid"));
  const auto found = card.get("/v1/payouts?reference=p-1").body["data"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["id"], made.body["id"]);
  EXPECT_TRUE(card.get("/v1/payouts?reference=p-2").body["data"].empty());
  EXPECT_EQ(Merchant(sandbox, "wallet").get("/v1/payouts/" + made.text("id")).status, 404) << "another account's";
}

TEST(Payouts, are_made_once_a_key) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const auto first = card.post("/v1/payouts", payout_body("p-1"), "key-1");
  const auto again = card.post("/v1/payouts", payout_body("p-1"), "key-1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.headers.at("idempotent-replayed"), "true");
  const auto other = card.post("/v1/payouts", payout_body("p-1", 9001), "key-1");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.error_code(), "idempotency_mismatch");
  EXPECT_EQ(sandbox.control("GET", "/control/payouts?account=card")["data"].size(), 1U);
}

TEST(Payouts, name_the_field_that_is_wrong) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const auto refused = [&](const char* field, const json& value) {
    auto body = payout_body("p-1");
    if (std::string(field).starts_with("destination."))
      body["destination"][std::string(field).substr(12)] = value;
    else
      body[field] = value;
    const auto answer = card.post("/v1/payouts", body);
    EXPECT_EQ(answer.status, 400) << field << " " << answer.body;
    return answer.error_field();
  };
  EXPECT_EQ(refused("amount", 0), "amount");
  EXPECT_EQ(refused("amount", 1.5), "amount");
  EXPECT_EQ(refused("currency", "XXQ"), "currency");
  EXPECT_EQ(refused("reference", ""), "reference");
  EXPECT_EQ(refused("destination", "DE89"), "destination");
  EXPECT_EQ(refused("destination.number", ""), "destination.number");
  EXPECT_EQ(refused("destination.scheme", "cash"), "destination.scheme");
  EXPECT_EQ(refused("destination.holder", std::string(141, 'a')), "destination.holder");
  EXPECT_TRUE(sandbox.control("GET", "/control/payouts")["data"].empty());
}

TEST(Payouts, are_told_by_webhook_paid_and_given_back) {
  WebhookReceiver shop;
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.set_webhook("card", shop.url());
  const auto id = card.post("/v1/payouts", payout_body("p-1")).text("id");
  ASSERT_TRUE(shop.wait_for_type("payout.paid"));
  const json paid = shop.received().back().json()["data"];
  EXPECT_EQ(paid, (json{{"payout_id", id}, {"reference", "p-1"}, {"amount", 9000}, {"currency", "EUR"}}));
  EXPECT_EQ(http_call(sandbox.port(), "POST", "/control/payouts/" + id + "/fail", {}, "{}").status, 409);
  EXPECT_EQ(http_call(sandbox.port(), "POST", "/control/payouts/none/return", {}, "{}").status, 404);
  sandbox.control("POST", "/control/payouts/" + id + "/return", {{"code", "account_closed"}});
  ASSERT_TRUE(shop.wait_for_type("payout.returned"));
  EXPECT_EQ(shop.received().back().json()["data"]["code"], "account_closed");
  EXPECT_EQ(card.get("/v1/payouts/" + id).body["status"], "returned");
}

TEST(Payouts, fail_and_come_back_by_faults) {
  WebhookReceiver shop;
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.set_webhook("card", shop.url());
  sandbox.set_faults({{"late_ms", 100},
                      {"script",
                       {{{"fault", "payout_fails"}, {"operation", "payout"}, {"nth", 1}, {"reference", "p-1"}},
                        {{"fault", "payout_returned_later"}, {"operation", "payout"}, {"nth", 1}, {"reference", "p-2"}}}}});
  const auto failing = card.post("/v1/payouts", payout_body("p-1")).text("id");
  const auto returned = card.post("/v1/payouts", payout_body("p-2")).text("id");
  EXPECT_TRUE(becomes(card, failing, "failed"));
  EXPECT_TRUE(becomes(card, returned, "returned"));
  EXPECT_TRUE(shop.wait_for_type("payout.failed"));
  EXPECT_TRUE(shop.wait_for_type("payout.returned"));
}

TEST(Payouts, are_in_the_settlement_file_once_paid_and_once_given_back) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.set_faults({{"script", {{{"fault", "payout_fails"}, {"operation", "payout"}, {"nth", 1}, {"reference", "p-3"}}}}});
  const auto paid = card.post("/v1/payouts", payout_body("p-1", 9000)).text("id");
  const auto returned = card.post("/v1/payouts", payout_body("p-2", 8000)).text("id");
  const auto failed = card.post("/v1/payouts", payout_body("p-3", 7000)).text("id");
  ASSERT_TRUE(becomes(card, paid, "paid") && becomes(card, returned, "paid") && becomes(card, failed, "failed"));
  sandbox.control("POST", "/control/payouts/" + returned + "/return");
  sandbox.control("POST", "/control/payouts/" + returned + "/return");
  const auto closed = sandbox.control("POST", "/control/settlements/close", json::object())["settlements"];
  ASSERT_EQ(closed.size(), 1U);
  EXPECT_EQ(closed[0]["net"], -9000);
  const auto report = http_call(sandbox.port(), "GET",
                                "/v1/settlements/" + closed[0]["id"].get<std::string>() + "/report.csv",
                                {{"Authorization", "Bearer sk_sandbox_card"}});
  const auto file = parse_settlement(report.body);
  EXPECT_EQ(file.references_of("payout"), (std::vector<std::string>{paid, returned}));
  EXPECT_EQ(file.references_of("payout_returned"), std::vector<std::string>{returned});
  EXPECT_EQ(file.lines.size(), 3U);
  EXPECT_EQ(file.lines[0].merchant_reference, "p-1");
  EXPECT_EQ(file.lines[0].gross, -9000);
}

TEST(Payouts, suffer_the_faults_of_every_call) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.set_faults({{"timeout_ms", 50}});
  sandbox.script("decline", "payout");
  const auto declined = card.post("/v1/payouts", payout_body("p-1"), "k-1");
  EXPECT_EQ(declined.status, 402);
  EXPECT_EQ(declined.body["error"]["decline_code"], "insufficient_balance");
  EXPECT_EQ(card.post("/v1/payouts", payout_body("p-1"), "k-1").status, 402) << "a declined key stays declined";
  sandbox.script("timeout_before", "payout");
  EXPECT_EQ(card.post("/v1/payouts", payout_body("p-2"), "k-2").status, 0);
  EXPECT_TRUE(card.get("/v1/payouts?reference=p-2").body["data"].empty());
  sandbox.script("timeout_after", "payout");
  EXPECT_EQ(card.post("/v1/payouts", payout_body("p-3"), "k-3").status, 0);
  EXPECT_EQ(card.get("/v1/payouts?reference=p-3").body["data"].size(), 1U);
  EXPECT_EQ(card.post("/v1/payouts", payout_body("p-3"), "k-3").status, 201);
  EXPECT_EQ(card.get("/v1/payouts?reference=p-3").body["data"].size(), 1U);
}

} // namespace sandbox_test
