// Endpoints that refuse, hang, go away or ask for patience.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

Receiver::Answer always(std::string status) {
  return [status = std::move(status)](const Received&) { return status; };
}

std::int64_t alerts(WebhookWorld& world, const std::string& code) {
  return world.count("select count(*) from outbox where kind = 'alert' and payload::jsonb ->> 'code' = '" + code + "'");
}

TEST(TroubledEndpoint, AFailedDeliveryComesAgainLaterAndLater) {
  WebhookWorld world;
  Receiver receiver(always("500 Oops"));
  world.add(receiver, {"payment.captured"});
  world.shop.paid({"10.00"});
  world.work();
  ASSERT_EQ(receiver.count(), 1u);
  auto delivery = world.deliveries().front();
  EXPECT_EQ(delivery.state, "queued");
  EXPECT_EQ(delivery.last_error, "answered 500");
  EXPECT_GT(*delivery.due_at, world.shop.clock.now());
  EXPECT_LE(*delivery.due_at, world.shop.clock.now() + world.policy.base);
  world.work();
  EXPECT_EQ(receiver.count(), 1u) << "not before its time";
  world.advance(world.policy.base);
  world.work();
  EXPECT_EQ(receiver.count(), 2u);
  receiver.answer_with({});
  world.advance(world.policy.base * 3);
  world.work();
  EXPECT_EQ(receiver.count(), 3u);
  delivery = world.deliveries().front();
  EXPECT_EQ(delivery.state, "delivered");
  EXPECT_EQ(delivery.attempts, 3);
  EXPECT_EQ(delivery.last_error, "");
  const auto all = receiver.received();
  EXPECT_EQ(all[0].headers.at("webhook-id"), all[2].headers.at("webhook-id"));
  EXPECT_EQ(all[0].body, all[2].body);
  EXPECT_NE(all[0].headers.at("webhook-timestamp"), all[2].headers.at("webhook-timestamp"));
}

TEST(TroubledEndpoint, ItIsGivenUpAfterItsTimeAndAnAlertIsRaisedOnceBefore) {
  WebhookWorld world;
  Receiver receiver(always("500 Oops"));
  const auto made = world.add(receiver, {"payment.captured"});
  world.shop.paid({"10.00"});
  for (int hour = 0; hour < 80; ++hour) {
    world.work();
    world.advance(std::chrono::hours(1));
  }
  const auto delivery = world.deliveries().front();
  EXPECT_EQ(delivery.state, "failed");
  EXPECT_TRUE(delivery.done_at);
  EXPECT_LE(*delivery.done_at, *delivery.created_at + world.policy.max_age + std::chrono::hours(1));
  EXPECT_GT(delivery.attempts, 10);
  EXPECT_EQ(alerts(world, "webhook_endpoint_failing") +
                world.count("select count(*) from event where kind = 'alert'"), 1);
  auto endpoint = world.endpoint(made.endpoint.endpoint_id);
  EXPECT_TRUE(endpoint.failing);
  EXPECT_EQ(endpoint.failed, 1);
  EXPECT_EQ(world.sender->stats().given_up, 1);

  receiver.answer_with({});
  world.shop.paid({"10.00"});
  world.work();
  endpoint = world.endpoint(made.endpoint.endpoint_id);
  EXPECT_FALSE(endpoint.failing);
  EXPECT_EQ(endpoint.failures, 0);
  EXPECT_EQ(alerts(world, "webhook_endpoint_recovered"), 1);
}

TEST(TroubledEndpoint, WhatNeverGotItsTurnIsGivenUpToo) {
  WebhookWorld world;
  Receiver receiver;
  const auto made = world.add(receiver, {"payment.captured"});
  world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
  views::UpdateWebhookEndpointRequest disable;
  disable.endpoint_id = made.endpoint.endpoint_id;
  disable.state = "disabled";
  disable.reason = "moving house";
  must(world.endpoints.update(world.admin, disable));
  world.advance(world.policy.max_age + std::chrono::seconds(1));
  world.work();
  EXPECT_EQ(receiver.count(), 0u);
  EXPECT_EQ(world.deliveries().front().state, "failed");
  EXPECT_EQ(world.deliveries().front().last_error, "its time ran out before it could be sent");
}

TEST(TroubledEndpoint, ADeadOneDoesNotDelayTheOthers) {
  WebhookWorld world({.private_addresses = true, .total_timeout = std::chrono::seconds(30)});
  const Receiver hanging(always(""));
  const Receiver fine;
  world.add(hanging, {"payment.captured"});
  world.add(fine, {"payment.captured"});
  for (int i = 0; i < 100; ++i)
    world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (world.sender->stats().delivered < 100 && std::chrono::steady_clock::now() < until)
    must(world.sender->step(std::chrono::milliseconds(20)));
  EXPECT_EQ(fine.count(), 100u);
  EXPECT_EQ(hanging.count(), static_cast<std::size_t>(world.policy.window)) << "its own window, and no more";
  EXPECT_EQ(world.count("select count(*) from webhook_delivery where state = 'delivered'"), 100);
}

