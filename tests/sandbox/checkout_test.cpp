// Creating, showing, paying, cancelling and expiring checkouts.
#include "support/merchant.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

namespace sandbox_test {

using nlohmann::json;

namespace {

std::string seconds_from_now(int seconds) {
  const std::time_t time = std::time(nullptr) + seconds;
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&time));
  return text;
}

std::string bearer(const std::string& account) { return "Bearer sk_sandbox_" + account; }

} // namespace

TEST(Checkout, is_created_open_with_a_page_of_its_own) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const ApiAnswer created = card.post("/v1/checkouts", Merchant::checkout_body("ref-1", 12345));
  ASSERT_EQ(created.status, 201);
  EXPECT_EQ(created.text("status"), "open");
  EXPECT_EQ(created.body["amount"], 12345);
  EXPECT_EQ(created.text("currency"), "EUR");
  EXPECT_EQ(created.text("reference"), "ref-1");
  EXPECT_TRUE(created.text("id").starts_with("chk_"));
  EXPECT_EQ(created.text("url"),
            "http://127.0.0.1:" + std::to_string(sandbox.port()) + "/pay/" + created.text("id"));
}

TEST(Checkout, shows_every_promised_field_when_asked) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1", 500);
  const json body = card.status(id).body;
  for (const char* key : {"id", "url", "status", "amount", "currency", "reference", "expires_at",
                          "authorized_amount", "captured_amount", "refunded_amount", "payment_id",
                          "decline_code", "captures", "refunds", "disputes"}) {
    EXPECT_TRUE(body.contains(key)) << key;
  }
  EXPECT_TRUE(body["payment_id"].is_null());
  EXPECT_EQ(body["expires_at"], "2199-01-01T00:00:00.000Z");
}

TEST(Checkout, is_found_by_its_reference_and_only_by_its_own_account) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1");
  card.open_checkout("ref-2");
  const json found = card.get("/v1/checkouts?reference=ref-1").body["data"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["id"], id);
  EXPECT_EQ(card.get("/v1/checkouts?reference=none").body["data"].size(), 0U);
  const Merchant wallet(sandbox, "wallet");
  EXPECT_EQ(wallet.get("/v1/checkouts?reference=ref-1").body["data"].size(), 0U);
  EXPECT_EQ(wallet.status(id).status, 404);
  EXPECT_EQ(wallet.capture(id, 1, "x").status, 404);
}

TEST(Checkout, page_shows_amount_merchant_and_cards_and_escapes_everything) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  json body = Merchant::checkout_body("ref-<1>", 1234567);
  body["description"] = "<script>alert('x')</script> & \"tea\"";
  body["redirect_url"] = "http://127.0.0.1:9/back?a='1'&b=2";
  const std::string id = card.post("/v1/checkouts", body).text("id");
  const Answer page = sandbox.get("/pay/" + id);
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.headers.at("content-type").starts_with("text/html"));
  EXPECT_NE(page.body.find("EUR 12,345.67"), std::string::npos);
  EXPECT_NE(page.body.find("Paydesk Market"), std::string::npos);
  for (const char* choice :
       {"value=\"ok\"", "value=\"insufficient_funds\"", "value=\"lost_card\"", "value=\"never\""}) {
    EXPECT_NE(page.body.find(choice), std::string::npos) << choice;
  }
  EXPECT_EQ(page.body.find("<script"), std::string::npos);
  EXPECT_NE(page.body.find("&lt;script&gt;"), std::string::npos);
  EXPECT_NE(page.body.find("result=cancelled"), std::string::npos);
  EXPECT_EQ(page.body.find("a='1'"), std::string::npos);
  body["cancel_url"] = "http://127.0.0.1:9/basket";
  const std::string other = card.post("/v1/checkouts", body).text("id");
  EXPECT_NE(sandbox.get("/pay/" + other).body.find("href=\"http://127.0.0.1:9/basket?checkout=" + other),
            std::string::npos);
  EXPECT_EQ(card.status(id).text("status"), "opened");
}

TEST(Checkout, paid_with_a_good_card_is_authorized_and_leads_back_to_the_shop) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  json body = Merchant::checkout_body("ref-1", 700);
  body["redirect_url"] = "http://127.0.0.1:9/back?order=7";
  const std::string id = card.post("/v1/checkouts", body).text("id");
  const Answer answer = http_call(sandbox.port(), "POST", "/pay/" + id, {}, "card=ok");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(answer.headers.at("location"),
            "http://127.0.0.1:9/back?order=7&checkout=" + id + "&result=success");
  const ApiAnswer status = card.status(id);
  EXPECT_EQ(status.text("status"), "authorized");
  EXPECT_EQ(status.body["authorized_amount"], 700);
  EXPECT_TRUE(status.text("payment_id").starts_with("pay_"));
}

TEST(Checkout, declined_once_can_be_paid_with_another_card) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1");
  EXPECT_EQ(card.pay(id, "insufficient_funds"), "declined");
  EXPECT_EQ(card.status(id).text("status"), "opened");
  EXPECT_EQ(card.status(id).text("decline_code"), "insufficient_funds");
  EXPECT_NE(sandbox.get("/pay/" + id).body.find("insufficient funds"), std::string::npos);
  EXPECT_EQ(card.pay(id), "success");
  EXPECT_TRUE(card.status(id).body["decline_code"].is_null());
}

