// Every API fault fires, and the truth is what the fault's name says.
#include "support/merchant.h"

#include <gtest/gtest.h>

namespace sandbox_test {

using nlohmann::json;

namespace {

/// A card checkout that is paid, and one scripted fault on the next capture.
struct FaultyCapture {
  explicit FaultyCapture(const std::string& fault) {
    sandbox.set_faults({{"timeout_ms", 50}});
    id = card.paid_checkout("ref-1", 1000);
    sandbox.script(fault, "capture");
  }
  ApiAnswer capture() const {
    return card.post("/v1/checkouts/" + id + "/captures", {{"amount", 1000}, {"reference", "order-1"}},
                     "key-1");
  }
  std::int64_t captured() const { return sandbox.only_checkout("card")["captured"].get<std::int64_t>(); }
  std::size_t captures() const { return sandbox.only_checkout("card")["captures"].size(); }

  Sandbox sandbox;
  Merchant card{sandbox, "card"};
  std::string id;
};

} // namespace

TEST(Faults, before_charging_leave_nothing_behind_and_the_same_key_proceeds) {
  for (const char* fault : {"rate_limited", "error_before", "timeout_before"}) {
    const FaultyCapture faulty(fault);
    const ApiAnswer first = faulty.capture();
    EXPECT_NE(first.status, 201) << fault;
    EXPECT_EQ(faulty.captured(), 0) << fault;
    EXPECT_EQ(faulty.sandbox.fired(fault), 1) << fault;
    const ApiAnswer again = faulty.capture();
    EXPECT_EQ(again.status, 201) << fault;
    EXPECT_EQ(again.headers.count("idempotent-replayed"), 0U) << fault;
    EXPECT_EQ(faulty.captured(), 1000) << fault;
  }
}

TEST(Faults, after_charging_have_charged_and_the_same_key_gets_the_true_answer) {
  for (const char* fault : {"error_after", "timeout_after", "reset_after"}) {
    const FaultyCapture faulty(fault);
    const ApiAnswer first = faulty.capture();
    EXPECT_NE(first.status, 201) << fault;
    EXPECT_EQ(faulty.captured(), 1000) << fault;
    EXPECT_EQ(faulty.sandbox.fired(fault), 1) << fault;
    const ApiAnswer again = faulty.capture();
    EXPECT_EQ(again.status, 201) << fault;
    EXPECT_EQ(again.headers.at("idempotent-replayed"), "true") << fault;
    EXPECT_EQ(again.text("status"), "succeeded") << fault;
    EXPECT_EQ(faulty.captures(), 1U) << fault;
  }
}

TEST(Faults, answer_as_the_contract_says) {
  const FaultyCapture limited("rate_limited");
  const ApiAnswer too_many = limited.capture();
  EXPECT_EQ(too_many.status, 429);
  EXPECT_EQ(too_many.error_code(), "rate_limited");
  EXPECT_EQ(too_many.headers.at("retry-after"), "1");
  const FaultyCapture patient("rate_limited");
  patient.sandbox.set_faults({{"retry_after_s", 600}});
  EXPECT_EQ(patient.capture().headers.at("retry-after"), "600");
  const FaultyCapture failing("error_before");
  const ApiAnswer before = failing.capture();
  EXPECT_TRUE(before.status == 500 || before.status == 503);
  EXPECT_EQ(before.error_code(), "server_error");
  EXPECT_EQ(FaultyCapture("error_after").capture().status, 500);
  for (const char* silent : {"timeout_before", "timeout_after", "reset_after"}) {
    EXPECT_EQ(FaultyCapture(silent).capture().status, 0) << silent;
  }
}

TEST(Faults, declined_capture_is_stored_and_a_new_key_may_succeed) {
  const FaultyCapture faulty("decline");
  const ApiAnswer declined = faulty.capture();
  EXPECT_EQ(declined.status, 402);
  EXPECT_EQ(declined.error_code(), "declined");
  EXPECT_EQ(declined.body["error"]["decline_code"], "processing_error");
  const ApiAnswer again = faulty.capture();
  EXPECT_EQ(again.status, 402);
  EXPECT_EQ(again.headers.at("idempotent-replayed"), "true");
  EXPECT_EQ(faulty.captured(), 0);
  EXPECT_EQ(faulty.card.capture(faulty.id, 1000, "order-1").status, 201);
}

TEST(Faults, decline_at_the_page_lets_the_buyer_try_again) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.open_checkout("ref-1");
  sandbox.script("decline", "pay");
  EXPECT_EQ(wallet.pay(id), "declined");
  EXPECT_EQ(wallet.status(id).text("status"), "opened");
  EXPECT_EQ(wallet.pay(id), "success");
}

TEST(Faults, reach_create_void_refund_and_status_too) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.script("error_after", "create");
  EXPECT_EQ(card.post("/v1/checkouts", Merchant::checkout_body("ref-1"), "key-1").status, 500);
  const std::string id = card.post("/v1/checkouts", Merchant::checkout_body("ref-1"), "key-1").text("id");
  EXPECT_EQ(card.pay(id), "success");
  card.capture(id, 4000, "order-1");
  sandbox.script("error_after", "void");
  EXPECT_EQ(card.post("/v1/checkouts/" + id + "/void", json::object(), "key-2").status, 500);
  EXPECT_EQ(card.status(id).body["voided_amount"], 6000);
  sandbox.script("error_before", "refund");
  EXPECT_GE(card.refund(id, 100, "r-1").status, 500);
  EXPECT_EQ(card.status(id).body["refunded_amount"], 0);
  sandbox.script("rate_limited", "status");
  EXPECT_EQ(card.status(id).status, 429);
  EXPECT_EQ(card.status(id).status, 200);
}

