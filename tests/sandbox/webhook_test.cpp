// Webhooks: content, signature, order, repetition, and the faults that spoil them.
#include "support/merchant.h"
#include "support/tiny_server.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>

namespace sandbox_test {

using nlohmann::json;

namespace {

using Types = std::vector<std::string>;

std::string hex_hmac(const std::string& key, const std::string& text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &length);
  std::string hex;
  char pair[3];
  for (unsigned int i = 0; i < length; ++i) {
    std::snprintf(pair, sizeof pair, "%02x", digest[i]);
    hex += pair;
  }
  return hex;
}

/// A sandbox whose accounts tell this receiver everything.
struct Listening {
  explicit Listening(const std::vector<std::string>& more = {}) : sandbox(more) {
    for (const char* account : {"card", "wallet", "single", "modif"})
      sandbox.set_webhook(account, receiver.url());
  }
  bool wait_for_count(std::size_t count) {
    return receiver.wait_until([count](const auto& all) { return all.size() >= count; });
  }
  json last_of(const std::string& type) {
    json found;
    for (const Received& one : receiver.received()) {
      if (one.json().value("type", "") == type) found = one.json();
    }
    return found;
  }

  WebhookReceiver receiver;
  Sandbox sandbox;
};

} // namespace

TEST(Webhooks, are_signed_over_the_raw_body) {
  Listening world;
  const Merchant card(world.sandbox, "card");
  card.paid_checkout("ref-1");
  ASSERT_TRUE(world.wait_for_count(3));
  for (const Received& one : world.receiver.received()) {
    const std::string header = one.headers.at("sandbox-signature");
    const std::string time = header.substr(2, header.find(',') - 2);
    EXPECT_EQ(header, "t=" + time + ",v1=" + hex_hmac("whsec_sandbox_card", time + "." + one.body));
  }
}

TEST(Webhooks, tell_a_card_payment_from_page_to_dispute_in_order) {
  Listening world;
  const Merchant card(world.sandbox, "card");
  const std::string id = card.open_checkout("ref-1", 1000);
  world.sandbox.get("/pay/" + id);
  card.pay(id, "lost_card");
  card.pay(id);
  card.capture(id, 600, "order-1");
  card.post("/v1/checkouts/" + id + "/void", json::object());
  card.refund(id, 100, "refund-1");
  const json dispute =
      world.sandbox.control("POST", "/control/disputes", {{"reference", "ref-1"}, {"amount", 200}});
  world.sandbox.control("POST", "/control/disputes/" + dispute["id"].get<std::string>() + "/resolve",
                        {{"outcome", "won"}});
  const Types expected{"checkout.opened",         "payment.processing", "payment.declined",
                       "payment.processing",      "payment.authorized", "capture.succeeded",
                       "payment.voided",          "refund.succeeded",   "dispute.opened",
                       "dispute.funds_withdrawn", "dispute.won",        "dispute.funds_reinstated"};
  ASSERT_TRUE(world.wait_for_count(expected.size()));
  EXPECT_EQ(world.receiver.types(), expected);
}

TEST(Webhooks, carry_what_the_contract_promises) {
  Listening world;
  const Merchant card(world.sandbox, "card");
  const std::string id = card.open_checkout("ref-1", 1000);
  card.pay(id, "lost_card");
  card.pay(id);
  const std::string capture = card.capture(id, 600, "order-1").text("id");
  const std::string refund = card.refund(id, 100, "refund-1").text("id");
  ASSERT_TRUE(world.receiver.wait_for_type("refund.succeeded"));
  const json declined = world.last_of("payment.declined");
  EXPECT_TRUE(declined["id"].get<std::string>().starts_with("evt_"));
  EXPECT_EQ(declined["account"], "card");
  EXPECT_EQ(declined["data"]["checkout_id"], id);
  EXPECT_EQ(declined["data"]["reference"], "ref-1");
  EXPECT_EQ(declined["data"]["decline_code"], "lost_card");
  EXPECT_EQ(declined["data"]["final"], false);
  EXPECT_TRUE(world.last_of("payment.authorized")["data"].contains("payment_id"));
  const json captured = world.last_of("capture.succeeded")["data"];
  EXPECT_EQ(captured["capture_id"], capture);
  EXPECT_EQ(captured["capture_reference"], "order-1");
  EXPECT_EQ(captured["amount"], 600);
  EXPECT_EQ(captured["currency"], "EUR");
  const json refunded = world.last_of("refund.succeeded")["data"];
  EXPECT_EQ(refunded["refund_id"], refund);
  EXPECT_EQ(refunded["refund_reference"], "refund-1");
}

TEST(Webhooks, finish_what_was_only_received) {
  Listening world({"--bank-delay", "5"});
  const Merchant modif(world.sandbox, "modif");
  const std::string id = modif.paid_checkout("ref-1", 1000);
  EXPECT_EQ(modif.capture(id, 400, "order-1").text("status"), "received");
  ASSERT_TRUE(world.receiver.wait_for_type("capture.succeeded"));
  world.sandbox.script("decline", "capture");
  EXPECT_EQ(modif.capture(id, 600, "order-2").text("status"), "received");
  ASSERT_TRUE(world.receiver.wait_for_type("capture.failed"));
  EXPECT_EQ(world.last_of("capture.failed")["data"]["capture_reference"], "order-2");
  EXPECT_EQ(world.sandbox.only_checkout("modif")["captured"], 400);
  modif.refund(id, 400, "refund-1");
  EXPECT_TRUE(world.receiver.wait_for_type("refund.succeeded"));
}

