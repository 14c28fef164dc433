// Disputes: money withdrawn, reinstated, and what cannot be disputed.
#include "support/merchant.h"

#include <gtest/gtest.h>

namespace sandbox_test {

using nlohmann::json;

namespace {

json resolve(const Sandbox& sandbox, const json& dispute, const std::string& outcome) {
  return sandbox.control("POST", "/control/disputes/" + dispute["id"].get<std::string>() + "/resolve",
                         {{"outcome", outcome}});
}

} // namespace

TEST(Disputes, withdraw_everything_that_is_left_unless_told_otherwise) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  const std::string id = wallet.paid_checkout("ref-1", 1000);
  wallet.refund(id, 300, "r-1");
  const json dispute = sandbox.control("POST", "/control/disputes", {{"checkout_id", id}});
  EXPECT_EQ(dispute["amount"], 700);
  EXPECT_EQ(dispute["status"], "needs_response");
  EXPECT_EQ(sandbox.only_checkout("wallet")["disputed_withdrawn"], 700);
  EXPECT_EQ(wallet.status(id).body["disputes"][0]["id"], dispute["id"]);
  EXPECT_EQ(sandbox.control("POST", "/control/disputes", {{"checkout_id", id}})["error"]["code"],
            "invalid_state");
}

TEST(Disputes, won_puts_the_money_back_and_lost_keeps_it) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  wallet.paid_checkout("ref-1", 1000);
  const json dispute =
      sandbox.control("POST", "/control/disputes", {{"reference", "ref-1"}, {"amount", 400}});
  EXPECT_EQ(resolve(sandbox, dispute, "lost")["status"], "lost");
  EXPECT_EQ(sandbox.only_checkout("wallet")["disputed_withdrawn"], 400);
  EXPECT_EQ(resolve(sandbox, dispute, "won")["status"], "won");
  EXPECT_EQ(sandbox.only_checkout("wallet")["disputed_withdrawn"], 0);
  EXPECT_EQ(resolve(sandbox, dispute, "lost")["error"]["code"], "invalid_state");
}

TEST(Disputes, refuse_nonsense_by_name) {
  const Sandbox sandbox;
  const Merchant card(sandbox, "card");
  const std::string id = card.paid_checkout("ref-1", 1000);
  const auto open = [&sandbox](const json& body) {
    return sandbox.control("POST", "/control/disputes", body)["error"];
  };
  EXPECT_EQ(open({{"checkout_id", id}})["code"], "invalid_state");
  card.capture(id, 500, "o-1");
  EXPECT_EQ(open({{"checkout_id", id}, {"amount", 501}})["code"], "invalid_state");
  EXPECT_EQ(open({{"checkout_id", id}, {"amount", 0}})["field"], "amount");
  EXPECT_EQ(open({{"checkout_id", "chk_none"}})["code"], "not_found");
  EXPECT_EQ(open(json::object())["field"], "reference");
  EXPECT_EQ(
      sandbox.control("POST", "/control/disputes/dsp_none/resolve", {{"outcome", "won"}})["error"]["code"],
      "not_found");
  const json dispute = sandbox.control("POST", "/control/disputes", {{"checkout_id", id}});
  EXPECT_EQ(resolve(sandbox, dispute, "draw")["error"]["field"], "outcome");
}

namespace {

json step(const Sandbox& sandbox, const json& dispute, const std::string& name) {
  return sandbox.control("POST", "/control/disputes/" + dispute["id"].get<std::string>() + "/" + name);
}

/// A checkout of 1000 that is paid and disputed as a whole.
struct Case {
  explicit Case(const std::string& account, const std::vector<std::string>& more = {})
      : sandbox(more), merchant(sandbox, account) {
    checkout = merchant.paid_checkout("ref-1", 1000);
  }
  json open(bool inquiry = false) {
    return dispute = sandbox.control("POST", "/control/disputes", {{"reference", "ref-1"}, {"inquiry", inquiry}});
  }
  ApiAnswer say(const std::string& what, const json& body, const std::string& key = {}) const {
    return merchant.post("/v1/disputes/" + dispute["id"].get<std::string>() + "/" + what, body, key);
  }
  json seen() const { return merchant.status(checkout).body["disputes"][0]; }

  Sandbox sandbox;
  Merchant merchant;
  std::string checkout;
  json dispute;
};

} // namespace

TEST(DisputeRounds, an_inquiry_moves_no_money_until_it_is_escalated) {
  Case one("wallet");
  EXPECT_EQ(one.open(true)["status"], "inquiry");
  EXPECT_EQ(one.sandbox.only_checkout("wallet")["disputed_withdrawn"], 0);
  EXPECT_EQ(resolve(one.sandbox, one.dispute, "won")["error"]["code"], "invalid_state");
  EXPECT_EQ(step(one.sandbox, one.dispute, "escalate")["status"], "needs_response");
  EXPECT_EQ(one.sandbox.only_checkout("wallet")["disputed_withdrawn"], 1000);
  EXPECT_EQ(step(one.sandbox, one.dispute, "close")["error"]["code"], "invalid_state");
  EXPECT_TRUE(one.seen()["was_inquiry"]);
}

TEST(DisputeRounds, a_closed_inquiry_stays_closed) {
  Case one("wallet");
  one.open(true);
  EXPECT_EQ(step(one.sandbox, one.dispute, "close")["status"], "closed");
  EXPECT_EQ(step(one.sandbox, one.dispute, "close")["status"], "closed");
  EXPECT_EQ(step(one.sandbox, one.dispute, "escalate")["error"]["code"], "invalid_state");
}