TEST(Checkout, declined_five_times_is_declined_for_good) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1");
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(card.pay(id, "lost_card"), "declined");
  EXPECT_EQ(card.status(id).text("status"), "declined");
  EXPECT_EQ(card.pay(id), "HTTP 410");
  EXPECT_EQ(sandbox.only_checkout("card")["captured"], 0);
}

TEST(Checkout, paid_twice_is_charged_once) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 4200);
  EXPECT_EQ(wallet.pay(id), "success");
  EXPECT_EQ(sandbox.only_checkout("wallet")["captured"], 4200);
  EXPECT_EQ(sandbox.only_checkout("wallet")["captures"].size(), 1U);
  EXPECT_EQ(sandbox.get("/pay/" + id).status, 200);
}

TEST(Checkout, with_a_card_that_never_answers_stays_processing) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1");
  EXPECT_EQ(card.pay(id, "never"), "processing");
  EXPECT_EQ(card.status(id).text("status"), "processing");
  EXPECT_EQ(card.pay(id), "HTTP 409");
  EXPECT_EQ(card.post("/v1/checkouts/" + id + "/cancel", json::object()).status, 409);
}

TEST(Checkout, cancelled_can_no_longer_be_paid_and_cancelling_again_is_fine) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.open_checkout("ref-1");
  for (int i = 0; i < 2; ++i) {
    const ApiAnswer cancelled = card.post("/v1/checkouts/" + id + "/cancel", json::object());
    EXPECT_EQ(cancelled.status, 200);
    EXPECT_EQ(cancelled.text("status"), "voided");
  }
  EXPECT_EQ(card.status(id).text("status"), "voided");
  EXPECT_EQ(sandbox.get("/pay/" + id).status, 410);
  EXPECT_EQ(card.pay(id), "HTTP 410");
}

TEST(Checkout, paid_cannot_be_cancelled) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const ApiAnswer refused =
      card.post("/v1/checkouts/" + card.paid_checkout("ref-1") + "/cancel", json::object());
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.error_code(), "invalid_state");
}

TEST(Checkout, expires_and_its_page_says_so) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  json body = Merchant::checkout_body("ref-1");
  body["expires_at"] = seconds_from_now(2);
  const std::string id = card.post("/v1/checkouts", body).text("id");
  ASSERT_TRUE(card.wait_for_status(id, "expired"));
  const Answer page = sandbox.get("/pay/" + id);
  EXPECT_EQ(page.status, 410);
  EXPECT_NE(page.body.find("Expired"), std::string::npos);
  EXPECT_EQ(card.pay(id), "HTTP 410");
  EXPECT_EQ(card.post("/v1/checkouts/" + id + "/cancel", json::object()).text("status"), "expired");
}

TEST(Checkout, wrong_fields_are_named) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::vector<std::pair<std::string, json>> wrong{{"amount", -1},
                                                        {"amount", 0},
                                                        {"amount", 12.5},
                                                        {"amount", "100"},
                                                        {"amount", nullptr},
                                                        {"amount", 18446744073709551615U},
                                                        {"currency", "XXX"},
                                                        {"currency", "GBP"},
                                                        {"currency", 5},
                                                        {"reference", ""},
                                                        {"reference", json::array()},
                                                        {"redirect_url", "javascript:alert(1)"},
                                                        {"redirect_url", "http://a/\r\nSet-Cookie: x"},
                                                        {"cancel_url", "ftp://a"},
                                                        {"expires_at", "tomorrow"},
                                                        {"expires_at", "2020-01-01T00:00:00Z"},
                                                        {"expires_at", "2199-02-30T00:00:00Z"}};
  for (const auto& [field, value] : wrong) {
    json body = Merchant::checkout_body("ref-1");
    body[field] = value;
    const ApiAnswer answer = card.post("/v1/checkouts", body);
    EXPECT_EQ(answer.status, 400) << field << " " << value;
    EXPECT_EQ(answer.error_code(), "invalid_request");
    EXPECT_EQ(answer.error_field(), field) << value;
  }
  EXPECT_EQ(sandbox.truth("card")["checkouts"].size(), 0U);
}

TEST(Checkout, unknown_fields_are_ignored) {
  const Sandbox sandbox;
  json body = Merchant::checkout_body("ref-1");
  body["something_new"] = {{"deep", {1, 2, 3}}};
  EXPECT_EQ(Merchant(sandbox, "card").post("/v1/checkouts", body).status, 201);
}

TEST(Checkout, wrong_keys_are_refused_everywhere) {
  const Sandbox sandbox;
  for (const std::string& given : {std::string("Bearer nonsense"), std::string("Basic abc"), std::string()}) {
    const Headers headers{{"Authorization", given}, {"Idempotency-Key", "k"}};
    for (const char* target : {"/v1/checkouts?reference=x", "/v1/checkouts/chk_1", "/v1/settlements",
                               "/v1/settlements/set_1/report.csv", "/v1/settlements/set_1/statement.xml"}) {
      EXPECT_EQ(http_call(sandbox.port(), "GET", target, headers).status, 401) << target;
    }
    EXPECT_EQ(http_call(sandbox.port(), "POST", "/v1/checkouts", headers, "{}").status, 401);
  }
  const Headers good{{"Authorization", bearer("card")}};
  EXPECT_EQ(http_call(sandbox.port(), "GET", "/v1/settlements", good).status, 200);
}

} // namespace sandbox_test
