// Charges of stored payment methods: no page, an outcome at once.
#include "support/merchant.h"

#include <gtest/gtest.h>

namespace sandbox_test {

using nlohmann::json;

namespace {

json charge_body(const std::string& method, const std::string& reference = "ref-1") {
  return {{"amount", 5000}, {"currency", "EUR"}, {"reference", reference}, {"payment_method", method}};
}

} // namespace

TEST(DirectCharge, is_authorized_and_waits_for_its_capture) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const ApiAnswer charged = card.post("/v1/charges", charge_body("pm_ok"));
  EXPECT_EQ(charged.status, 201);
  EXPECT_EQ(charged.text("status"), "authorized");
  EXPECT_EQ(charged.body["authorized_amount"], 5000);
  EXPECT_TRUE(charged.body["url"].is_null());
  EXPECT_EQ(card.capture(charged.text("id"), 5000, "order-1").status, 201);
  EXPECT_EQ(sandbox.only_checkout("card")["captured"], 5000);
}

TEST(DirectCharge, is_captured_at_once_with_auto) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const ApiAnswer charged = wallet.post("/v1/charges", charge_body("pm_ok"));
  EXPECT_EQ(charged.text("status"), "captured");
  ASSERT_EQ(charged.body["captures"].size(), 1U);
  EXPECT_EQ(charged.body["captures"][0]["reference"], "ref-1");
}

TEST(DirectCharge, is_declined_for_its_method_and_can_be_asked_for) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const ApiAnswer refused = card.post("/v1/charges", charge_body("pm_lost_card"), "key-1");
  EXPECT_EQ(refused.status, 402);
  EXPECT_EQ(refused.error_code(), "declined");
  EXPECT_EQ(refused.body["error"]["decline_code"], "lost_card");
  EXPECT_EQ(refused.body["error"]["network"], "visa");
  EXPECT_EQ(refused.body["error"]["network_code"], "41");
  EXPECT_EQ(card.post("/v1/charges", charge_body("pm_lost_card"), "key-1").status, 402) << "the same answer again";
  const json found = card.get("/v1/checkouts?reference=ref-1").body["data"];
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]["status"], "declined");
}

TEST(DirectCharge, of_a_method_that_recovers_succeeds_with_a_new_key_only) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  EXPECT_EQ(card.post("/v1/charges", charge_body("pm_insufficient_funds_once"), "key-1").status, 402);
  EXPECT_EQ(card.post("/v1/charges", charge_body("pm_insufficient_funds_once"), "key-1").status, 402);
  EXPECT_EQ(card.post("/v1/charges", charge_body("pm_insufficient_funds_once"), "key-2").status, 201);
}

TEST(DirectCharge, names_what_is_wrong) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const ApiAnswer unknown = card.post("/v1/charges", charge_body("pm_unheard_of"));
  EXPECT_EQ(unknown.status, 400);
  EXPECT_EQ(unknown.error_field(), "payment_method");
  json without = charge_body("pm_ok");
  without.erase("payment_method");
  EXPECT_EQ(card.post("/v1/charges", without).error_field(), "payment_method");
  json negative = charge_body("pm_ok");
  negative["amount"] = -1;
  EXPECT_EQ(card.post("/v1/charges", negative).error_field(), "amount");
  EXPECT_TRUE(sandbox.truth("card")["checkouts"].empty());
}

TEST(DirectCharge, that_lost_its_answer_is_there_once) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.script("error_after", "charge");
  EXPECT_EQ(card.post("/v1/charges", charge_body("pm_ok"), "key-1").status, 500);
  const ApiAnswer again = card.post("/v1/charges", charge_body("pm_ok"), "key-1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text("status"), "authorized");
  EXPECT_EQ(sandbox.only_checkout("card")["status"], "authorized");
}

} // namespace sandbox_test