TEST(TroubledEndpoint, OneThatKeepsFailingIsOnlyProbed) {
  WebhookWorld world;
  Receiver receiver(always("503 Busy"));
  const auto made = world.add(receiver, {"payment.captured"});
  for (int i = 0; i < 60; ++i)
    world.shop.paid({"10.00"});
  world.work();
  // A window's worth may have been on its way when it became clear.
  EXPECT_LE(receiver.count(), static_cast<std::size_t>(world.policy.probe_after + world.policy.window));
  EXPECT_TRUE(world.endpoint(made.endpoint.endpoint_id).paused_until);
  const auto before = receiver.count();
  world.advance(world.policy.longest_pause);
  world.work();
  EXPECT_EQ(receiver.count(), before + 1) << "one probe, then it is left alone again";
  receiver.answer_with({});
  world.advance(world.policy.longest_pause);
  world.work();
  world.advance(std::chrono::hours(6));
  world.work();
  EXPECT_EQ(world.count("select count(*) from webhook_delivery where state = 'delivered'"), 60);
}

TEST(TroubledEndpoint, OnePoisonedEventHoldsNothingUp) {
  WebhookWorld world;
  Receiver receiver([&](const Received& got) {
    return nlohmann::json::parse(got.body)["data"]["payment"]["checkout_reference"] == "CHK-3" ? "500 Bug" : "204 No";
  });
  const auto made = world.add(receiver, {"payment.captured"});
  for (int i = 0; i < 40; ++i)
    world.shop.paid({"10.00"});
  world.work();
  EXPECT_EQ(world.count("select count(*) from webhook_delivery where state = 'delivered'"), 39);
  EXPECT_EQ(world.count("select count(*) from webhook_delivery where state = 'queued'"), 1);
  EXPECT_FALSE(world.endpoint(made.endpoint.endpoint_id).paused_until);
}

TEST(TroubledEndpoint, RetryAfterIsObeyedByItsOtherDeliveriesToo) {
  WebhookWorld world;
  Receiver receiver(always("429 Slow\r\nRetry-After: 900"));
  const auto made = world.add(receiver, {"payment.captured"});
  world.shop.paid({"10.00"});
  world.work();
  const auto delivery = world.deliveries().front();
  EXPECT_EQ(*delivery.due_at, world.shop.clock.now() + std::chrono::seconds(900));
  EXPECT_EQ(world.endpoint(made.endpoint.endpoint_id).paused_until, delivery.due_at);
  receiver.answer_with({});
  world.shop.paid({"10.00"});
  world.work();
  EXPECT_EQ(receiver.count(), 1u) << "the endpoint asked for patience";
  world.advance(std::chrono::seconds(901));
  world.work();
  EXPECT_EQ(receiver.count(), 3u);
}

TEST(TroubledEndpoint, GoneDisablesIt) {
  WebhookWorld world;
  Receiver receiver(always("410 Gone"));
  const auto made = world.add(receiver, {"payment.captured"});
  world.shop.paid({"10.00"});
  world.work();
  auto endpoint = world.endpoint(made.endpoint.endpoint_id);
  EXPECT_EQ(endpoint.state, "disabled");
  EXPECT_EQ(endpoint.state_reason, "it answered 410 Gone");
  EXPECT_EQ(world.deliveries().front().state, "failed");
  EXPECT_EQ(alerts(world, "webhook_endpoint_gone"), 1);
  world.shop.paid({"10.00"});
  world.work();
  EXPECT_EQ(receiver.count(), 1u);
  EXPECT_EQ(world.deliveries().size(), 1u) << "what happens while it is disabled is not its business";

  receiver.answer_with({});
  views::UpdateWebhookEndpointRequest enable;
  enable.endpoint_id = made.endpoint.endpoint_id;
  enable.state = "enabled";
  endpoint = must(world.endpoints.update(world.admin, enable));
  EXPECT_EQ(endpoint.state_reason, "");
  EXPECT_EQ(endpoint.failures, 0);
  world.shop.paid({"10.00"});
  world.work();
  EXPECT_EQ(receiver.count(), 2u);
}

TEST(TroubledEndpoint, OnlyAnAnswerOf2xxCounts) {
  for (const char* status : {"301 Moved\r\nLocation: http://127.0.0.1:1/", "304 Same", "400 Bad", "404 None"}) {
    WebhookWorld world;
    world.policy.max_age = std::chrono::milliseconds(500); // one try
    const Receiver receiver(always(status));
    world.add(receiver, {"payment.captured"});
    world.shop.paid({"10.00"});
    world.work();
    EXPECT_EQ(receiver.count(), 1u) << status;
    EXPECT_EQ(world.deliveries().front().state, "failed") << status;
    EXPECT_EQ(std::to_string(world.deliveries().front().last_status), std::string(status).substr(0, 3));
  }
}

TEST(TroubledEndpoint, NobodyListeningThereIsAFailedAttempt) {
  WebhookWorld world;
  std::string url;
  {
    const Receiver gone;
    url = gone.url();
  }
  views::CreateWebhookEndpointRequest request;
  request.url = url;
  request.kinds = {"*"};
  must(world.endpoints.create(world.admin, request));
  world.shop.paid({"10.00"});
  world.work();
  const auto detail = world.detail(world.deliveries().front().delivery_id);
  ASSERT_EQ(detail.attempts.size(), 1u);
  EXPECT_EQ(detail.attempts[0].http_status, 0);
  EXPECT_FALSE(detail.attempts[0].error.empty());
  EXPECT_EQ(detail.delivery.state, "queued");
}

} // namespace
} // namespace paydesk::test
