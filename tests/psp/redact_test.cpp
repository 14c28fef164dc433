#include "psp/http/redact.h"

#include <gtest/gtest.h>

namespace paydesk::psp {
namespace {

TEST(RedactTest, secret_headers_are_masked_and_others_kept) {
  const auto shown = redacted(HttpHeaders{{"AUTHORIZATION", "Bearer sk_live_0123456789abcdefghij"},
                                          {"X-API-Key", "short"},
                                          {"Stripe-Signature", "t=1,v1=abc"},
                                          {"Idempotency-Key", "018f-1"},
                                          {"Content-Type", "application/json"}});
  EXPECT_EQ(shown[0].second, "…ghij");
  EXPECT_EQ(shown[1].second, "…");
  EXPECT_EQ(shown[2].second, "…");
  EXPECT_EQ(shown[3].second, "018f-1");
  EXPECT_EQ(shown[4].second, "application/json");
}

TEST(RedactTest, secrets_in_json_are_masked_at_every_depth) {
  EXPECT_EQ(
      redacted_body(
          R"({"amount":"10","card":[{"card_number":"4242424242424242","cvc":123}],"clientSecret":"x"})"),
      R"({"amount":"10","card":[{"card_number":"…","cvc":"…"}],"clientSecret":"…"})");
  EXPECT_EQ(redacted_body(R"({"token":{"a":1},"secret":null})"), R"({"token":"…","secret":null})");
}

TEST(RedactTest, forms_and_urls_are_masked) {
  EXPECT_EQ(redacted_body("amount=10&api_key=abc&x="), "amount=10&api_key=…&x=");
  EXPECT_EQ(redacted_url("https://user:pass@psp.example/v1?page=2&token=abc"),
            "https://psp.example/v1?page=2&token=…");
  EXPECT_EQ(redacted_url("https://psp.example/v1"), "https://psp.example/v1");
}

TEST(RedactTest, what_is_not_understood_is_not_shown) {
  EXPECT_EQ(redacted_body("<html>secret</html>"), "19 bytes, not shown");
  EXPECT_EQ(redacted_body(R"({"secret":"x")"), "13 bytes, not shown");
  EXPECT_EQ(redacted_body(""), "");
}

} // namespace
} // namespace paydesk::psp
