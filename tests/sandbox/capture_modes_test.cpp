// Captures, voids and refunds with each personality.
#include "support/merchant.h"

#include <gtest/gtest.h>

namespace sandbox_test {

using nlohmann::json;

namespace {

ApiAnswer release(const Merchant& merchant, const std::string& id) {
  return merchant.post("/v1/checkouts/" + id + "/void", json::object());
}

} // namespace

TEST(CardAccount, captures_once_per_order_until_nothing_is_left) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.paid_checkout("ref-1", 10000);
  const ApiAnswer first = card.capture(id, 4000, "order-1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.text("status"), "succeeded");
  EXPECT_TRUE(first.text("id").starts_with("cap_"));
  EXPECT_EQ(first.text("reference"), "order-1");
  EXPECT_EQ(card.status(id).text("status"), "partially_captured");
  EXPECT_EQ(card.capture(id, 6001, "order-2").error_code(), "invalid_state");
  EXPECT_EQ(card.capture(id, 6000, "order-2").status, 201);
  EXPECT_EQ(card.status(id).text("status"), "captured");
  EXPECT_EQ(card.status(id).body["captured_amount"], 10000);
  EXPECT_EQ(card.capture(id, 1, "order-3").status, 409);
}

TEST(CardAccount, releases_the_rest_with_a_final_capture_or_a_void) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string finished = card.paid_checkout("ref-1", 10000);
  EXPECT_EQ(card.capture(finished, 4000, "order-1", true).status, 201);
  EXPECT_EQ(card.status(finished).text("status"), "captured");
  EXPECT_EQ(card.status(finished).body["voided_amount"], 6000);
  EXPECT_EQ(card.capture(finished, 1, "order-2").status, 409);
  const std::string halved = card.paid_checkout("ref-2", 10000);
  card.capture(halved, 4000, "order-1");
  EXPECT_EQ(release(card, halved).text("status"), "voided");
  EXPECT_EQ(release(card, halved).text("status"), "voided");
  EXPECT_EQ(card.status(halved).text("status"), "captured");
  const std::string dropped = card.paid_checkout("ref-3", 10000);
  EXPECT_EQ(release(card, dropped).status, 200);
  EXPECT_EQ(card.status(dropped).text("status"), "voided");
  EXPECT_EQ(card.capture(dropped, 1, "order-1").status, 409);
  EXPECT_EQ(release(card, card.open_checkout("ref-4")).status, 409);
}

TEST(CardAccount, refunds_no_more_than_was_captured) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.paid_checkout("ref-1", 10000);
  EXPECT_EQ(card.refund(id, 1, "r-0").error_code(), "refund_exceeds_captured");
  card.capture(id, 8000, "order-1");
  const ApiAnswer refunded = card.refund(id, 3000, "r-1");
  EXPECT_EQ(refunded.status, 201);
  EXPECT_EQ(refunded.text("status"), "succeeded");
  EXPECT_TRUE(refunded.text("id").starts_with("ref_"));
  const ApiAnswer refused = card.refund(id, 5001, "r-2");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.error_code(), "refund_exceeds_captured");
  EXPECT_EQ(card.refund(id, 5000, "r-3").status, 201);
  EXPECT_EQ(card.status(id).body["refunded_amount"], 8000);
  EXPECT_EQ(sandbox.only_checkout("card")["refunded"], 8000);
}

TEST(WalletAccount, takes_the_total_when_it_is_paid) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 5000, "KRW");
  const json status = wallet.status(id).body;
  EXPECT_EQ(status["status"], "captured");
  ASSERT_EQ(status["captures"].size(), 1U);
  EXPECT_EQ(status["captures"][0]["amount"], 5000);
  EXPECT_EQ(status["captures"][0]["reference"], "ref-1");
  EXPECT_EQ(status["captures"][0]["status"], "succeeded");
  EXPECT_EQ(wallet.capture(id, 1, "x").status, 409);
  EXPECT_EQ(release(wallet, id).status, 409);
  EXPECT_EQ(wallet.refund(id, 2000, "r-1").text("status"), "succeeded");
}

TEST(SingleAccount, captures_once_and_voids_the_rest) {
  const Sandbox sandbox;
  const Merchant single(sandbox, "single");
  const std::string id = single.paid_checkout("ref-1", 9000, "USD");
  EXPECT_EQ(single.capture(id, 5000, "all").text("status"), "succeeded");
  const json status = single.status(id).body;
  EXPECT_EQ(status["status"], "captured");
  EXPECT_EQ(status["voided_amount"], 4000);
  EXPECT_EQ(single.capture(id, 4000, "more").error_code(), "invalid_state");
}

TEST(ModifAccount, answers_received_and_is_final_later) {
  const Sandbox sandbox({"--bank-delay", "1"});
  const Merchant modif(sandbox, "modif");
  const std::string id = modif.paid_checkout("ref-1", 3000, "JPY");
  const ApiAnswer captured = modif.capture(id, 2000, "order-1");
  EXPECT_EQ(captured.status, 201);
  EXPECT_EQ(captured.text("status"), "received");
  ASSERT_TRUE(modif.wait_for_status(id, "partially_captured"));
  EXPECT_EQ(release(modif, id).text("status"), "received");
  ASSERT_TRUE(modif.wait_for_status(id, "captured"));
  const ApiAnswer refunded = modif.refund(id, 500, "r-1");
  EXPECT_EQ(refunded.status, 201);
  EXPECT_EQ(refunded.text("status"), "received");
  EXPECT_EQ(modif.refund(id, 1501, "r-2").error_code(), "refund_exceeds_captured");
}

TEST(ModifAccount, shows_what_is_pending_and_does_not_take_it_twice) {
  const Sandbox sandbox({"--bank-delay", "600000"});
  const Merchant modif(sandbox, "modif");
  const std::string id = modif.paid_checkout("ref-1", 3000);
  modif.capture(id, 2000, "order-1");
  const json status = modif.status(id).body;
  EXPECT_EQ(status["status"], "authorized");
  EXPECT_EQ(status["captured_amount"], 0);
  EXPECT_EQ(status["captures"][0]["status"], "pending");
  EXPECT_EQ(modif.capture(id, 1001, "order-2").status, 409);
  EXPECT_EQ(modif.capture(id, 500, "order-2", true).status, 201);
  EXPECT_EQ(modif.capture(id, 500, "order-3").status, 409);
}

TEST(SlowAccount, answers_rightly_when_it_answers) {
  const TemporaryFolder folder;
  const std::string config = folder.file("config.json");
  write_file(config, R"({"accounts":[{"id":"slow","capture_mode":"auto","latency_ms":30}]})");
  const Sandbox sandbox({"--config", config});
  const Merchant slow(sandbox, "slow");
  const std::string id = slow.paid_checkout("ref-1", 5000);
  EXPECT_EQ(slow.status(id).text("status"), "captured");
  EXPECT_EQ(slow.refund(id, 5000, "r-1").text("status"), "succeeded");
}

} // namespace sandbox_test
