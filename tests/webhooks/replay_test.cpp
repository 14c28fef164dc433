// Sending again what was delivered, failed or still waits.
#include <gtest/gtest.h>

#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

views::WebhookCommandResponse replay(WebhookWorld& world, std::vector<std::string> ids) {
  return must(world.endpoints.replay(world.admin, {std::move(ids), {}, std::nullopt, "the shop lost it", {}}));
}

TEST(Replay, ADeliveredOneIsSentAgainUnderItsOwnId) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver, {"payment.captured"});
  world.shop.paid({"10.00"});
  world.work();
  const auto delivery = world.deliveries().front();
  const auto done = replay(world, {delivery.delivery_id});
  ASSERT_EQ(done.results.size(), 1u);
  EXPECT_TRUE(done.results[0].done);
  world.work();
  ASSERT_EQ(receiver.count(), 2u);
  EXPECT_EQ(receiver.received()[0].headers.at("webhook-id"), receiver.received()[1].headers.at("webhook-id"));
  EXPECT_EQ(receiver.received()[0].body, receiver.received()[1].body);
  EXPECT_EQ(world.detail(delivery.delivery_id).attempts.size(), 2u) << "history is kept";
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'webhook.replay' and payment_id is not null "
                        "and detail ->> 'reason' = 'the shop lost it'"), 1);
}

TEST(Replay, EveryItemIsAnsweredForItself) {
  WebhookWorld world;
  const Receiver receiver;
  const auto gone = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  const auto off = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  const auto on = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  world.shop.paid({"10.00"});
  world.work();
  must(world.endpoints.remove(world.admin, {gone, "no longer used", {}}));
  views::UpdateWebhookEndpointRequest disable;
  disable.endpoint_id = off;
  disable.state = "disabled";
  disable.reason = "moving";
  must(world.endpoints.update(world.admin, disable));
  const auto id_at = [&](const std::string& endpoint) {
    return world.deliveries("endpoint:" + endpoint).front().delivery_id;
  };
  const auto unknown = world.shop.ids.next().to_string();
  const auto done = replay(world, {id_at(gone), id_at(off), unknown, id_at(on), id_at(on)});
  ASSERT_EQ(done.results.size(), 5u);
  EXPECT_FALSE(done.results[0].done);
  EXPECT_EQ(done.results[0].message, "its endpoint was removed");
  EXPECT_EQ(done.results[1].message, "its endpoint is disabled; enable it first");
  EXPECT_EQ(done.results[2].message, "there is no such delivery");
  EXPECT_EQ(done.results[2].id, unknown);
  EXPECT_TRUE(done.results[3].done);
  EXPECT_EQ(done.results[4].message, "is named twice");
  world.work();
  EXPECT_EQ(receiver.count(), 4u);
}

TEST(Replay, OneThatIsBeingSentIsLeftAlone) {
  WebhookWorld world;
  const Receiver silent([](const Received&) { return std::string(); });
  world.add(silent, {"payment.captured"});
  world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
  must(world.sender->step(std::chrono::milliseconds(20)));
  const auto done = replay(world, {world.deliveries().front().delivery_id});
  EXPECT_FALSE(done.results[0].done);
  EXPECT_EQ(done.results[0].message, "it is being sent right now");
}

TEST(Replay, AllFailedOnesOfAnEndpointSinceATime) {
  WebhookWorld world;
  world.policy.max_age = std::chrono::milliseconds(500); // one try each
  Receiver receiver([](const Received&) { return "500 Oops"; });
  const auto endpoint = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  world.shop.paid({"10.00"});
  world.work();
  world.advance(std::chrono::seconds(1));
  const auto since = world.shop.clock.now();
  world.shop.paid({"20.00"});
  world.work();
  world.shop.paid({"30.00"});
  world.work();
  ASSERT_EQ(world.deliveries("state:failed").size(), 3u);
  receiver.answer_with({});
  world.policy.max_age = std::chrono::hours(72);
  const auto done = must(world.endpoints.replay(world.admin, {{}, endpoint, since, "mended", {}}));
  EXPECT_EQ(done.results.size(), 2u);
  EXPECT_EQ(done.remaining, 0);
  world.work();
  EXPECT_EQ(world.deliveries("state:delivered").size(), 2u);
  EXPECT_EQ(world.deliveries("state:failed").size(), 1u);
}

TEST(Replay, MoreThanAThousandGoInSeveralCommands) {
  WebhookWorld world;
  const Receiver receiver;
  const auto endpoint = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  world.shop.tamper(
      "insert into webhook_message (event_id, kind, body, created_at) "
      "select gen_random_uuid(), 'payment.captured', '{}', '2026-11-16T10:00:00Z' from generate_series(1, 1100);"
      "insert into webhook_delivery (delivery_id, endpoint_id, event_id, state, due_at, expires_at, created_at) "
      "select gen_random_uuid(), '" + endpoint + "', event_id, 'failed', created_at, created_at, created_at "
      "from webhook_message");
  const auto since = *parse_instant("2026-11-16T00:00:00Z");
  auto done = must(world.endpoints.replay(world.admin, {{}, endpoint, since, "mended", {}}));
  EXPECT_EQ(done.results.size(), 1000u);
  EXPECT_EQ(done.remaining, 100);
  done = must(world.endpoints.replay(world.admin, {{}, endpoint, since, "mended", {}}));
  EXPECT_EQ(done.results.size(), 100u);
  EXPECT_EQ(done.remaining, 0);
}

TEST(Replay, WrongOrdersNameTheField) {
  WebhookWorld world;
  const Receiver receiver;
  const auto endpoint = world.add(receiver).endpoint.endpoint_id;
  const auto field = [&](views::ReplayWebhookDeliveriesRequest request) {
    const auto done = world.endpoints.replay(world.admin, request);
    return done ? std::string("done") : done.error().field;
  };
  const auto now = world.shop.clock.now();
  EXPECT_EQ(field({{}, {}, std::nullopt, "", ""}), "delivery_ids");
  EXPECT_EQ(field({{"x"}, {}, std::nullopt, "", ""}), "delivery_ids[0]");
  EXPECT_EQ(field({std::vector<std::string>(1001, endpoint), {}, std::nullopt, "", ""}), "delivery_ids");
  EXPECT_EQ(field({{endpoint}, endpoint, now, "", ""}), "delivery_ids");
  EXPECT_EQ(field({{}, "x", now, "", ""}), "endpoint_id");
  EXPECT_EQ(field({{}, endpoint, std::nullopt, "", ""}), "failed_since");
  EXPECT_EQ(field({{}, world.shop.ids.next().to_string(), now, "", ""}), "endpoint_id");
}

} // namespace
} // namespace paydesk::test
