// Kinds, patterns, signatures and pauses: the pure parts.
#include <gtest/gtest.h>

#include "core/lifecycle.h"
#include "engine/webhooks_out/kinds.h"
#include "engine/webhooks_out/policy.h"
#include "engine/webhooks_out/signature.h"

namespace paydesk::test {
namespace {

TEST(WebhookKinds, EveryEndOfAMachineIsTold) {
  for (const auto machine : {lifecycle::Machine::charge, lifecycle::Machine::refund, lifecycle::Machine::dispute}) {
    const auto& table = lifecycle::table(machine);
    for (const auto& state : table.states)
      if (state.final) {
        EXPECT_FALSE(public_kind(std::string(table.name) + "." + std::string(state.name)).empty())
            << table.name << "." << state.name;
      }
  }
  EXPECT_TRUE(public_kind("queue.dead").empty());
  EXPECT_TRUE(public_kind("alert").empty());
  EXPECT_TRUE(public_kind("webhook.endpoint_added").empty());
}

TEST(WebhookKinds, PatternsTakeOneAGroupOrAll) {
  const std::vector<std::string> captured = {"payment.captured"}, refunds = {"refund.*"}, all = {"*"};
  EXPECT_TRUE(wants(captured, "payment.captured"));
  EXPECT_FALSE(wants(captured, "payment.partially_captured"));
  EXPECT_TRUE(wants(refunds, "refund.failed"));
  EXPECT_FALSE(wants(refunds, "payment.failed"));
  EXPECT_TRUE(wants(all, "dispute.won"));
}

TEST(WebhookKinds, WhatIsNoKindIsRefusedByItsPlace) {
  EXPECT_TRUE(check_kinds({"payment.captured", "refund.*", "*"}, "kinds"));
  for (const char* wrong : {"", "payment", "payment.", "payment.c*", "*.captured", ".*", "p*", "**", "payments.*",
                            "payment.captured ", "PAYMENT.CAPTURED", "charge.captured", "ping", "payment.captured,*"}) {
    const auto checked = check_kinds({"*", wrong}, "kinds");
    ASSERT_FALSE(checked) << wrong;
    EXPECT_EQ(checked.error().field, "kinds[1]");
  }
  EXPECT_EQ(check_kinds({}, "kinds").error().field, "kinds");
  EXPECT_EQ(check_kinds(std::vector<std::string>(33, "*"), "kinds").error().field, "kinds");
  EXPECT_EQ(check_kinds({"*", "*"}, "kinds").error().field, "kinds[1]");
}

// The example of the Standard Webhooks specification's reference libraries.
TEST(WebhookSignature, AgreesWithThePublishedExample) {
  const std::string raw = "\x31\xf2\x90\xf6\xbf\x06\x29\x8a\xab\x4f\x08\xd4"
                          "\x3c\x3f\x08\x2c\xf6\x48\xa3\x62\xda\x2d\xa4\xb0";
  EXPECT_EQ(shown_secret(raw), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  const std::vector<std::string> secrets = {raw};
  EXPECT_EQ(webhook_signature(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, EachSecretSignsOnce) {
  const std::vector<std::string> secrets = {std::string(32, 'a'), std::string(32, 'b')};
  const auto both = webhook_signature(secrets, "id", "1", "{}");
  const auto first = webhook_signature(std::span(secrets).first(1), "id", "1", "{}");
  const auto second = webhook_signature(std::span(secrets).last(1), "id", "1", "{}");
  EXPECT_EQ(both, first + " " + second);
  EXPECT_NE(first, second);
  EXPECT_NE(first, webhook_signature(std::span(secrets).first(1), "id", "2", "{}"));
  const auto one = new_webhook_secret(), other = new_webhook_secret();
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->size(), 32u);
  EXPECT_NE(*one, *other);
}

TEST(WebhookPolicy, PausesGrowToACapAndNeverBelowTheFloor) {
  const WebhookPolicy policy;
  for (const std::uint64_t random : {std::uint64_t{0}, std::uint64_t{12345678901234567}, ~std::uint64_t{0}})
    for (int attempt = 1; attempt < 200; ++attempt) {
      const auto delay = policy.delay(attempt, random, std::nullopt);
      EXPECT_GE(delay, policy.floor);
      EXPECT_LE(delay, policy.cap);
      EXPECT_LE(policy.pause(attempt, random), policy.longest_pause);
      EXPECT_GE(policy.pause(attempt, random), policy.base / 2);
    }
  EXPECT_LE(policy.delay(1, ~std::uint64_t{0}, std::nullopt), policy.base);
  EXPECT_LE(policy.delay(2, ~std::uint64_t{0}, std::nullopt), policy.base * 3);
}

TEST(WebhookPolicy, RetryAfterWinsWithinBounds) {
  const WebhookPolicy policy;
  EXPECT_EQ(policy.delay(9, 1, std::chrono::seconds(120)), std::chrono::seconds(120));
  EXPECT_EQ(policy.delay(1, 1, std::chrono::seconds(0)), policy.floor);
  EXPECT_EQ(policy.delay(1, 1, std::chrono::seconds::max()), policy.longest_retry_after);
}

} // namespace
} // namespace paydesk::test
