// The PSPs' webhooks once more: listed, and applied again without anything happening twice.
#include <gtest/gtest.h>

#include "engine/webhooks_in/processor.h"
#include "tests/webhooks/world.h"

namespace paydesk::test {
namespace {

/// Webhooks whose news the test has decided.
class IncomingWorld : public WebhookWorld {
 public:
  std::string receive(const Shop::Sale& sale, News::Kind kind, const std::string& reference, std::int64_t amount = 0) {
    RawWebhook raw;
    raw.webhook_id = shop.ids.next();
    raw.psp_account = "card";
    raw.event_id = "evt_" + raw.webhook_id.to_string();
    raw.event_type = std::string(to_string(kind));
    raw.body = "{}";
    raw.received_at = shop.clock.now();
    News news;
    news.kind = kind;
    news.reference = reference;
    news.amount = amount;
    told[raw.event_id] = {raw.event_id, raw.event_type, sale.charge_id.to_string(), news};
    must(shop.payments.insert(std::vector{raw}));
    return raw.webhook_id.to_string();
  }
  void apply() {
    while (!must(processor.step(50)).empty())
      advance(std::chrono::milliseconds(1));
  }
  views::IncomingWebhook incoming(const std::string& id) {
    return must(endpoints.list_incoming({id, {}, 0, false})).rows.at(0);
  }
  views::WebhookCommandResponse replay(std::vector<std::string> ids) {
    return must(endpoints.replay_incoming(shop.operator_, {std::move(ids), "looks lost", {}}));
  }

  std::map<std::string, WebhookContent> told;
  bool readable = true;
  WebhookProcessor processor{shop.payments, shop.clock, shop.ids, shop.policy,
                             [this](const RawWebhook& raw) -> Result<WebhookContent> {
                               if (!readable)
                                 return fail(ErrorCode::invalid_argument, "a field is missing");
                               return told.at(raw.event_id);
                             }};
};

TEST(IncomingReplay, WhatWasEffectiveAlreadyHappensNoSecondTime) {
  IncomingWorld world;
  const auto sale = world.shop.order({"10.00"});
  std::vector<std::string> ids = {
      world.receive(sale, News::Kind::authorized, "pay_1", 1000),
      world.receive(sale, News::Kind::captured, "cap_1", 1000),
      world.receive(sale, News::Kind::dispute_opened, "dp_1", 1000),
      world.receive(sale, News::Kind::dispute_withdrawn, "dp_1", 1000),
      world.receive(sale, News::Kind::dispute_lost, "dp_1", 1000),
  };
  world.apply();
  const auto facts = world.count("select count(*) from psp_fact");
  const auto entries = world.count("select count(*) from ledger_entry");
  const auto wallets = world.count("select sum(balance * 7 + reserved * 3 + pending) from wallet");
  ASSERT_EQ(facts, 2);
  const auto status = world.shop.detail(sale).orders.at(0).status;
  for (int turn = 0; turn < 2; ++turn) {
    const auto done = world.replay(ids);
    for (const auto& result : done.results)
      EXPECT_TRUE(result.done) << result.message;
    EXPECT_EQ(world.incoming(ids[1]).state, "pending");
    world.apply();
    EXPECT_EQ(world.count("select count(*) from psp_fact"), facts);
    EXPECT_EQ(world.count("select count(*) from ledger_entry"), entries);
    EXPECT_EQ(world.count("select sum(balance * 7 + reserved * 3 + pending) from wallet"), wallets);
    EXPECT_EQ(world.shop.detail(sale).orders.at(0).status, status);
    EXPECT_EQ(world.count("select count(*) from webhook_event where state in ('processed', 'superseded')"), 5);
  }
  EXPECT_EQ(world.count("select count(*) from audit_record where action = 'webhook.replay_incoming' "
                        "and payment_id is not null and detail ->> 'reason' = 'looks lost'"), 10);
}

TEST(IncomingReplay, OneThatFailedIsAppliedOnceItCanBeRead) {
  IncomingWorld world;
  const auto sale = world.shop.order({"10.00"});
  const auto id = world.receive(sale, News::Kind::captured, "cap_1", 1000);
  world.readable = false;
  world.apply();
  EXPECT_EQ(world.incoming(id).state, "failed");
  EXPECT_EQ(world.incoming(id).message, "a field is missing");
  world.readable = true;
  const auto done = world.replay({id});
  EXPECT_EQ(done.results[0].message, "was failed, is applied again now");
  world.apply();
  EXPECT_EQ(world.incoming(id).state, "processed");
  EXPECT_EQ(world.shop.detail(sale).orders.at(0).status, "captured");
}

TEST(IncomingReplay, OneThatWaitsForItsChargeIsLookedAtNow) {
  IncomingWorld world;
  const auto sale = world.shop.order({"10.00"});
  const auto id = world.receive({sale.payment_id, world.shop.ids.next()}, News::Kind::captured, "cap_1", 1000);
  must(world.processor.step(50));
  ASSERT_EQ(world.incoming(id).state, "waiting");
  EXPECT_EQ(world.replay({id}).results[0].message, "is looked at again now");
  EXPECT_EQ(world.incoming(id).tries, 0);
  EXPECT_EQ(world.replay({id}).results[0].message, "it waits to be applied already");
}

TEST(IncomingReplay, UnknownAndMalformedIdsAreNamed) {
  IncomingWorld world;
  const auto unknown = world.shop.ids.next().to_string();
  const auto done = world.replay({unknown});
  EXPECT_FALSE(done.results[0].done);
  EXPECT_EQ(done.results[0].message, "there is no such webhook");
  EXPECT_EQ(world.endpoints.replay_incoming(world.admin, {{}, "", ""}).error().field, "webhook_ids");
  EXPECT_EQ(world.endpoints.replay_incoming(world.admin, {{"x"}, "", ""}).error().field, "webhook_ids[0]");
}

TEST(IncomingReplay, TheListIsFilteredByAccountStateTypeAndPayment) {
  IncomingWorld world;
  const auto sale = world.shop.order({"10.00"});
  world.receive(sale, News::Kind::authorized, "pay_1", 1000);
  world.apply();
  world.receive(sale, News::Kind::captured, "cap_1", 1000);
  const auto count = [&](const std::string& filter) {
    return must(world.endpoints.list_incoming({filter, {}, 0, false})).rows.size();
  };
  EXPECT_EQ(count("psp:card"), 2u);
  EXPECT_EQ(count("psp:other"), 0u);
  EXPECT_EQ(count("state:pending"), 1u);
  EXPECT_EQ(count("type:authorized"), 1u);
  EXPECT_EQ(count("payment:" + sale.payment_id.to_string()), 1u);
  EXPECT_EQ(world.endpoints.list_incoming({"colour:red", {}, 0, false}).error().field, "filter");
}

} // namespace
} // namespace paydesk::test