TEST(DisputeRounds, a_reopening_withdraws_again_under_a_reference_of_its_own) {
  Case one("wallet");
  const std::string id = one.open()["id"];
  EXPECT_EQ(step(one.sandbox, one.dispute, "reopen")["error"]["code"], "invalid_state");
  resolve(one.sandbox, one.dispute, "won");
  EXPECT_EQ(one.sandbox.only_checkout("wallet")["disputed_withdrawn"], 0);
  const json reopened = step(one.sandbox, one.dispute, "reopen");
  EXPECT_EQ(reopened["status"], "pre_arbitration");
  EXPECT_EQ(reopened["round"], 2);
  EXPECT_EQ(one.sandbox.only_checkout("wallet")["disputed_withdrawn"], 1000);
  const json taken = one.seen()["withdrawals"];
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0]["id"], id);
  EXPECT_TRUE(taken[0]["reinstated"]);
  EXPECT_EQ(taken[1]["id"], id + "-2");
  EXPECT_FALSE(taken[1]["reinstated"]);
  one.sandbox.control("POST", "/control/settlements/close");
  const auto report = one.merchant.get("/v1/settlements").body["data"][0]["id"].get<std::string>();
  const std::string csv = http_call(one.sandbox.port(), "GET", "/v1/settlements/" + report + "/report.csv",
                                    {{"Authorization", "Bearer sk_sandbox_wallet"}}).body;
  EXPECT_NE(csv.find("dispute_withdrawn," + id + "-2,"), std::string::npos) << csv;
  EXPECT_NE(csv.find("dispute_reinstated," + id + ","), std::string::npos) << csv;
  EXPECT_EQ(csv.find("dispute_fee," + id + "-2,"), std::string::npos) << csv;
}

TEST(DisputeAnswers, evidence_puts_the_dispute_under_review_once_a_key) {
  Case one("wallet");
  one.open();
  const json body{{"text", "signed for"}, {"reference", "op-1"}};
  const auto first = one.say("evidence", body, "key-1");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.text("status"), "succeeded");
  const auto again = one.say("evidence", body, "key-1");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(one.seen()["status"], "under_review");
  ASSERT_EQ(one.seen()["responses"].size(), 1u);
  EXPECT_EQ(one.seen()["responses"][0]["reference"], "op-1");
  EXPECT_EQ(one.say("evidence", {{"text", "more"}, {"reference", "op-2"}}).error_code(), "invalid_state");
}

TEST(DisputeAnswers, an_accepted_dispute_is_lost_a_little_later) {
  Case one("wallet", {"--bank-delay", "20"});
  one.open();
  EXPECT_EQ(one.say("accept", {{"reference", "op-1"}}).body["dispute"]["status"], "accepted");
  for (int i = 0; i < 500 && one.seen()["status"] != "lost"; ++i) {
  }
  EXPECT_EQ(one.seen()["status"], "lost");
}

TEST(DisputeAnswers, accounts_that_are_final_by_webhook_only_receive_them) {
  Case one("modif", {"--bank-delay", "20"});
  one.merchant.capture(one.checkout, 1000, "o-1");
  while (one.merchant.status(one.checkout).body["captured_amount"] != 1000) {
  }
  one.open();
  EXPECT_EQ(one.say("evidence", {{"text", "signed for"}, {"reference", "op-1"}}).text("status"), "received");
  for (int i = 0; i < 500 && one.seen()["status"] != "under_review"; ++i) {
  }
  EXPECT_EQ(one.seen()["status"], "under_review");
  EXPECT_EQ(one.seen()["responses"][0]["status"], "succeeded");
}

TEST(DisputeAnswers, faults_apply_to_them) {
  Case one("wallet");
  one.open();
  one.sandbox.script("error_before", "evidence");
  one.sandbox.script("reset_after", "evidence");
  const json body{{"text", "signed for"}, {"reference", "op-1"}};
  EXPECT_EQ(one.say("evidence", body, "key-1").status, 0) << "done, and the connection is reset";
  EXPECT_EQ(one.seen()["status"], "under_review");
  EXPECT_EQ(one.say("evidence", body, "key-1").status, 201) << "the same key is told what was done";
}

TEST(DisputeAnswers, refuse_nonsense_by_name) {
  Case one("wallet");
  one.open();
  EXPECT_EQ(one.say("evidence", {{"reference", "op-1"}}).error_field(), "text");
  EXPECT_EQ(one.say("evidence", {{"text", 7}, {"reference", "op-1"}}).error_field(), "text");
  EXPECT_EQ(one.say("evidence", {{"text", std::string(80'001, 'a')}, {"reference", "op-1"}}).error_field(), "text");
  EXPECT_EQ(one.say("evidence", {{"text", "a"}}).error_field(), "reference");
  EXPECT_EQ(one.say("accept", json::object()).error_field(), "reference");
  const Merchant stranger(one.sandbox, "card");
  EXPECT_EQ(stranger.post("/v1/disputes/" + one.dispute["id"].get<std::string>() + "/accept", {{"reference", "x"}})
                .error_code(),
            "not_found");
  EXPECT_EQ(one.merchant.post("/v1/disputes/dsp_none/accept", {{"reference", "x"}}).error_code(), "not_found");
  EXPECT_EQ(one.seen()["status"], "needs_response");
}

} // namespace sandbox_test
