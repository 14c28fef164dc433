// Deliveries that go well: signed, in batches, with both secrets while one replaces the other.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <set>

#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

TEST(Sending, ADeliveryIsSignedAndLogged) {
  WebhookWorld world;
  const Receiver receiver;
  const auto made = world.add(receiver, {"payment.captured"});
  const auto sale = world.shop.paid({"10.00"});
  world.work();
  ASSERT_EQ(receiver.count(), 1u);
  const auto got = receiver.received().front();
  EXPECT_EQ(got.path, "/hooks");
  EXPECT_EQ(got.headers.at("content-type"), "application/json");
  EXPECT_TRUE(signed_by(got, made.secret));
  EXPECT_FALSE(signed_by(got, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
  auto tampered = got;
  tampered.body += " ";
  EXPECT_FALSE(signed_by(tampered, made.secret));
  EXPECT_EQ(nlohmann::json::parse(got.body)["data"]["payment"]["id"], sale.payment_id.to_string());

  const auto delivery = world.deliveries().front();
  EXPECT_EQ(delivery.state, "delivered");
  EXPECT_EQ(delivery.attempts, 1);
  EXPECT_EQ(delivery.last_status, 200);
  EXPECT_EQ(got.headers.at("webhook-id"), delivery.event_id);
  const auto detail = world.detail(delivery.delivery_id);
  EXPECT_EQ(detail.body, got.body);
  ASSERT_EQ(detail.attempts.size(), 1u);
  EXPECT_EQ(detail.attempts[0].http_status, 200);
  EXPECT_EQ(detail.attempts[0].error, "");
  EXPECT_NE(detail.attempts[0].response.find("\"ok\":true"), std::string::npos);
  EXPECT_EQ(detail.attempts[0].response.find("not-for-the-log"), std::string::npos) << "secrets are masked";
  EXPECT_EQ(world.sender->stats().delivered, 1);
  EXPECT_TRUE(world.endpoint(made.endpoint.endpoint_id).last_success_at);
}

TEST(Sending, BothSecretsSignDuringARotation) {
  WebhookWorld world;
  const Receiver receiver;
  const auto first = world.add(receiver, {"payment.captured"});
  views::RotateWebhookSecretRequest rotate;
  rotate.endpoint_id = first.endpoint.endpoint_id;
  rotate.overlap_s = 3600;
  const auto second = must(world.endpoints.rotate(world.admin, rotate));
  EXPECT_NE(first.secret, second.secret);
  world.shop.paid({"10.00"});
  world.work();
  ASSERT_EQ(receiver.count(), 1u);
  EXPECT_TRUE(signed_by(receiver.received()[0], first.secret));
  EXPECT_TRUE(signed_by(receiver.received()[0], second.secret));
  EXPECT_TRUE(receiver.received()[0].headers.at("webhook-signature").starts_with("v1,"));

  world.advance(std::chrono::seconds(3601));
  world.shop.paid({"10.00"});
  world.work();
  ASSERT_EQ(receiver.count(), 2u);
  EXPECT_FALSE(signed_by(receiver.received()[1], first.secret));
  EXPECT_TRUE(signed_by(receiver.received()[1], second.secret));

  rotate.overlap_s = 0; // it leaked: the old one ends now
  const auto third = must(world.endpoints.rotate(world.admin, rotate));
  world.shop.paid({"10.00"});
  world.work();
  ASSERT_EQ(receiver.count(), 3u);
  EXPECT_FALSE(signed_by(receiver.received()[2], second.secret));
  EXPECT_TRUE(signed_by(receiver.received()[2], third.secret));
}

TEST(Sending, TwoQuickRotationsLeaveTwoSecrets) {
  WebhookWorld world;
  const Receiver receiver;
  const auto first = world.add(receiver, {"payment.captured"});
  views::RotateWebhookSecretRequest rotate;
  rotate.endpoint_id = first.endpoint.endpoint_id;
  const auto second = must(world.endpoints.rotate(world.admin, rotate));
  const auto third = must(world.endpoints.rotate(world.admin, rotate));
  EXPECT_EQ(world.count("select count(*) from webhook_secret"), 2);
  world.shop.paid({"10.00"});
  world.work();
  EXPECT_FALSE(signed_by(receiver.received()[0], first.secret));
  EXPECT_TRUE(signed_by(receiver.received()[0], second.secret));
  EXPECT_TRUE(signed_by(receiver.received()[0], third.secret));
}

TEST(Sending, ABigBacklogGoesOutInBatchesEachOnce) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver);
  world.add(receiver, {"payment.*"});
  for (int i = 0; i < 120; ++i)
    world.shop.paid({"10.00"});
  world.work();
  EXPECT_EQ(receiver.count(), 720u);
  std::set<std::string> ids;
  for (const auto& got : receiver.received())
    ids.insert(got.headers.at("webhook-id"));
  EXPECT_EQ(ids.size(), 360u);
  EXPECT_EQ(world.count("select count(*) from webhook_delivery where state = 'delivered' and attempts = 1"), 720);
  EXPECT_EQ(world.count("select count(*) from webhook_attempt"), 720);
}

TEST(Sending, APingReachesAnEndpointWhateverItListensTo) {
  WebhookWorld world;
  const Receiver receiver;
  const auto made = world.add(receiver, {"dispute.*"});
  const auto ping = must(world.endpoints.ping(world.admin, {made.endpoint.endpoint_id, {}, {}}));
  EXPECT_EQ(ping.kind, "ping");
  EXPECT_EQ(ping.state, "queued");
  world.work();
  ASSERT_EQ(receiver.count(), 1u);
  const auto body = nlohmann::json::parse(receiver.received()[0].body);
  EXPECT_EQ(body["type"], "ping");
  EXPECT_EQ(body["sequence"], 0);
  EXPECT_EQ(body["data"], nlohmann::json::object());
  EXPECT_TRUE(signed_by(receiver.received()[0], made.secret));
  EXPECT_EQ(world.detail(ping.delivery_id).delivery.state, "delivered");
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'webhook.ping'"), 1);
}

} // namespace
} // namespace paydesk::test
