// Routing between two accounts, and moving a registration from one to the other only when that is surely safe.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/routing/failover.h"
#include "engine/routing/router.h"
#include "engine/rules/board.h"
#include "engine/rules/rule_book.h"
#include "store/breakers.h"
#include "store/people.h"
#include "store/rules.h"

using namespace paydesk;
using namespace paydesk::test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

PspAnswer unavailable(const PspCall& call) { return refused(call, ErrorClass::psp_unavailable, "503"); }
PspAnswer lost(const PspCall& call) { return refused(call, ErrorClass::outcome_unknown, "timeout"); }

/// Two accounts that take EUR, "card" and "alt", and one of another entity, each with a lane.
struct Routed {
  World world;
  store::PgRules store{world.database};
  store::PgBreakers breakers{world.database};
  RuleBoard board{store};
  RuleBook book{store, breakers, world.clock, world.policy, [this] { (void)board.refresh(); }};
  Caller admin{world.ids.next(), "admin", "Admin", {"admin"}, world.ids.next()};
  std::vector<AccountTerms> accounts{{"card", "KR", CaptureMode::multiple, {"EUR", "JPY"}, 1000},
                                     {"alt", "KR", CaptureMode::single, {"EUR"}, 1000},
                                     {"abroad", "DE", CaptureMode::multiple, {"EUR"}, 1000}};
  ScriptedPsp* alt = nullptr;
  std::unique_ptr<Lane> alt_lane;

  Routed() {
    for (const char* account : {"alt", "abroad"})
      if (const auto made = store::upsert_psp_account(world.database, account, "sandbox",
                                                      account == std::string("alt") ? "KR" : "DE",
                                                      CaptureMode::single, "UTC");
          !made)
        throw std::runtime_error(made.error().message);
    auto gateway = std::make_unique<ScriptedPsp>("alt", CaptureMode::single);
    alt = gateway.get();
    world.policy.rules = &board;
    world.policy.breakers = &breakers;
    world.policy.accounts = &accounts;
    alt_lane = std::make_unique<Lane>(std::move(gateway), world.store, world.clock, world.ids, world.policy,
                                      LaneOptions{}, nullptr, 2);
    (void)board.refresh();
  }
  /// Rules that send all EUR to card and alt by weight.
  void route(int card, int other, bool failover = true, int after = 1) {
    const auto version = book.routing({"*", 0}).value().head.version;
    views::SetRoutingRequest request{version, {}, failover, after, "as agreed", {}};
    if (card + other > 0)
      request.rules.push_back({"euro", {"EUR"}, "", "", {}, {}, false, {}});
    if (card > 0)
      request.rules[0].targets.push_back({"card", card});
    if (other > 0)
      request.rules[0].targets.push_back({"alt", other});
    const auto made = book.set_routing(admin, request);
    if (!made)
      throw std::runtime_error(made.error().field + " " + made.error().message);
  }
  Result<NewPayment> make(const std::string& account = {}, const std::string& amount = "10.00",
                          const std::string& currency = "EUR", const std::string& seller = "tea") {
    CreatePayment request{"buyer-1", "CHK-1", currency, account, "http://shop/ok", "http://shop/no", 3600, {}, {}};
    request.orders.push_back({seller, amount, "SO", ""});
    return make_payment(world.shop, world.ids.next(), request, accounts, world.clock.now(), world.ids, world.policy);
  }
  std::string chosen(const std::string& amount = "10.00", const std::string& currency = "EUR",
                     const std::string& seller = "tea") {
    const auto made = make({}, amount, currency, seller);
    return made ? made->charges.at(0).charge.psp_account : made.error().field;
  }
  Uuid pay(const std::string& account = {}) {
    auto payment = make(account);
    if (!payment)
      throw std::runtime_error(payment.error().message);
    payment->request_hash = std::string(32, 'h');
    const auto id = payment->payment().payment_id;
    std::vector<NewPayment> one;
    one.push_back(std::move(*payment));
    if (const auto created = world.store.create(one); !created)
      throw std::runtime_error(created.error().message);
    work();
    return id;
  }
  void work(int rounds = 10) {
    for (int i = 0; i < rounds; ++i) {
      world.work(1);
      alt_lane->step(milliseconds(0));
      (void)board.refresh();
    }
    EXPECT_EQ(alt_lane->stats().store_failures, 0);
  }
  int registrations(const ScriptedPsp& psp) const {
    int count = 0;
    for (const auto& call : psp.calls)
      count += call.kind == OperationKind::register_charge ? 1 : 0;
    return count;
  }
  int stranded() { return move_stranded(store, world.store, world.clock, world.ids, world.policy, 100).value(); }
};

} // namespace