TEST(Webhooks, are_sent_again_until_they_are_taken) {
  Listening world;
  world.receiver.refuse(3);
  Merchant(world.sandbox, "wallet").paid_checkout("ref-1");
  ASSERT_TRUE(world.wait_for_count(3));
  EXPECT_EQ(world.receiver.types(), (Types{"checkout.opened", "payment.processing", "capture.succeeded"}));
}

TEST(Webhooks, survive_a_receiver_that_is_down) {
  const Sandbox sandbox;
  const Merchant wallet(sandbox, "wallet");
  sandbox.set_webhook("wallet", "http://127.0.0.1:1/hook");
  wallet.paid_checkout("ref-1");
  EXPECT_EQ(sandbox.control("GET", "/control/webhooks")["pending"], 3);
  WebhookReceiver receiver;
  sandbox.set_webhook("wallet", receiver.url());
  EXPECT_TRUE(receiver.wait_for_type("capture.succeeded"));
}

TEST(Webhooks, duplicate_comes_twice_with_the_same_id) {
  Listening world;
  world.sandbox.script("duplicate_webhook", "capture.succeeded");
  Merchant(world.sandbox, "wallet").paid_checkout("ref-1");
  ASSERT_TRUE(world.wait_for_count(4));
  const auto all = world.receiver.received();
  EXPECT_EQ(all[2].body, all[3].body);
  EXPECT_EQ(all[2].json()["type"], "capture.succeeded");
}

TEST(Webhooks, lost_never_comes_and_is_counted) {
  Listening world;
  world.sandbox.script("lost_webhook", "capture.succeeded");
  const Merchant wallet(world.sandbox, "wallet");
  wallet.paid_checkout("ref-1");
  wallet.paid_checkout("ref-2");
  ASSERT_TRUE(world.wait_for_count(5));
  const Types types = world.receiver.types();
  EXPECT_EQ(std::ranges::count(types, "capture.succeeded"), 1);
  const json counts = world.sandbox.control("GET", "/control/webhooks");
  EXPECT_EQ(counts["lost"], 1);
  EXPECT_EQ(world.sandbox.truth("wallet")["totals"]["EUR"]["captures"], 2);
}

TEST(Webhooks, late_comes_after_what_happened_later) {
  Listening world;
  world.sandbox.set_faults({{"late_ms", 300}});
  world.sandbox.script("late_webhook", "payment.processing");
  Merchant(world.sandbox, "wallet").paid_checkout("ref-1");
  ASSERT_TRUE(world.wait_for_count(3));
  EXPECT_EQ(world.receiver.types(), (Types{"checkout.opened", "capture.succeeded", "payment.processing"}));
}

TEST(Webhooks, reordered_comes_after_the_next_one) {
  Listening world;
  world.sandbox.script("reordered_webhook", "checkout.opened");
  Merchant(world.sandbox, "wallet").paid_checkout("ref-1");
  ASSERT_TRUE(world.wait_for_count(3));
  EXPECT_EQ(world.receiver.types(), (Types{"payment.processing", "checkout.opened", "capture.succeeded"}));
}

TEST(Webhooks, reordered_without_a_next_one_still_comes) {
  Listening world;
  world.sandbox.set_faults({{"late_ms", 20}});
  world.sandbox.script("reordered_webhook", "capture.succeeded");
  Merchant(world.sandbox, "wallet").paid_checkout("ref-1");
  EXPECT_TRUE(world.receiver.wait_for_type("capture.succeeded"));
}

TEST(Webhooks, tell_of_a_refund_that_failed_after_it_had_succeeded) {
  Listening world;
  world.sandbox.set_faults({{"late_ms", 5}, {"probability", {{"refund_fails_later", 1}}}});
  const Merchant wallet(world.sandbox, "wallet");
  wallet.refund(wallet.paid_checkout("ref-1"), 100, "refund-1");
  ASSERT_TRUE(world.receiver.wait_for_type("refund.failed"));
  const Types types = world.receiver.types();
  EXPECT_LT(std::ranges::find(types, "refund.succeeded"), std::ranges::find(types, "refund.failed"));
  EXPECT_EQ(world.last_of("refund.failed")["data"]["code"], "returned_by_bank");
}

TEST(Webhooks, without_an_address_are_counted_as_unaddressed) {
  const Sandbox sandbox;
  Merchant(sandbox, "wallet").paid_checkout("ref-1");
  EXPECT_EQ(sandbox.control("GET", "/control/webhooks")["unaddressed"], 3);
  const json refused = sandbox.control("PUT", "/control/accounts/wallet/webhook", {{"url", "ftp://x"}});
  EXPECT_EQ(refused["error"]["field"], "url");
  EXPECT_EQ(sandbox.control("PUT", "/control/accounts/none/webhook", {{"url", ""}})["error"]["code"],
            "not_found");
}

} // namespace sandbox_test
