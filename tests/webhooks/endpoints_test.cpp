// Endpoints: what may be added, changed, removed, and what is never shown.
#include <gtest/gtest.h>

#include "edge/webhook_json.h"
#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

views::CreateWebhookEndpointRequest at(std::string url, std::vector<std::string> kinds = {"*"}) {
  views::CreateWebhookEndpointRequest request;
  request.url = std::move(url);
  request.kinds = std::move(kinds);
  return request;
}

TEST(Endpoints, OnlyPublicHttpsUnlessConfigured) {
  WebhookWorld world;
  WebhookEndpoints strict(world.store, world.shop.clock, world.shop.ids, world.policy, {false},
                          edge::webhook_json);
  for (const char* url :
       {"http://shop.example/", "http://127.0.0.1/", "https://127.0.0.1/", "https://10.0.0.1/", "https://[::1]/",
        "https://[fd00::1]/", "https://169.254.169.254/latest", "https://localhost/",
        "https://user:pw@shop.example/"}) {
    const auto made = strict.create(world.admin, at(url));
    ASSERT_FALSE(made) << url;
    EXPECT_EQ(made.error().field, "url") << url;
  }
  EXPECT_TRUE(strict.create(world.admin, at("https://shop.example/hooks")));
  // Configured for private networks: without TLS only to this machine itself.
  EXPECT_TRUE(world.endpoints.create(world.admin, at("http://127.0.0.1:9/")));
  EXPECT_TRUE(world.endpoints.create(world.admin, at("http://localhost:9/")));
  EXPECT_TRUE(world.endpoints.create(world.admin, at("https://10.0.0.1/")));
  EXPECT_EQ(world.endpoints.create(world.admin, at("http://10.0.0.1/")).error().field, "url");
  EXPECT_EQ(world.endpoints.create(world.admin, at("http://shop.example/")).error().field, "url");
}

TEST(Endpoints, UnknownShopsAndEntitiesAreNamed) {
  WebhookWorld world;
  auto request = at("https://shop.example/");
  request.shop = "nobody";
  EXPECT_EQ(world.endpoints.create(world.admin, request).error().field, "shop");
  request.shop = "admin"; // a person is no shop
  EXPECT_EQ(world.endpoints.create(world.admin, request).error().field, "shop");
  request.shop = "shop";
  request.entity = "Market XX";
  EXPECT_EQ(world.endpoints.create(world.admin, request).error().field, "entity");
  request.entity = "Market EU";
  EXPECT_TRUE(world.endpoints.create(world.admin, request));
}

TEST(Endpoints, TheSecretIsToldOnceAndIsNowhereToBeRead) {
  WebhookWorld world;
  const Receiver receiver;
  const auto made = world.add(receiver);
  EXPECT_TRUE(made.secret.starts_with("whsec_"));
  EXPECT_EQ(made.secret.size(), 6u + 44u);
  const auto base64 = made.secret.substr(6);
  EXPECT_EQ(world.count("select count(*) from audit_record where detail::text like '%" + base64 + "%'"), 0);
  EXPECT_EQ(world.count("select count(*) from outbox where payload like '%" + base64 + "%'"), 0);
  EXPECT_EQ(world.count("select count(*) from webhook_endpoint e where e::text like '%" + base64 + "%'"), 0);
}

TEST(Endpoints, AreChangedWithTheirAuditRecord) {
  WebhookWorld world;
  const Receiver receiver;
  const auto id = world.add(receiver).endpoint.endpoint_id;
  views::UpdateWebhookEndpointRequest change;
  change.endpoint_id = id;
  change.url = "https://new.example/hooks";
  change.kinds = {"payment.captured", "refund.*"};
  change.description = "the new server";
  auto changed = must(world.endpoints.update(world.admin, change));
  EXPECT_EQ(changed.url, "https://new.example/hooks");
  EXPECT_EQ(changed.kinds, change.kinds);
  EXPECT_EQ(changed.description, "the new server");
  EXPECT_EQ(changed.changed_by, "admin");
  EXPECT_EQ(changed.state, "enabled");
  change = {};
  change.endpoint_id = id;
  change.description = "";
  changed = must(world.endpoints.update(world.admin, change));
  EXPECT_EQ(changed.description, "");
  EXPECT_EQ(changed.url, "https://new.example/hooks") << "what is not named stays";
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'webhook.endpoint_changed' and subject = '" +
                        id + "'"), 2);
  EXPECT_EQ(world.count("select count(*) from outbox where kind = 'webhook.endpoint_changed'"), 2);
}