TEST(RoutingChoice, rules_count_in_their_order_and_then_the_configurations) {
  Routed routed;
  EXPECT_EQ(routed.chosen(), "card") << "no rule: the first that takes it";
  views::SetRoutingRequest request{0, {}, false, 1, "as agreed", {}};
  request.rules = {{"big", {"EUR"}, "100.00", "", {}, {}, false, {{"alt", 1}}},
                   {"milk", {}, "", "", {"milk"}, {"hosted_page"}, false, {{"abroad", 1}}},
                   {"yen nobody takes", {"JPY"}, "", "", {}, {}, false, {{"alt", 1}}}};
  ASSERT_TRUE(routed.book.set_routing(routed.admin, request));
  EXPECT_EQ(routed.chosen("99.99"), "card");
  EXPECT_EQ(routed.chosen("100.00"), "alt");
  EXPECT_EQ(routed.chosen("100.00", "EUR", "milk"), "alt") << "the first rule counts";
  EXPECT_EQ(routed.chosen("1.00", "EUR", "milk"), "abroad");
  EXPECT_EQ(routed.chosen("100", "JPY"), "card") << "the rule's account takes no yen";
  EXPECT_EQ(routed.chosen("100.00", "USD"), "currency");
}

TEST(RoutingChoice, the_reason_is_stored_and_what_had_no_choice_has_none) {
  Routed routed;
  routed.route(1, 3);
  const auto payment = routed.pay();
  const auto a = routed.world.read(payment);
  EXPECT_EQ(routed.world.one_number("select count(*) from history where code = 'routed' and detail like '" +
                                    a.charge.psp_account + " by rule \"euro\" (% of 4)'"),
            1);
  EXPECT_EQ(a.charge.route, Charge::Route::open);
  EXPECT_EQ(routed.world.read(routed.pay("card")).charge.route, Charge::Route::fixed) << "the shop named it";
  EXPECT_EQ(routed.world.one_number("select count(*) from history where code = 'routed'"), 1);
}

TEST(RoutingChoice, the_same_payment_has_the_same_account) {
  Routed routed;
  const AccountStates states;
  const RoutingRules rules{{{"euro", {}, {}, {}, {}, {}, false, {{"card", 50}, {"alt", 50}}}}, false, 1};
  const Candidates both = {&routed.accounts[0], &routed.accounts[1]};
  std::map<std::string, int> counts;
  for (int i = 0; i < 500; ++i) {
    const RouteFacts facts{routed.world.ids.next(), "EUR", 1000, {"tea"}, "hosted_page"};
    const auto first = choose(rules, states, both, facts);
    const auto again = choose(rules, states, {both[1], both[0]}, facts);
    ASSERT_EQ(first.account, again.account);
    ++counts[first.account->psp_account];
  }
  EXPECT_GT(counts["card"], 150);
  EXPECT_GT(counts["alt"], 150);
}

