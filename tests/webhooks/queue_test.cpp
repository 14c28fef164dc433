// Several senders on one queue: leases, fencing tokens, fairness.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <thread>

#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

ClaimDeliveries claim_at(Instant now, int most = 256, int window = 8) {
  ClaimDeliveries claim;
  claim.most = most;
  claim.window = window;
  claim.now = now;
  claim.lease_until = now + std::chrono::seconds(45);
  return claim;
}

void queue(WebhookWorld& world, int payments) {
  for (int i = 0; i < payments; ++i)
    world.shop.paid({"10.00"});
  world.shop.publish();
  world.fan_out();
}

DeliveryEnd delivered(const DueDelivery& due, Instant at) {
  DeliveryEnd end;
  end.delivery_id = due.delivery_id;
  end.token = due.token;
  end.state = "delivered";
  end.at = at;
  end.http_status = 200;
  return end;
}

TEST(DeliveryQueue, TwoSendersNeverClaimTheSame) {
  WebhookWorld world;
  const Receiver receiver;
  for (int i = 0; i < 4; ++i)
    world.add(receiver, {"payment.captured"});
  queue(world, 60);
  std::mutex mutex;
  std::multiset<Uuid> claimed;
  std::vector<std::thread> senders;
  for (int i = 0; i < 4; ++i)
    senders.emplace_back([&] {
      for (;;) {
        const auto due = must(world.store.claim(claim_at(world.shop.clock.now(), 16, 3)));
        if (due.empty())
          return;
        const std::lock_guard lock(mutex);
        for (const auto& one : due)
          claimed.insert(one.delivery_id);
      }
    });
  for (auto& sender : senders)
    sender.join();
  // A sender may find every row locked by another for a moment and stop; what is left is claimed now.
  for (auto due = must(world.store.claim(claim_at(world.shop.clock.now()))); !due.empty();
       due = must(world.store.claim(claim_at(world.shop.clock.now()))))
    for (const auto& one : due)
      claimed.insert(one.delivery_id);
  EXPECT_EQ(claimed.size(), 240u);
  EXPECT_EQ(std::set<Uuid>(claimed.begin(), claimed.end()).size(), 240u);
}

TEST(DeliveryQueue, ADeadSendersDeliveryComesBackAndItsLateWordIsRefused) {
  WebhookWorld world;
  const Receiver receiver;
  const auto endpoint = *Uuid::parse(world.add(receiver, {"payment.captured"}).endpoint.endpoint_id);
  queue(world, 1);
  const auto first = must(world.store.claim(claim_at(world.shop.clock.now())));
  ASSERT_EQ(first.size(), 1u);
  EXPECT_TRUE(must(world.store.claim(claim_at(world.shop.clock.now()))).empty()) << "it is leased";
  world.advance(std::chrono::seconds(46));
  const auto second = must(world.store.claim(claim_at(world.shop.clock.now())));
  ASSERT_EQ(second.size(), 1u);
  EXPECT_GT(second[0].token, first[0].token);
  const std::vector<Uuid> endpoints = {endpoint};
  const auto end_as = [&](const DueDelivery& due) {
    const std::vector<DeliveryEnd> ends = {delivered(due, world.shop.clock.now())};
    must(world.store.finish(ends, endpoints, [](std::vector<EndpointHealth>&) {}).map([] { return true; }));
  };
  end_as(first[0]);
  EXPECT_EQ(world.deliveries().front().state, "queued") << "the stale token moves nothing";
  end_as(second[0]);
  EXPECT_EQ(world.deliveries().front().state, "delivered");
  EXPECT_EQ(world.count("select count(*) from webhook_attempt"), 2) << "both attempts happened";
}