TEST(Faults, script_fires_at_the_nth_operation_only) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  sandbox.script("rate_limited", "create", 3);
  std::vector<int> statuses;
  for (int i = 0; i < 5; ++i) {
    statuses.push_back(
        card.post("/v1/checkouts", Merchant::checkout_body("ref-" + std::to_string(i))).status);
  }
  EXPECT_EQ(statuses, (std::vector<int>{201, 201, 429, 201, 201}));
}

TEST(Faults, decisions_follow_the_seed_and_not_the_order_of_arrival) {
  const auto fates = [](int seed, bool backwards) {
    const Sandbox sandbox({"--seed", std::to_string(seed)});
    const Merchant card(sandbox, "card");
    sandbox.set_faults({{"probability", {{"rate_limited", 0.3}, {"error_before", 0.3}}}});
    std::map<int, int> statuses;
    for (int i = 0; i < 40; ++i) {
      const int number = backwards ? 39 - i : i;
      statuses[number] =
          card.post("/v1/checkouts", Merchant::checkout_body("ref-" + std::to_string(number))).status;
    }
    return statuses;
  };
  const auto first = fates(7, false);
  EXPECT_EQ(first, fates(7, true));
  EXPECT_NE(first, fates(8, false));
}

TEST(Faults, settings_are_merged_and_wrong_ones_named) {
  const Sandbox sandbox;
  sandbox.set_faults({{"probability", {{"decline", 0.5}}}, {"seed", 9}});
  sandbox.set_faults({{"probability", {{"lost_webhook", 0.25}}}});
  const json shown = sandbox.control("GET", "/control/faults");
  EXPECT_EQ(shown["seed"], 9);
  EXPECT_EQ(shown["probability"]["decline"], 0.5);
  EXPECT_EQ(shown["probability"]["lost_webhook"], 0.25);
  const std::vector<std::pair<json, std::string>> wrong{
      {{{"probability", {{"nonsense", 0.1}}}}, "probability.nonsense"},
      {{{"probability", {{"decline", 1.5}}}}, "probability.decline"},
      {{{"probability", {{"decline", -0.1}}}}, "probability.decline"},
      {{{"probability", {{"decline", "x"}}}}, "probability.decline"},
      {{{"probability", 3}}, "probability"},
      {{{"timeout_ms", -1}}, "timeout_ms"},
      {{{"retry_after_s", 3601}}, "retry_after_s"},
      {{{"script", {{{"fault", "nope"}, {"operation", "capture"}}}}}, "script[0].fault"},
      {{{"typo", 1}}, "typo"}};
  for (const auto& [change, field] : wrong) {
    const Answer answer = http_call(sandbox.port(), "PUT", "/control/faults", {}, change.dump());
    EXPECT_EQ(answer.status, 400) << change;
    EXPECT_EQ(json::parse(answer.body)["error"].value("field", ""), field) << answer.body;
  }
  EXPECT_EQ(sandbox.control("GET", "/control/faults")["probability"]["decline"], 0.5);
}

TEST(Faults, refund_that_fails_later_is_undone_in_the_truth) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 1000);
  sandbox.set_faults({{"late_ms", 1}});
  sandbox.script("refund_fails_later", "refund");
  EXPECT_EQ(wallet.refund(id, 400, "r-1").text("status"), "succeeded");
  for (int i = 0; i < 1000 && sandbox.only_checkout("wallet")["refunded"] != 0; ++i) {
  }
  EXPECT_EQ(sandbox.only_checkout("wallet")["refunded"], 0);
  EXPECT_EQ(wallet.status(id).body["refunds"][0]["status"], "failed");
}

TEST(Faults, under_a_storm_the_truth_holds_each_capture_once) {
  const Sandbox sandbox({"--seed", "5"});
  const Merchant card(sandbox, "card");
  sandbox.set_faults({{"timeout_ms", 5},
                      {"probability",
                       {{"rate_limited", 0.1},
                        {"error_before", 0.1},
                        {"error_after", 0.1},
                        {"timeout_before", 0.1},
                        {"timeout_after", 0.1},
                        {"reset_after", 0.1}}}});
  const auto insist = [&card](const std::string& target, const json& body) {
    const std::string key = new_key();
    ApiAnswer answer;
    do
      answer = card.post(target, body, key);
    while (answer.status != 201);
    return answer.text("id");
  };
  for (int i = 0; i < 30; ++i) {
    const std::string reference = "ref-" + std::to_string(i);
    const std::string id = insist("/v1/checkouts", Merchant::checkout_body(reference, 1000));
    card.pay(id);
    insist("/v1/checkouts/" + id + "/captures", {{"amount", 1000}, {"reference", reference + "-1"}});
    insist("/v1/checkouts/" + id + "/refunds", {{"amount", 300}, {"reference", reference + "-2"}});
  }
  const json totals = sandbox.truth("card")["totals"]["EUR"];
  EXPECT_EQ(totals, (json{{"captured", 30000}, {"refunded", 9000}, {"captures", 30}, {"refunds", 30}}));
}

} // namespace sandbox_test
