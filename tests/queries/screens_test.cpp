// What the other screens read: queues, flow, ledger, wallets, refunds, audit.
#include <gtest/gtest.h>

#include <algorithm>

#include "store/command_log.h"
#include "store/people.h"
#include "tests/queries/shop.h"

namespace paydesk::test {
namespace {

PspAnswer down() {
  PspAnswer answer;
  answer.error = ErrorClass::psp_unavailable;
  answer.http_status = 503;
  return answer;
}

/// Two payments in the retry queue, one dead, one new.
void make_queue(Shop& shop) {
  const auto dying = shop.order({"15.00"});
  for (int i = 0; i < 8; ++i) {
    shop.answer(dying, down());
    shop.clock.advance(std::chrono::minutes(5));
  }
  for (int i = 0; i < 2; ++i)
    shop.answer(shop.order({"16.00"}, "seller-b"), down());
  shop.order({"17.00"});
}

TEST(Queues, ListTheWaitingAndTheDead) {
  Shop shop;
  make_queue(shop);
  const auto retry = shop.queries.list_queue({false, {"", "", 1}});
  ASSERT_TRUE(retry) << retry.error().message;
  EXPECT_EQ(retry->total, 2);
  ASSERT_EQ(retry->rows.size(), 1u);
  EXPECT_EQ(retry->rows[0].operation, "register");
  EXPECT_EQ(retry->rows[0].attempts, 1);
  EXPECT_EQ(retry->rows[0].seller, "seller-b");
  EXPECT_EQ(retry->rows[0].amount.minor, 1600);
  const auto more = shop.queries.list_queue({false, {"", retry->next_cursor, 10}});
  ASSERT_TRUE(more);
  ASSERT_EQ(more->rows.size(), 1u);
  EXPECT_GE(*more->rows[0].due_at, *retry->rows[0].due_at) << "soonest first";
  EXPECT_FALSE(shop.queries.list_queue({true, {"", retry->next_cursor, 10}})) << "a cursor of the other list";
  const auto dead = shop.queries.list_queue({true, {"psp:card class:psp_unavailable retries:8"}});
  ASSERT_TRUE(dead) << dead.error().message;
  ASSERT_EQ(dead->rows.size(), 1u);
  EXPECT_TRUE(dead->rows[0].dead_since.has_value());
  EXPECT_EQ(shop.queries.list_queue({true, {"order:" + dead->rows[0].order_id}})->total, 1);
  EXPECT_EQ(shop.queries.list_queue({false, {"seller:nobody"}})->total, 0);
}

TEST(Queues, FiguresPerAccount) {
  Shop shop;
  make_queue(shop);
  const auto stats = shop.queries.queue_stats();
  ASSERT_TRUE(stats) << stats.error().message;
  EXPECT_EQ(stats->waiting, 2);
  EXPECT_EQ(stats->dead, 1);
  EXPECT_EQ(stats->due_within_5m, 2);
  EXPECT_EQ(stats->policy.max_attempts, 8);
  ASSERT_EQ(stats->psps.size(), 2u);
  EXPECT_EQ(stats->psps[0].psp_account, "card");
  EXPECT_EQ(stats->psps[0].waiting, 2);
  EXPECT_EQ(stats->psps[0].dead, 1);
  EXPECT_GE(stats->psps[0].calls_15m, 3);
  EXPECT_EQ(stats->psps[0].ok_15m, 0);
}

TEST(Flow, CountsAgesMovesAndTellsOfAnIncident) {
  Shop shop;
  shop.refund(shop.paid({"50.00"}), "10.00");
  shop.refund(shop.paid({"40.00"}), "10.00", false);
  for (int i = 0; i < 6; ++i)
    shop.answer(shop.order({"16.00"}), down());
  shop.publish();
  const auto flow = shop.queries.flow({"today", "", ""});
  ASSERT_TRUE(flow) << flow.error().message;
  const auto count = [&](const std::string& status) {
    for (const auto& node : flow->nodes)
      if (node.status == status)
        return node.count;
    return std::int64_t{0};
  };
  EXPECT_EQ(count("partially_refunded"), 1);
  EXPECT_EQ(count("refund_pending"), 1);
  EXPECT_EQ(count("retry_scheduled"), 6);
  EXPECT_EQ(flow->payments, 8);
  EXPECT_EQ(flow->in_flight, 7);
  EXPECT_EQ(flow->refund_count, 1);
  ASSERT_EQ(flow->captured.size(), 1u);
  EXPECT_EQ(flow->captured[0].minor, 9000);
  ASSERT_EQ(flow->refunded.size(), 1u);
  EXPECT_EQ(flow->refunded[0].minor, 1000);
  EXPECT_TRUE(flow->ledger_balanced);
  EXPECT_EQ(flow->captured_by_hour.size(), 24u);
  EXPECT_EQ(flow->captured_by_hour.back().value, 2);
  EXPECT_EQ(flow->queue_depth.size(), 13u);
  EXPECT_EQ(flow->queue_depth.back().value, 6);
  EXPECT_EQ(flow->queue_depth.front().value, 0);
  EXPECT_EQ(flow->breaks_by_age.size(), 4u);
  EXPECT_NE(flow->incident.find("card: 5xx or no answer for 100 % of calls, since 10:"), std::string::npos)
      << flow->incident;
  ASSERT_FALSE(flow->psps.empty());
  EXPECT_EQ(flow->psps[0].success_rate, 0);
  EXPECT_EQ(flow->psps[0].success_rate_before, -1);
  const auto edge = std::find_if(flow->edges.begin(), flow->edges.end(), [](const views::FlowEdge& found) {
    return found.from == "authorized" && found.to == "captured";
  });
  ASSERT_NE(edge, flow->edges.end());
  EXPECT_EQ(edge->count, 2);
  EXPECT_GT(edge->per_minute, 0);
  const auto other = shop.queries.flow({"1h", "local", "KRW"});
  ASSERT_TRUE(other) << other.error().message;
  EXPECT_EQ(other->in_flight, 0);
  EXPECT_EQ(other->payments, 0);
  EXPECT_TRUE(shop.queries.flow({"yesterday", "", ""})->captured.empty());
}

TEST(Flow, HeatAndLatenessFollowTheSla) {
  Shop shop;
  shop.answer(shop.order({"16.00"}), down());
  const auto node = [&] { return shop.queries.flow({"today", "", ""})->nodes.at(0); };
  EXPECT_EQ(node().heat, (std::vector<std::int64_t>{1, 0, 0, 0, 0}));
  shop.clock.advance(std::chrono::hours(13));
  EXPECT_EQ(node().heat, (std::vector<std::int64_t>{0, 1, 0, 0, 0}));
  EXPECT_EQ(node().late, 0);
  shop.clock.advance(std::chrono::hours(13));
  EXPECT_EQ(node().heat, (std::vector<std::int64_t>{0, 0, 0, 1, 0}));
  EXPECT_EQ(node().late, 1);
}

TEST(Ledger, BalancesEntriesAndWallets) {
  Shop shop;
  const auto sale = shop.paid({"100.00", "20.00"});
  shop.refund(sale, "40.00");
  shop.refund(sale, "10.00", false);
  const auto all = shop.queries.balances("");
  ASSERT_TRUE(all) << all.error().message;
  EXPECT_EQ(all->size(), 4u);
  const auto receivable = shop.queries.balances("psp_receivable:card");
  ASSERT_EQ(receivable->size(), 1u);
  EXPECT_EQ(receivable->at(0).debit.minor, 12000);
  EXPECT_EQ(receivable->at(0).credit.minor, 4000);
  EXPECT_EQ(receivable->at(0).balance.minor, 8000);
  EXPECT_EQ(shop.queries.balances("seller")->size(), 2u);
  EXPECT_EQ(shop.queries.balances("nothing:'")->size(), 0u);
  const auto newest = shop.queries.entries({"", "", {"", "", 1}});
  ASSERT_TRUE(newest) << newest.error().message;
  ASSERT_EQ(newest->journals.size(), 1u);
  EXPECT_EQ(newest->journals[0].kind, "refund");
  const auto rest = shop.queries.entries({"", "", {"", newest->next_cursor, 1}});
  ASSERT_TRUE(rest);
  EXPECT_EQ(rest->journals.at(0).kind, "capture");
  EXPECT_TRUE(rest->next_cursor.empty());
  EXPECT_EQ(shop.queries.entries({"", sale.payment_id.to_string(), {}})->journals.size(), 2u);
  EXPECT_EQ(shop.queries.entries({"seller_payable:seller-a-1", "", {}})->journals.size(), 1u);
  EXPECT_EQ(shop.queries.entries({"", "", {"kind:capture created:today"}})->journals.size(), 1u);
  const auto wallets = shop.queries.wallets({});
  ASSERT_TRUE(wallets) << wallets.error().message;
  ASSERT_EQ(wallets->rows.size(), 2u);
  EXPECT_EQ(wallets->rows[0].seller, "seller-a");
  EXPECT_EQ(wallets->rows[0].balance.minor, 9000 - 3600);
  EXPECT_EQ(wallets->rows[0].pending.minor, 9000 - 3600);
  EXPECT_EQ(wallets->rows[0].reserved.minor, 1000);
  EXPECT_EQ(wallets->rows[0].available.minor, -1000);
  const auto first = shop.queries.wallets({"", "", 1});
  EXPECT_EQ(shop.queries.wallets({"", first->next_cursor, 1})->rows.at(0).seller, "seller-a-1");
  EXPECT_EQ(shop.queries.wallets({"seller:seller-a-1"})->rows.size(), 1u);
  const auto some = shop.queries.wallets_of({"nobody", "seller-a"}, *Currency::find("EUR"));
  ASSERT_EQ(some->size(), 2u);
  EXPECT_EQ(some->at(0).available.minor, 0);
  EXPECT_EQ(some->at(1).balance.minor, 5400);
}

TEST(Refunds, ListAndFilter) {
  Shop shop;
  const auto sale = shop.paid({"100.00"});
  shop.refund(sale, "40.00");
  const auto open = shop.refund(sale, "10.00", false);
  EXPECT_EQ(shop.queries.list_refunds({})->rows.size(), 2u);
  EXPECT_EQ(shop.queries.list_refunds({"state:requested"})->rows.size(), 1u);
  EXPECT_EQ(shop.queries.list_refunds({"amount:>20 reason:returned by:op"})->rows.size(), 1u);
  EXPECT_EQ(shop.queries.list_refunds({open.refund_id})->rows.size(), 1u);
  const auto page = shop.queries.list_refunds({"", "", 1});
  EXPECT_EQ(shop.queries.list_refunds({"", page->next_cursor, 1})->rows.size(), 1u);
  EXPECT_EQ(shop.queries.refund(*Uuid::parse(open.refund_id))->amount.minor, 1000);
  EXPECT_EQ(shop.queries.refund(Uuid{{9}}).error().code, ErrorCode::not_found);
}

TEST(Audit, TellsWhoDidWhat) {
  Shop shop;
  store::PgPeople people(shop.pool, shop.clock, shop.ids);
  const std::string token(32, 't');
  const auto caller = people.ensure("op", "Operator", "person", {"operator", "viewer"}, true, token);
  ASSERT_TRUE(caller) << caller.error().message;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(people.pause_psp(*caller, "card", i % 2 == 0, "because '\"" + std::to_string(i), {}));
    shop.clock.advance(std::chrono::seconds(1));
  }
  const auto page = shop.queries.audit({"", "", 2});
  ASSERT_TRUE(page) << page.error().message;
  ASSERT_EQ(page->rows.size(), 2u);
  EXPECT_EQ(page->rows[0].action, "psp.pause");
  EXPECT_EQ(page->rows[0].principal, "op");
  EXPECT_NE(page->rows[0].detail_json.find("because"), std::string::npos);
  EXPECT_EQ(shop.queries.audit({"", page->next_cursor, 2})->rows.size(), 1u);
  EXPECT_EQ(shop.queries.audit({"action:psp.resume"})->rows.size(), 1u);
  EXPECT_EQ(shop.queries.audit({"by:op card"})->rows.size(), 3u);
}

TEST(People, TokensFindTheirPrincipalOnlyWhileTheyLive) {
  Shop shop;
  store::PgPeople people(shop.pool, shop.clock, shop.ids);
  const std::string token(32, 'a'), other(32, 'b');
  const auto made = people.ensure("anna", "Anna", "person", {"viewer", "support"}, false, token);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(people.ensure("anna", "Anna", "person", {"admin"}, false, token)->roles, made->roles)
      << "roles are for an administrator to give";
  EXPECT_EQ(people.find_by_token(token)->login, "anna");
  EXPECT_EQ(people.find_by_token(token)->roles, (std::vector<std::string>{"support", "viewer"}));
  EXPECT_EQ(people.find_by_token(other).error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(people.find_by_token("short").error().code, ErrorCode::unauthenticated);
  EXPECT_EQ(people.ensure("berta", "Berta", "person", {}, false, token).error().code, ErrorCode::already_exists);
  shop.tamper("update principal set enabled = false where login = 'anna'");
  EXPECT_FALSE(people.find_by_token(token));
}

TEST(CommandLog, AKeyIsTakenOnceAndComesBackAfterALostDaemon) {
  Shop shop;
  store::PgCommandLog log(shop.pool);
  const Uuid caller{{1}}, key{{2}};
  const std::string hash(32, 'h'), answer = std::string("a\0\xff", 3) + "b";
  EXPECT_FALSE(log.begin(caller, key, hash)->replayed);
  EXPECT_EQ(log.begin(caller, key, hash).error().code, ErrorCode::conflict) << "it is at work";
  shop.tamper("update idempotency set created_at = created_at - interval '6 minutes'");
  EXPECT_FALSE(log.begin(caller, key, hash)->replayed) << "its daemon was lost";
  EXPECT_TRUE(log.finish(caller, key, answer));
  EXPECT_EQ(log.begin(caller, key, hash)->response, answer);
  const auto other = log.begin(caller, key, std::string(32, 'x'));
  EXPECT_EQ(other.error().code, ErrorCode::already_exists);
  EXPECT_NE(other.error().message.find(key.to_string()), std::string::npos);
  EXPECT_FALSE(log.begin(Uuid{{3}}, key, std::string(32, 'x'))->replayed) << "another caller's";
}

TEST(CommandLog, ACommandAndItsAnswerAreStoredTogetherOnce) {
  Shop shop;
  const auto sale = shop.paid({"10.00"});
  store::PgCommandLog log(shop.pool);
  const Uuid caller{{1}}, key{{2}};
  const std::string hash(32, 'h'), answer("a\0b", 3);
  const std::vector charges{sale.charge_id};
  const auto carry_out = [&](const std::string& response) {
    return shop.payments.change(charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
      Turn(aggregates.front(), shop.clock.now(), shop.ids, shop.policy, "operator")
          .note("charge", sale.charge_id, "carried_out", "");
      Extra extra;
      extra.answer = CommandAnswer{caller, key, response};
      return extra;
    });
  };
  EXPECT_FALSE(log.begin(caller, key, hash)->replayed);
  EXPECT_TRUE(carry_out(answer));
  const auto slower = carry_out("another daemon's");
  ASSERT_FALSE(slower) << "its key was taken over after five minutes, and answered";
  EXPECT_EQ(slower.error().code, ErrorCode::conflict);
  EXPECT_EQ(shop.count("select count(*) from history where code = 'carried_out'"), 1);
  EXPECT_TRUE(log.release(caller, key));
  EXPECT_TRUE(log.finish(caller, key, "too late"));
  EXPECT_EQ(log.begin(caller, key, hash)->response, answer);
}

} // namespace
} // namespace paydesk::test
