// Webhooks about pay-outs that an operator has applied again.
#include <gtest/gtest.h>

#include "engine/webhooks_in/processor.h"
#include "store/webhooks.h"
#include "tests/payouts/payout_desk.h"

namespace paydesk::test {
namespace {

/// One submitted pay-out, and the processor of webhooks that wait, as the daemon wires it.
struct Replay : PayoutDesk {
  Replay() {
    add_sellers(1);
    (void)submit();
    key = text("select key::text from payout_sending");
    processor.hand_on([this](const RawWebhook& raw) { return news.is_ours(raw); },
                      [this](std::span<const RawWebhook> events) { return news.take_again(events); });
  }
  /// As the PSP sent it.
  Uuid comes_in(const std::string& type, const nlohmann::json& data) {
    const nlohmann::json body = {{"id", "evt_" + std::to_string(++events)}, {"type", type}, {"data", data}};
    const RawWebhook raw{ids.next(), "card", body["id"], type, body.dump(), {}, shop.clock.now()};
    EXPECT_TRUE(news.take_in({&raw, 1}));
    return raw.webhook_id;
  }
  nlohmann::json about(std::int64_t amount = 10'000) const {
    return {{"payout_id", "po_1"}, {"reference", key}, {"amount", amount}, {"currency", "EUR"}};
  }
  std::string replayed(const Uuid& id) {
    const auto answer = webhooks.replay_incoming(clerk, {id}, "again", shop.clock.now(), {});
    EXPECT_TRUE(answer && answer->results.at(0).done);
    EXPECT_TRUE(processor.step(10));
    return state_of(id);
  }
  std::string state_of(const Uuid& id) {
    return text("select state from webhook_event where webhook_id = '" + id.to_string() + "'");
  }
  void by_owner(const std::string& sql) { shop.tamper(sql); }

  std::string key;
  int events = 0;
  store::PgWebhooks webhooks{shop.pool};
  WebhookProcessor processor{shop.payments, shop.clock, ids, shop.policy,
                             [](const RawWebhook& raw) -> Result<WebhookContent> {
                               return WebhookContent{raw.event_id, raw.event_type, {}, std::nullopt};
                             }};
};

TEST(PspPayoutReplay, applies_what_could_not_be_applied) {
  Replay desk;
  desk.by_owner("alter table payout_fact add constraint poison check (reference <> 'po_1')");
  const auto id = desk.comes_in("payout.paid", desk.about());
  EXPECT_EQ(desk.state_of(id), "failed");
  EXPECT_EQ(desk.replayed(id), "failed") << "not mended yet";
  desk.by_owner("alter table payout_fact drop constraint poison");
  EXPECT_EQ(desk.replayed(id), "processed");
  EXPECT_EQ(desk.text("select state from payout"), "paid");
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  desk.prove();
}

TEST(PspPayoutReplay, of_what_was_applied_changes_nothing) {
  Replay desk;
  const auto id = desk.comes_in("payout.paid", desk.about());
  ASSERT_EQ(desk.state_of(id), "processed");
  EXPECT_EQ(desk.replayed(id), "superseded");
  EXPECT_EQ(desk.replayed(id), "superseded");
  EXPECT_EQ(desk.balance("settlement_clearing", "card"), -10'000);
  EXPECT_EQ(desk.number("select count(*) from ledger_transaction where kind = 'payout_paid'"), 1);
  EXPECT_EQ(desk.number("select count(*) from payout_fact"), 1);
  desk.prove();
}

TEST(PspPayoutReplay, applies_what_was_ignored_before) {
  Replay desk;
  const auto id = desk.comes_in("payout.paid", desk.about(9'999));
  desk.by_owner("update webhook_event set state = 'ignored', body = replace(body, '9999', '10000')");
  EXPECT_EQ(desk.replayed(id), "processed");
  EXPECT_EQ(desk.text("select state from payout"), "paid");
  desk.prove();
}

TEST(PspPayoutReplay, of_what_nobody_understands_ends_and_says_so) {
  Replay desk;
  const auto nobody = desk.comes_in("payout.paid", {{"payout_id", "po_1"}, {"reference", desk.ids.next().to_string()},
                                                   {"amount", 10'000}, {"currency", "EUR"}});
  const auto broken = desk.comes_in("payout.paid", {{"payout_id", 7}});
  for (const auto& id : {nobody, broken})
    EXPECT_EQ(desk.replayed(id), "failed");
  EXPECT_EQ(desk.number("select count(*) from webhook_event where state in ('pending', 'waiting', 'ignored')"), 0);
  EXPECT_EQ(desk.text("select state from payout"), "submitted");
  desk.prove();
}

TEST(PspPayoutReplay, is_applied_by_whoever_is_there_when_the_first_died) {
  Replay desk;
  const auto id = desk.comes_in("payout.paid", desk.about());
  (void)desk.webhooks.replay_incoming(desk.clerk, {id}, "again", desk.shop.clock.now(), {}).value();
  // It was handed on, and nobody took it.
  desk.processor.hand_on([&](const RawWebhook& raw) { return desk.news.is_ours(raw); },
                         [](std::span<const RawWebhook>) -> Result<void> { return {}; });
  EXPECT_TRUE(desk.processor.step(10));
  EXPECT_EQ(desk.state_of(id), "waiting");
  desk.processor.hand_on([&](const RawWebhook& raw) { return desk.news.is_ours(raw); },
                         [&](std::span<const RawWebhook> events) { return desk.news.take_again(events); });
  desk.shop.clock.advance(std::chrono::seconds(2));
  EXPECT_TRUE(desk.processor.step(10));
  EXPECT_EQ(desk.state_of(id), "superseded");
  desk.prove();
}

} // namespace
} // namespace paydesk::test