TEST(Endpoints, WrongChangesNameTheField) {
  WebhookWorld world;
  const Receiver receiver;
  const auto id = world.add(receiver).endpoint.endpoint_id;
  const auto field = [&](auto fill) {
    views::UpdateWebhookEndpointRequest change;
    change.endpoint_id = id;
    fill(change);
    const auto done = world.endpoints.update(world.admin, change);
    return done ? std::string("done") : done.error().field;
  };
  EXPECT_EQ(field([](auto&) {}), "endpoint_id");
  EXPECT_EQ(field([](auto& c) { c.endpoint_id = "x"; c.state = "enabled"; }), "endpoint_id");
  EXPECT_EQ(field([](auto& c) { c.endpoint_id = Uuid{{7}}.to_string(); c.state = "enabled"; }), "endpoint_id");
  EXPECT_EQ(field([](auto& c) { c.url = "http://10.0.0.1/"; }), "url");
  EXPECT_EQ(field([](auto& c) { c.kinds = {"nothing"}; }), "kinds[0]");
  EXPECT_EQ(field([](auto& c) { c.state = "removed"; }), "state");
  EXPECT_EQ(field([](auto& c) { c.state = "disabled"; }), "reason");
  views::RotateWebhookSecretRequest rotate;
  rotate.endpoint_id = id;
  for (const int overlap : {-1, 604801}) {
    rotate.overlap_s = overlap;
    EXPECT_EQ(world.endpoints.rotate(world.admin, rotate).error().field, "overlap_s");
  }
  EXPECT_EQ(world.endpoints.remove(world.admin, {id, "", ""}).error().field, "reason");
}

TEST(Endpoints, ARemovedOneIsDisabledForEverAndItsHistoryStays) {
  WebhookWorld world;
  Receiver receiver;
  const auto id = world.add(receiver, {"payment.captured"}).endpoint.endpoint_id;
  world.shop.paid({"10.00"});
  world.work();
  receiver.answer_with([](const Received&) { return "500 Oops"; });
  world.shop.paid({"10.00"});
  world.work();
  ASSERT_EQ(world.deliveries("state:queued").size(), 1u);
  const auto removed = must(world.endpoints.remove(world.admin, {id, "the shop closed", {}}));
  EXPECT_EQ(removed.state, "removed");
  EXPECT_EQ(removed.queued, 0);
  EXPECT_EQ(world.deliveries("state:cancelled").size(), 1u);
  EXPECT_EQ(world.deliveries("state:delivered").size(), 1u);
  EXPECT_EQ(world.count("select count(*) from webhook_secret"), 0);
  views::UpdateWebhookEndpointRequest enable;
  enable.endpoint_id = id;
  enable.state = "enabled";
  EXPECT_EQ(world.endpoints.update(world.admin, enable).error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(world.endpoints.remove(world.admin, {id, "again", {}}).error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(world.endpoints.ping(world.admin, {id, {}, {}}).error().code, ErrorCode::failed_precondition);
  world.shop.paid({"10.00"});
  world.work();
  EXPECT_EQ(receiver.count(), 2u);
}

TEST(Endpoints, ListsAreFilteredAndPaged) {
  WebhookWorld world;
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(must(world.endpoints.create(world.admin, at("https://shop-" + std::to_string(i) + ".example/")))
                      .endpoint.endpoint_id);
    world.advance(std::chrono::seconds(1));
  }
  auto page = must(world.endpoints.list({{}, {}, 2, false}));
  ASSERT_EQ(page.rows.size(), 2u);
  EXPECT_EQ(page.rows[0].endpoint_id, ids[4]);
  page = must(world.endpoints.list({{}, page.next_cursor, 2, false}));
  EXPECT_EQ(page.rows[0].endpoint_id, ids[2]);
  EXPECT_EQ(must(world.endpoints.list({"shop-3", {}, 0, false})).rows.at(0).endpoint_id, ids[3]);
  EXPECT_EQ(must(world.endpoints.list({"state:enabled -shop-3", {}, 0, false})).rows.size(), 4u);
  EXPECT_EQ(world.endpoints.list({"nokey:1", {}, 0, false}).error().field, "filter");
  EXPECT_EQ(world.endpoints.list({{}, "abc", 0, false}).error().field, "cursor");
  EXPECT_EQ(world.endpoints.list_deliveries({{}, page.next_cursor, 0, false}).error().field, "cursor")
      << "a cursor of another list";
}

TEST(Endpoints, DeliveriesAreFoundByPaymentStateAndKind) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver);
  const auto sale = world.shop.paid({"10.00"});
  world.shop.paid({"20.00"});
  world.work();
  EXPECT_EQ(world.deliveries("payment:" + sale.payment_id.to_string()).size(), 3u);
  EXPECT_EQ(world.deliveries(sale.payment_id.to_string() + " kind:payment.captured").size(), 1u);
  EXPECT_EQ(world.deliveries("status:200 attempts:1").size(), 6u);
  EXPECT_TRUE(world.deliveries("state:failed,cancelled").empty());
  std::string cursor;
  std::size_t seen = 0;
  do {
    const auto page = must(world.endpoints.list_deliveries({{}, cursor, 2, false}));
    seen += page.rows.size();
    cursor = page.next_cursor;
  } while (!cursor.empty());
  EXPECT_EQ(seen, 6u);
}

} // namespace
} // namespace paydesk::test