TEST(DeliveryQueue, ASmallBatchIsSharedFairlyOverEndpoints) {
  WebhookWorld world;
  const Receiver receiver;
  const auto busy = world.add(receiver).endpoint.endpoint_id;
  queue(world, 30); // 90 deliveries, all older than the others'
  std::vector<std::string> quiet;
  for (int i = 0; i < 3; ++i)
    quiet.push_back(world.add(receiver, {"payment.captured"}).endpoint.endpoint_id);
  queue(world, 2);
  std::map<std::string, int> turns;
  for (const auto& due : must(world.store.claim(claim_at(world.shop.clock.now(), 8))))
    ++turns[due.endpoint_id.to_string()];
  for (const auto& endpoint : quiet)
    EXPECT_EQ(turns[endpoint], 2);
  EXPECT_EQ(turns[busy], 2);
}

TEST(DeliveryQueue, TheWindowCountsWhatIsUnderWayAndAFailingEndpointHasOne) {
  WebhookWorld world;
  const Receiver receiver;
  const auto id = *Uuid::parse(world.add(receiver).endpoint.endpoint_id);
  queue(world, 10);
  auto claim = claim_at(world.shop.clock.now());
  claim.busy = {{id, 6}};
  EXPECT_EQ(must(world.store.claim(claim)).size(), 2u);
  claim.busy = {{id, 9}};
  EXPECT_TRUE(must(world.store.claim(claim)).empty());
  world.shop.tamper("update webhook_endpoint set failures = 5");
  claim.busy = {};
  EXPECT_EQ(must(world.store.claim(claim)).size(), 1u);
  claim.busy = {{id, 1}};
  EXPECT_TRUE(must(world.store.claim(claim)).empty());
}

TEST(DeliveryQueue, TheBacklogTellsWhatIsDueAndSinceWhen) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver, {"payment.captured"});
  queue(world, 3);
  const auto made = world.shop.clock.now();
  world.advance(std::chrono::minutes(5));
  auto backlog = must(world.store.backlog(world.shop.clock.now()));
  EXPECT_EQ(backlog.endpoints, 1);
  EXPECT_EQ(backlog.queued, 3);
  EXPECT_EQ(backlog.due, 3);
  EXPECT_EQ(backlog.oldest_due, made);
  world.work();
  backlog = must(world.store.backlog(world.shop.clock.now()));
  EXPECT_EQ(backlog.queued, 0);
  EXPECT_FALSE(backlog.oldest_due);
}

TEST(DeliveryQueue, AStoreThatFailsLosesNoAnswer) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver, {"payment.captured"});
  queue(world, 1);
  world.shop.tamper("alter table webhook_attempt rename to webhook_attempt_away");
  for (int i = 0; i < 50 && world.sender->stats().store_failures == 0; ++i)
    (void)world.sender->step(std::chrono::milliseconds(20));
  EXPECT_GT(world.sender->stats().store_failures, 0);
  EXPECT_EQ(receiver.count(), 1u);
  world.shop.tamper("alter table webhook_attempt_away rename to webhook_attempt");
  world.send();
  EXPECT_EQ(receiver.count(), 1u) << "the answer was kept, not asked for again";
  EXPECT_EQ(world.deliveries().front().state, "delivered");
}

TEST(DeliveryQueue, ADrainStoresWhatIsUnderWay) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver, {"payment.captured"});
  queue(world, 5);
  must(world.sender->step(std::chrono::milliseconds(0)));
  world.sender->drain(std::chrono::seconds(10));
  EXPECT_EQ(world.count("select count(*) from webhook_delivery where state = 'delivered'"), 5);
}

TEST(DeliveryQueue, AttemptsAndSecretsAreKeptAsTheyShould) {
  WebhookWorld world;
  const Receiver receiver;
  world.add(receiver, {"payment.captured"});
  queue(world, 1);
  world.send();
  for (const char* sql : {"update webhook_attempt set error = 'x'", "delete from webhook_attempt",
                          "delete from webhook_delivery", "delete from webhook_endpoint",
                          "update webhook_message set body = 'x'"}) {
    pqxx::connection app(world.shop.database.app);
    pqxx::work work(app);
    EXPECT_THROW(work.exec(sql), pqxx::sql_error) << sql;
  }
}

} // namespace
} // namespace paydesk::test