TEST(RoutingChoice, what_does_not_work_is_left_out_unless_nothing_else_takes_it) {
  Routed routed;
  routed.route(1, 0);
  store::PgPeople people(routed.world.database, routed.world.clock, routed.world.ids);
  ASSERT_TRUE(people.pause_psp(routed.admin, "card", true, "moving", {}));
  (void)routed.board.refresh();
  EXPECT_EQ(routed.chosen(), "alt");
  ASSERT_TRUE(routed.book.force_breaker(routed.admin, {"alt", "open", "down", {}}));
  ASSERT_TRUE(routed.book.set_intake(routed.admin, {"abroad", "draining", "contract ends", {}}));
  const auto made = routed.make();
  ASSERT_TRUE(made);
  EXPECT_EQ(made->charges[0].charge.psp_account, "card");
  const auto& history = made->charges[0].history;
  EXPECT_NE(history.back().detail.find("it waits there"), std::string::npos) << history.back().detail;
  for (const char* account : {"card", "alt", "abroad"})
    ASSERT_TRUE(routed.book.set_intake(routed.admin, {account, "disabled", "closed", {}}));
  const auto none = routed.make();
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::failed_precondition);
  EXPECT_EQ(routed.make("card").error().field, "psp_account");
  EXPECT_EQ(routed.world.one_number("select count(*) from audit_record where action = 'psp.intake'"), 4);
}

TEST(RoutingChoice, a_binding_rule_never_lets_a_payment_go_elsewhere) {
  Routed routed;
  views::SetRoutingRequest request{0, {}, true, 1, "by law", {}};
  request.rules = {{"law", {"EUR"}, "", "", {}, {}, true, {{"alt", 1}}}};
  ASSERT_TRUE(routed.book.set_routing(routed.admin, request));
  ASSERT_TRUE(routed.book.force_breaker(routed.admin, {"alt", "open", "down", {}}));
  EXPECT_EQ(routed.chosen(), "alt");
  ASSERT_TRUE(routed.book.set_intake(routed.admin, {"alt", "disabled", "closed", {}}));
  EXPECT_EQ(routed.chosen(), "currency") << "refused rather than sent elsewhere";
}

TEST(Failover, a_registration_that_surely_failed_goes_to_another_account) {
  Routed routed;
  routed.route(1, 0);
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  const auto payment = routed.pay();
  const auto a = routed.world.read(payment);
  EXPECT_EQ(a.charge.psp_account, "alt");
  EXPECT_EQ(a.charge.capture_mode, CaptureMode::single);
  EXPECT_EQ(a.charge.state, "registered");
  EXPECT_EQ(a.charge.left_accounts, std::vector<std::string>{"card"});
  EXPECT_EQ(routed.registrations(*routed.world.psp), 1);
  EXPECT_EQ(routed.registrations(*routed.alt), 1);
  EXPECT_NE(routed.world.psp->calls[0].key, routed.alt->calls[0].key) << "a key of its own";
  EXPECT_EQ(routed.world.psp->calls[0].charge_id, routed.alt->calls[0].charge_id);
  ASSERT_EQ(a.operations.size(), 2u);
  EXPECT_EQ(a.operations[0].state, Operation::State::failed);
  EXPECT_EQ(a.operations[1].generation, 2);
  EXPECT_EQ(routed.world.one_number("select count(*) from payment_order where psp_account = 'alt'"), 1);
  EXPECT_EQ(routed.world.one_number("select count(*) from history where code = 'rerouted'"), 1);
  // The whole life goes on at the new account.
  routed.world.tell(payment, news(News::Kind::authorized, "pay_1", 1000));
  routed.work();
  EXPECT_EQ(routed.world.read(payment).charge.state, "captured");
  EXPECT_EQ(routed.world.balance("psp_receivable", "alt"), 1000);
  EXPECT_EQ(routed.world.balance("psp_receivable", "card"), 0);
  routed.world.check_books();
}

TEST(Failover, never_after_an_unknown_outcome) {
  Routed routed;
  routed.route(1, 0);
  routed.world.psp->next[OperationKind::register_charge] = {lost, unavailable, unavailable, unavailable};
  const auto payment = routed.pay();
  EXPECT_EQ(routed.world.read(payment).charge.state, "unknown");
  for (int i = 0; i < 40; ++i) {
    routed.world.advance(seconds(10));
    routed.work(2);
  }
  const auto a = routed.world.read(payment);
  EXPECT_EQ(a.charge.psp_account, "card") << "even though the PSP said meanwhile that it is not there";
  EXPECT_EQ(a.charge.route, Charge::Route::unsure);
  EXPECT_EQ(a.charge.state, "registered");
  EXPECT_TRUE(routed.alt->calls.empty());
}

