// Events become deliveries: for whom, of what, and exactly once.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <set>
#include <thread>

#include "engine/webhooks_out/fan_out.h"
#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

using nlohmann::json;

std::vector<std::string> kinds_of(const std::vector<views::WebhookDelivery>& deliveries) {
  std::vector<std::string> kinds;
  for (const auto& delivery : deliveries)
    kinds.push_back(delivery.kind);
  return kinds;
}

TEST(FanOut, APaymentsLifeIsToldInTheShopsWords) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver);
  const auto sale = world.shop.paid({"10.00", "5.50"});
  world.shop.refund(sale, "4.00");
  world.shop.publish();
  world.fan_out();
  EXPECT_EQ(kinds_of(world.deliveries()),
            (std::vector<std::string>{"payment.created", "payment.authorized", "payment.captured", "refund.requested",
                                      "refund.succeeded"}));
  const auto last = world.deliveries().back();
  const auto body = json::parse(world.detail(last.delivery_id).body);
  EXPECT_EQ(body["id"], last.event_id);
  EXPECT_EQ(body["type"], "refund.succeeded");
  EXPECT_EQ(body["sequence"], last.sequence);
  EXPECT_EQ(body["api_version"], "v1");
  EXPECT_TRUE(parse_instant(body["created_at"].get<std::string>()));
  const auto& payment = body["data"]["payment"];
  EXPECT_EQ(payment["id"], sale.payment_id.to_string());
  EXPECT_EQ(payment["checkout_reference"], "CHK-1");
  EXPECT_EQ(payment["total"], "15.50");
  EXPECT_EQ(payment["captured"], "15.50");
  EXPECT_EQ(payment["currency"], "EUR");
  EXPECT_EQ(payment["state"], "captured");
  ASSERT_EQ(payment["orders"].size(), 2u);
  EXPECT_EQ(payment["orders"][0]["status"], "partially_refunded");
  EXPECT_EQ(payment["orders"][0]["refunded"], "4.00");
  EXPECT_EQ(payment["orders"][1]["status"], "captured");
  EXPECT_EQ(payment["orders"][1]["reference"], "ORD-1-1");
  EXPECT_EQ(body["data"]["refund"]["amount"], "4.00");
  EXPECT_EQ(body["data"]["refund"]["state"], "succeeded");
  EXPECT_EQ(body["data"]["refund"]["order_id"], payment["orders"][0]["id"]);
}

TEST(FanOut, ADisputeIsToldWithItsAmount) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver, {"dispute.*"});
  const auto sale = world.shop.paid({"1200"}, "seller-a", "local", "KRW");
  News opened;
  opened.kind = News::Kind::dispute_opened;
  opened.reference = "dp_1";
  opened.amount = 1200;
  world.shop.tell(sale, opened);
  opened.kind = News::Kind::dispute_won;
  world.shop.tell(sale, opened);
  world.shop.publish();
  world.fan_out();
  EXPECT_EQ(kinds_of(world.deliveries()), (std::vector<std::string>{"dispute.opened", "dispute.won"}));
  const auto body = json::parse(world.detail(world.deliveries().front().delivery_id).body);
  EXPECT_EQ(body["data"]["dispute"]["amount"], "1200");
  EXPECT_EQ(body["data"]["dispute"]["currency"], "KRW");
}

TEST(FanOut, EachEndpointHearsItsShopItsEntityAndItsKindsOnly) {
  WebhookWorld world;
  const Receiver receiver;
  const auto all = world.add(receiver).endpoint.endpoint_id;
  const auto some = world.add(receiver, {"payment.authorized"}, "shop").endpoint.endpoint_id;
  must(world.people.ensure("other", "Other", "shop", {"shop"}, false, std::string(32, 'o')));
  const auto other = world.add(receiver, {"*"}, "other").endpoint.endpoint_id;
  views::CreateWebhookEndpointRequest request;
  request.url = receiver.url();
  request.kinds = {"payment.authorized"};
  request.entity = "Market KR";
  const auto korea = must(world.endpoints.create(world.admin, request)).endpoint.endpoint_id;
  world.shop.paid({"10.00"});
  world.shop.paid({"500"}, "seller-a", "local", "KRW");
  world.shop.publish();
  world.fan_out();
  EXPECT_EQ(kinds_of(world.deliveries("endpoint:" + some)),
            (std::vector<std::string>{"payment.authorized", "payment.authorized"}));
  EXPECT_TRUE(world.deliveries("endpoint:" + other).empty());
  EXPECT_EQ(world.deliveries("endpoint:" + korea).size(), 1u);
  // One message for all who hear of it, under one id.
  EXPECT_EQ(static_cast<std::size_t>(world.count("select count(*) from webhook_message")),
            world.deliveries("endpoint:" + all).size());
}

