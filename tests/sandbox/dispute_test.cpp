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

} // namespace sandbox_test