TEST(Failover, never_when_a_worker_died_before_the_answer) {
  Routed routed;
  routed.route(1, 0);
  auto made = routed.make();
  made->request_hash = std::string(32, 'h');
  std::vector<NewPayment> one;
  one.push_back(std::move(*made));
  ASSERT_TRUE(routed.world.store.create(one));
  pqxx::connection connection(routed.world.owner_connection);
  pqxx::work work(connection);
  work.exec("update job set leased = true, token = nextval('fencing_token')");
  work.commit();
  routed.world.psp->usual = [](const PspCall& call) {
    return call.kind == OperationKind::query ? done(call, {}) : unavailable(call);
  };
  for (int i = 0; i < 10; ++i) {
    routed.world.advance(seconds(10));
    routed.work(2);
  }
  EXPECT_TRUE(routed.alt->calls.empty());
  EXPECT_EQ(routed.world.one_number("select count(*) from charge where psp_account = 'card' and route = 'unsure'"), 1);
}

TEST(Failover, never_when_the_shop_named_the_account_or_failover_is_off_or_the_page_was_handed_out) {
  Routed routed;
  routed.route(1, 0);
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  EXPECT_EQ(routed.world.read(routed.pay("card")).charge.psp_account, "card");
  routed.world.psp->next[OperationKind::register_charge].clear();
  const auto registered = routed.pay();
  Aggregate a = routed.world.read(registered);
  ASSERT_EQ(a.charge.state, "registered");
  Job job;
  job.kind = OperationKind::register_charge;
  job.operation_id = a.operations[0].operation_id;
  Turn turn(a, routed.world.clock.now(), routed.world.ids, routed.world.policy, "engine");
  EXPECT_FALSE(fail_over(turn, job, "test"));
  routed.route(1, 0, false);
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  EXPECT_EQ(routed.world.read(routed.pay()).charge.psp_account, "card");
  EXPECT_TRUE(routed.alt->calls.empty());
}

TEST(Failover, never_to_another_entity_or_to_an_account_that_does_not_work) {
  Routed routed;
  routed.route(1, 0);
  ASSERT_TRUE(routed.book.force_breaker(routed.admin, {"alt", "open", "down", {}}));
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  EXPECT_EQ(routed.world.read(routed.pay()).charge.psp_account, "card");
  EXPECT_EQ(routed.world.one_number("select count(*) from charge where psp_account = 'abroad'"), 0);
}

TEST(Failover, it_waits_for_the_tries_that_the_rules_want) {
  Routed routed;
  routed.route(1, 0, true, 3);
  routed.world.psp->usual = unavailable;
  const auto payment = routed.pay();
  EXPECT_EQ(routed.world.read(payment).charge.psp_account, "card");
  for (int i = 0; i < 20; ++i) {
    routed.world.advance(seconds(10));
    routed.work(2);
  }
  EXPECT_EQ(routed.world.read(payment).charge.psp_account, "alt");
  EXPECT_EQ(routed.registrations(*routed.world.psp), 3);
}

TEST(Failover, a_policy_that_cancels_tries_elsewhere_before_it_gives_up) {
  Routed routed;
  routed.route(1, 0, true, 20);
  views::SetRetryPolicyRequest policy{"card", 0, {{"psp_unavailable", "cancel"}}, {}, "x", {}, 0};
  ASSERT_TRUE(routed.book.set_retry_policy(routed.admin, policy));
  policy.psp_account = "alt";
  ASSERT_TRUE(routed.book.set_retry_policy(routed.admin, policy));
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  EXPECT_EQ(routed.world.read(routed.pay()).charge.state, "registered");
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  routed.alt->next[OperationKind::register_charge] = {unavailable};
  const auto payment = routed.pay();
  EXPECT_EQ(routed.world.read(payment).charge.state, "failed") << "it was at both, and never goes back";
}