TEST(FanOut, OnlyWhatHappensAfterAnEndpointIsThereConcernsIt) {
  WebhookWorld world;
  const Receiver receiver;
  world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
  world.add(receiver, {"payment.captured"});
  world.shop.paid({"20.00"});
  world.shop.publish();
  world.fan_out();
  ASSERT_EQ(world.deliveries().size(), 1u);
  const auto late = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  world.fan_out();
  EXPECT_TRUE(world.deliveries("endpoint:" + late).empty());
}

TEST(FanOut, ABatchWhoseTransactionFailsIsMadeAgainAndOnce) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver);
  for (int i = 0; i < 5; ++i)
    world.shop.paid({"10.00"});
  world.shop.publish();
  must(world.store.fan_out(10, world.shop.clock.now(), world.plan()));
  const auto before = world.count("select count(*) from webhook_delivery");
  // The daemon dies before its commit: nothing of the batch is there, and the cursor has not moved.
  auto dying = world.plan();
  dying.compose = [](const MessageFacts&) -> std::string { throw std::runtime_error("power cut"); };
  EXPECT_THROW((void)world.store.fan_out(10, world.shop.clock.now(), dying), std::runtime_error);
  EXPECT_EQ(world.count("select count(*) from webhook_delivery"), before);
  world.fan_out(7);
  world.fan_out();
  EXPECT_EQ(world.count("select count(*) from webhook_delivery"), 15);
  EXPECT_EQ(world.count("select count(distinct position) from webhook_message"), 15);
  EXPECT_EQ(world.count("select position from webhook_cursor"), world.count("select position from event_head"));
}

TEST(FanOut, DaemonsThatFanOutTogetherMakeEachDeliveryOnce) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver);
  for (int i = 0; i < 30; ++i)
    world.shop.paid({"10.00"});
  world.shop.publish();
  std::vector<std::thread> daemons;
  for (int i = 0; i < 3; ++i)
    daemons.emplace_back([&] {
      for (int turn = 0; turn < 200; ++turn)
        must(world.store.fan_out(7, world.shop.clock.now(), world.plan()));
    });
  for (auto& daemon : daemons)
    daemon.join();
  EXPECT_EQ(world.count("select count(*) from webhook_delivery"), 90);
  EXPECT_EQ(world.count("select count(distinct event_id) from webhook_delivery"), 90);
}

TEST(FanOut, AnIdleFanOutWritesNothing) {
  WebhookWorld world;
  world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
  EXPECT_EQ(world.count("select position from webhook_cursor"), 0) << "nobody listens";
  const Receiver receiver;
  world.add(receiver);
  world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
  const auto version = [&] {
    return world.count("select xmin::text::bigint + xmax::text::bigint from webhook_cursor");
  };
  const auto before = version();
  world.fan_out();
  EXPECT_EQ(version(), before);
}

TEST(FanOut, AnEventsIdIsItsPaymentsAndPositionsAlone) {
  const Uuid payment{{1}}, other{{2}};
  EXPECT_EQ(webhook_event_id(payment, 7), webhook_event_id(payment, 7));
  EXPECT_NE(webhook_event_id(payment, 7), webhook_event_id(payment, 8));
  EXPECT_NE(webhook_event_id(payment, 7), webhook_event_id(other, 7));
}

} // namespace
} // namespace paydesk::test
