// Who may tell of payments: only who knows the secret, about these very bytes, now.
#include <gtest/gtest.h>

#include "psp/sandbox/codec.h"
#include "psp/sandbox/gateway.h"

namespace paydesk::psp::sandbox {
namespace {

TEST(WebhookSignature, IsTheSecretsOverTheBytesAndNotLongAgo) {
  const Instant now{std::chrono::seconds(1'700'000'000)};
  const std::string body = R"({"id":"evt_1"})";
  // HMAC-SHA256("whsec_1", "1700000000." + body), made by other code than ours.
  const std::string good = "t=1700000000,v1=86d9cb9088d7cce050b0134e2d515d0fc05e8c00073612d3451480c6291f4dcd";
  EXPECT_TRUE(signature_is_good(good, body, "whsec_1", now));
  EXPECT_TRUE(signature_is_good(good, body, "whsec_1", now + std::chrono::seconds(300)));
  EXPECT_TRUE(signature_is_good("t=1700000000,v1=00,v1=" + good.substr(16), body, "whsec_1", now)) << "one of several";
  EXPECT_FALSE(signature_is_good(good, body, "whsec_1", now + std::chrono::seconds(301))) << "overheard and sent again";
  EXPECT_FALSE(signature_is_good(good, body, "whsec_1", now - std::chrono::seconds(301)));
  EXPECT_FALSE(signature_is_good(good, R"({"id":"evt_2"})", "whsec_1", now)) << "another body";
  EXPECT_FALSE(signature_is_good(good, body, "whsec_2", now)) << "another secret";
  const auto mac = good.substr(16);
  const std::vector<std::string> bad_ones = {"",           "t=1700000000",  "v1=00",         "t=1700000001,v1=" + mac,
                                             "t=,v1=" + mac, "t=x,v1=" + mac, good.substr(0, 40), "v1=" + mac + ",t=1700000000"};
  for (const auto& bad : bad_ones)
    EXPECT_FALSE(signature_is_good(bad, body, "whsec_1", now)) << bad;
}

TEST(WebhookSignature, WithoutAGoodOneNothingIsRead) {
  const Instant now{std::chrono::seconds(1'700'000'000)};
  GatewayOptions options;
  options.webhook_secret = "whsec_1";
  auto client = HttpClient::create();
  ASSERT_TRUE(client);
  const Gateway gateway(std::move(options), std::move(*client));
  const auto read = [&](std::optional<std::string_view> signature) {
    return gateway.read_webhook([&](std::string_view) { return signature; }, R"({"id":"evt_1"})", now);
  };
  const std::string good = "t=1700000000,v1=86d9cb9088d7cce050b0134e2d515d0fc05e8c00073612d3451480c6291f4dcd";
  EXPECT_TRUE(read(good));
  for (const auto& bad : {std::optional<std::string_view>{}, std::optional<std::string_view>{""},
                          std::optional<std::string_view>{"t=1700000000,v1=00"}}) {
    const auto refused = read(bad);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::unauthenticated);
  }
}

} // namespace
} // namespace paydesk::psp::sandbox
