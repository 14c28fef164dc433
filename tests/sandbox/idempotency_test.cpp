// The same request twice is done once.
#include "support/child_process.h"
#include "support/merchant.h"

#include <gtest/gtest.h>

#include <future>

namespace sandbox_test {

using nlohmann::json;

TEST(Idempotency, replays_the_stored_answer_byte_for_byte) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const json body = Merchant::checkout_body("ref-1");
  const ApiAnswer first = card.post("/v1/checkouts", body, "key-1");
  const ApiAnswer again = card.post("/v1/checkouts", body, "key-1");
  EXPECT_EQ(first.headers.count("idempotent-replayed"), 0U);
  EXPECT_EQ(again.headers.at("idempotent-replayed"), "true");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(sandbox.truth("card")["checkouts"].size(), 1U);
}

TEST(Idempotency, refuses_the_key_for_another_request) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.paid_checkout("ref-1", 10000);
  const json body{{"amount", 100}, {"reference", "order-1"}};
  EXPECT_EQ(card.post("/v1/checkouts/" + id + "/captures", body, "key-1").status, 201);
  const ApiAnswer other_body =
      card.post("/v1/checkouts/" + id + "/captures", {{"amount", 101}, {"reference", "order-1"}}, "key-1");
  EXPECT_EQ(other_body.status, 422);
  EXPECT_EQ(other_body.error_code(), "idempotency_mismatch");
  EXPECT_EQ(card.post("/v1/checkouts/" + id + "/refunds", body, "key-1").status, 422);
  EXPECT_EQ(sandbox.only_checkout("card")["captured"], 100);
}

TEST(Idempotency, keys_belong_to_their_account) {
  const Sandbox sandbox;
  EXPECT_EQ(Merchant(sandbox, "card").post("/v1/checkouts", Merchant::checkout_body("a"), "key").status, 201);
  EXPECT_EQ(Merchant(sandbox, "wallet").post("/v1/checkouts", Merchant::checkout_body("b"), "key").status,
            201);
}

TEST(Idempotency, key_is_required_and_bounded) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const Headers headers{{"Authorization", "Bearer sk_sandbox_card"}};
  const Answer missing =
      http_call(sandbox.port(), "POST", "/v1/checkouts", headers, Merchant::checkout_body("r").dump());
  EXPECT_EQ(missing.status, 400);
  EXPECT_NE(missing.body.find("Idempotency-Key"), std::string::npos);
  EXPECT_EQ(card.post("/v1/checkouts", Merchant::checkout_body("r"), std::string(256, 'k')).status, 400);
  EXPECT_EQ(card.post("/v1/checkouts", Merchant::checkout_body("r"), std::string(255, 'k')).status, 201);
}

TEST(Idempotency, a_refused_request_leaves_the_key_free) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  json body = Merchant::checkout_body("ref-1");
  body["amount"] = -5;
  EXPECT_EQ(card.post("/v1/checkouts", body, "key-1").status, 400);
  EXPECT_EQ(card.post("/v1/checkouts", Merchant::checkout_body("ref-1"), "key-1").status, 201);
}

TEST(Idempotency, same_key_in_flight_is_told_to_wait) {
  const TemporaryFolder folder;
  const std::string config = folder.file("config.json");
  write_file(config, R"({"accounts":[{"id":"slow","capture_mode":"auto","latency_ms":2000}]})");
  const Sandbox sandbox({"--config", config});
  const Merchant slow(sandbox, "slow");
  const json body = Merchant::checkout_body("ref-1");
  auto first = std::async(std::launch::async, [&] { return slow.post("/v1/checkouts", body, "key-1"); });
  auto second = std::async(std::launch::async, [&] { return slow.post("/v1/checkouts", body, "key-1"); });
  const ApiAnswer one = first.get();
  const ApiAnswer two = second.get();
  EXPECT_EQ(std::min(one.status, two.status), 201);
  EXPECT_EQ(std::max(one.status, two.status), 409);
  EXPECT_EQ((one.status == 409 ? one : two).error_code(), "idempotency_in_flight");
  EXPECT_EQ(sandbox.truth("slow")["checkouts"].size(), 1U);
}

TEST(Idempotency, a_key_is_forgotten_when_its_lifetime_is_over) {
  const Sandbox sandbox({"--key-lifetime", "1"});
  const Merchant card(sandbox, "card");
  const json body = Merchant::checkout_body("ref-1");
  const std::string first = card.post("/v1/checkouts", body, "key-1").text("id");
  std::string again = first;
  for (int i = 0; i < 1000 && again == first; ++i)
    again = card.post("/v1/checkouts", body, "key-1").text("id");
  EXPECT_NE(again, first) << "the same request is done again";
}

TEST(Idempotency, a_key_is_kept_for_a_day_unless_told_otherwise) {
  ChildProcess process({"serve", "--help"});
  ASSERT_EQ(process.wait(), 0);
  const std::string help = process.output();
  EXPECT_NE(help.find("--key-lifetime"), std::string::npos);
  EXPECT_NE(help.find("86400000"), std::string::npos) << help;
}

} // namespace sandbox_test
