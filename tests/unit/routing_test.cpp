// Routing: what rules cover, and a choice that is fair and stays.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>

#include "core/clock.h"
#include "core/routing.h"

using namespace paydesk;

namespace {

Uuid any_uuid() {
  Uuid id;
  for (auto& byte : id.bytes)
    byte = *rc::gen::arbitrary<std::uint8_t>();
  return id;
}

RouteFacts facts(std::string_view currency, std::int64_t amount, std::vector<std::string_view> sellers = {"tea"}) {
  return {{}, currency, amount, std::move(sellers), "hosted_page"};
}

std::string field_of(RoutingRules routing) {
  const auto checked = check_routing(routing);
  return checked ? "" : checked.error().field;
}

} // namespace

TEST(Routing, a_rule_covers_what_it_names_and_what_it_leaves_open) {
  RouteRule rule{"big", {"EUR"}, 1000, 5000, {"tea", "milk"}, {"hosted_page"}, false, {{"card", 1}}};
  EXPECT_TRUE(covers(rule, facts("EUR", 1000)));
  EXPECT_TRUE(covers(rule, facts("EUR", 5000, {"milk", "tea"})));
  EXPECT_FALSE(covers(rule, facts("EUR", 999)));
  EXPECT_FALSE(covers(rule, facts("EUR", 5001)));
  EXPECT_FALSE(covers(rule, facts("USD", 2000)));
  EXPECT_FALSE(covers(rule, facts("EUR", 2000, {"tea", "cake"}))) << "every seller has to be one of them";
  auto stored = facts("EUR", 2000);
  stored.method = "stored";
  EXPECT_FALSE(covers(rule, stored));
  EXPECT_TRUE(covers({}, stored));
}

TEST(Routing, weights_are_shares) {
  SystemClock clock;
  SeededIds ids(clock, 42);
  const std::vector<RouteTarget> targets = {{"card", 70}, {"alt", 20}, {"third", 10}};
  std::map<std::string, int> counts;
  for (int i = 0; i < 20'000; ++i)
    ++counts[pick(targets, ids.next())->psp_account];
  EXPECT_NEAR(counts["card"], 14'000, 400);
  EXPECT_NEAR(counts["alt"], 4'000, 300);
  EXPECT_NEAR(counts["third"], 2'000, 250);
}

RC_GTEST_PROP(Routing, leaving_an_account_out_moves_only_its_own_payments, ()) {
  const std::vector<RouteTarget> all = {{"a", *rc::gen::inRange(1, 1001)},
                                        {"b", *rc::gen::inRange(1, 1001)},
                                        {"c", *rc::gen::inRange(1, 1001)}};
  const auto id = any_uuid();
  const auto chosen = pick(all, id)->psp_account;
  RC_ASSERT(pick(all, id)->psp_account == chosen);
  std::vector<RouteTarget> turned(all.rbegin(), all.rend());
  RC_ASSERT(pick(turned, id)->psp_account == chosen);
  for (std::size_t out = 0; out < all.size(); ++out) {
    auto rest = all;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(out));
    if (all[out].psp_account != chosen)
      RC_ASSERT(pick(rest, id)->psp_account == chosen);
  }
}

TEST(Routing, hostile_rules_name_their_field) {
  const RouteRule good{"r", {"EUR"}, 100, 200, {}, {}, false, {{"card", 1}}};
  const auto with = [&](auto change) {
    RoutingRules routing{{good, good}, true, 2};
    routing.rules[1].name = "s";
    change(routing);
    return field_of(std::move(routing));
  };
  using R = RoutingRules;
  EXPECT_EQ(with([](R&) {}), "");
  EXPECT_EQ(with([](R& r) { r.failover_after = 0; }), "failover_after");
  EXPECT_EQ(with([](R& r) { r.rules[1].name = "r"; }), "rules[1].name");
  EXPECT_EQ(with([](R& r) { r.rules[1].name = ""; }), "rules[1].name");
  EXPECT_EQ(with([](R& r) { r.rules[1].name = std::string("a\nb"); }), "rules[1].name");
  EXPECT_EQ(with([](R& r) { r.rules[1].currencies = {"EUR", "XXQ"}; }), "rules[1].currencies[1]");
  EXPECT_EQ(with([](R& r) { r.rules[1].currencies = {"EUR", "USD"}; }), "rules[1].currencies");
  EXPECT_EQ(with([](R& r) { r.rules[1].most = 99; }), "rules[1].most");
  EXPECT_EQ(with([](R& r) { r.rules[1].least = -1; }), "rules[1].least");
  EXPECT_EQ(with([](R& r) { r.rules[1].methods = {"cash"}; }), "rules[1].methods[0]");
  EXPECT_EQ(with([](R& r) { r.rules[1].sellers = {"a\nb"}; }), "rules[1].sellers[0]");
  EXPECT_EQ(with([](R& r) { r.rules[1].targets.clear(); }), "rules[1].targets");
  EXPECT_EQ(with([](R& r) { r.rules[1].targets[0].weight = 0; }), "rules[1].targets[0].weight");
  EXPECT_EQ(with([](R& r) { r.rules[1].targets.push_back({"card", 2}); }), "rules[1].targets[1].psp_account");
  EXPECT_EQ(field_of({std::vector<RouteRule>(201, good), false, 1}), "rules");
}

TEST(Routing, rules_are_told_in_words) {
  EXPECT_EQ(describe(RouteRule{"big", {"EUR"}, 1000, {}, {"tea"}, {"stored"}, true, {{"card", 7}, {"alt", 3}}}),
            "EUR, from 10.00, sellers tea, stored: only card 7 alt 3");
  EXPECT_EQ(describe(RouteRule{"all", {}, {}, {}, {}, {}, false, {{"card", 1}}}), "any currency: card 1");
}