TEST(Failover, what_waits_behind_an_open_breaker_is_moved) {
  Routed routed;
  routed.route(1, 0, true, 5);
  ASSERT_TRUE(routed.book.force_breaker(routed.admin, {"alt", "open", "not yet", {}}));
  ASSERT_TRUE(routed.book.force_breaker(routed.admin, {"card", "open", "down", {}}));
  ASSERT_TRUE(routed.book.set_intake(routed.admin, {"abroad", "disabled", "closed", {}}));
  const auto waiting = routed.pay();
  EXPECT_EQ(routed.world.read(waiting).charge.psp_account, "card");
  EXPECT_EQ(routed.stranded(), 0) << "nothing else works";
  ASSERT_TRUE(routed.book.force_breaker(routed.admin, {"alt", "", "up", {}}));
  EXPECT_EQ(routed.stranded(), 1);
  EXPECT_EQ(routed.stranded(), 0);
  routed.work();
  EXPECT_EQ(routed.world.read(waiting).charge.state, "registered");
  EXPECT_EQ(routed.world.read(waiting).charge.psp_account, "alt");
  EXPECT_TRUE(routed.world.psp->calls.empty());
}

TEST(Failover, news_from_the_account_that_was_left_is_an_alert_and_books_nothing) {
  Routed routed;
  routed.route(1, 0);
  routed.world.psp->next[OperationKind::register_charge] = {unavailable};
  const auto payment = routed.pay();
  const auto charge = routed.world.charge_of(payment);
  ASSERT_EQ(routed.world.read(payment).charge.psp_account, "alt");
  const RawWebhook raw{routed.world.ids.next(), "card", "evt_1", "capture.succeeded", "{}", {},
                       routed.world.clock.now(), 0};
  ASSERT_TRUE(routed.world.store.insert(std::vector{raw}));
  WebhookProcessor processor(routed.world.store, routed.world.clock, routed.world.ids, routed.world.policy,
                             [&](const RawWebhook&) -> Result<WebhookContent> {
                               return WebhookContent{"evt_1", "capture.succeeded", charge.to_string(),
                                                     news(News::Kind::captured, "cap_1", 1000)};
                             });
  ASSERT_TRUE(processor.step(10));
  EXPECT_EQ(routed.world.read(payment).charge.captured, 0);
  EXPECT_EQ(routed.world.one_number("select count(*) from history where code = 'news_from_left_account'"), 1);
  EXPECT_EQ(routed.world.one_number("select count(*) from webhook_event where state = 'failed'"), 1);
  routed.world.check_books();
}

TEST(RoutingRules, are_versioned_compared_and_restored) {
  Routed routed;
  routed.route(1, 3);
  routed.route(1, 1, false);
  const auto changes = routed.book.compare({"routing", "*", 1, 2}).value().changes;
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].rule, "failover");
  EXPECT_EQ(changes[1].before, "1. EUR: card 1 alt 3");
  ASSERT_TRUE(routed.book.restore(routed.admin, {"routing", "*", 1, "back", {}}));
  EXPECT_TRUE(routed.book.compare({"routing", "*", 1, 3}).value().changes.empty());
  EXPECT_EQ(routed.board.now()->routing.rules.at(0).targets.at(1).weight, 3);
  EXPECT_EQ(routed.book.routing({"card", 0}).error().code, ErrorCode::not_found);
  views::SetRoutingRequest request{3, {{"x", {}, "", "", {}, {}, false, {{"nowhere", 1}}}}, false, 1, "x", {}};
  EXPECT_EQ(routed.book.set_routing(routed.admin, request).error().field, "rules[0].targets[0].psp_account");
  request.rules[0] = {"x", {"EUR"}, "10", "", {}, {}, false, {{"card", 1}}};
  EXPECT_EQ(routed.book.set_routing(routed.admin, request).error().field, "rules[0].least");
  request.rules[0] = {"x", {}, "10.00", "", {}, {}, false, {{"card", 1}}};
  EXPECT_EQ(routed.book.set_routing(routed.admin, request).error().field, "rules[0].least");
}
