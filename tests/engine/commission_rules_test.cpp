// Commission schedules: which rule an order is made by, and what its books say.
#include <gtest/gtest.h>

#include "engine/engine_world.h"
#include "engine/proof.h"
#include "engine/rules/board.h"
#include "engine/rules/rule_book.h"
#include "store/breakers.h"
#include "store/rules.h"

namespace paydesk::test {
namespace {

struct Shop {
  World world{CaptureMode::automatic};
  store::PgRules store{world.database};
  store::PgBreakers breakers{world.database};
  RuleBoard board{store};
  RuleBook book{store, breakers, world.clock, world.policy, [this] { (void)board.refresh(); }};
  Caller admin{world.ids.next(), "admin", "Admin", {"admin"}, world.ids.next()};

  Shop() { world.policy.rules = &board; }

  Result<views::Commission> set(std::vector<views::CommissionRule> rules) {
    const auto version = book.commission({"*", 0}).value().head.version;
    return book.set_commission(admin, {version, std::move(rules), "as agreed", {}});
  }
  /// Commission in the first order of a payment of 100.00 EUR.
  std::int64_t commission(std::int64_t amount = 10'000, const std::string& currency = "EUR") {
    return world.read(world.pay_in({amount}, currency)).orders.at(0).commission;
  }
};

views::CommissionRule rule(std::string name, std::string percent) {
  views::CommissionRule made;
  made.name = std::move(name);
  made.tiers = {{"", std::move(percent)}};
  return made;
}

} // namespace

TEST(CommissionRules, without_rules_the_accounts_percentage_holds) {
  Shop shop;
  EXPECT_EQ(shop.commission(), 1'000);
  auto other = rule("other", "5");
  other.sellers = {"seller-2"};
  ASSERT_TRUE(shop.set({other}));
  EXPECT_EQ(shop.commission(), 1'000) << "no rule covers the seller";
}

TEST(CommissionRules, a_change_is_for_orders_made_from_then_on) {
  Shop shop;
  const auto before = shop.world.pay_in({10'000});
  ASSERT_TRUE(shop.set({rule("all", "2.5")}));
  const auto after = shop.world.pay_in({10'000});
  for (const auto& payment : {before, after})
    shop.world.tell(payment, news(News::Kind::captured, "cap_" + payment.to_string(), 10'000,
                                  shop.world.charge_of(payment).to_string()));
  EXPECT_EQ(shop.world.read(before).orders[0].commission_taken, 1'000);
  EXPECT_EQ(shop.world.read(after).orders[0].commission_taken, 250);
  EXPECT_EQ(shop.world.balance("commission_revenue"), -1'250);
  EXPECT_EQ(shop.world.balance("seller_payable"), -18'750);
  expect_proof(shop.world);
}

TEST(CommissionRules, a_rule_begins_and_ends_on_its_days) {
  Shop shop;
  const auto day = [&](int days) {
    return format_instant(shop.world.clock.now() + std::chrono::days(days)).substr(0, 10);
  };
  auto from_tomorrow = rule("tomorrow", "1");
  from_tomorrow.from = day(1);
  from_tomorrow.until = day(2);
  ASSERT_TRUE(shop.set({from_tomorrow, rule("else", "3")}));
  EXPECT_EQ(shop.commission(), 300);
  shop.world.advance(std::chrono::days(1));
  EXPECT_EQ(shop.commission(), 100);
  shop.world.advance(std::chrono::days(1));
  EXPECT_EQ(shop.commission(), 300);
}

TEST(CommissionRules, amounts_are_in_the_rules_currency) {
  Shop shop;
  auto euro = rule("euro", "1");
  euro.currencies = {"EUR"};
  euro.fixed = "0.30";
  euro.tiers.push_back({"500.00", "0.5"});
  auto yen = rule("yen", "1");
  yen.currencies = {"JPY"};
  yen.fixed = "30";
  ASSERT_TRUE(shop.set({euro, yen}));
  EXPECT_EQ(shop.commission(10'000), 130);
  EXPECT_EQ(shop.commission(60'000), 330);
  EXPECT_EQ(shop.commission(10'000, "JPY"), 130);
}

TEST(CommissionRules, they_read_as_they_were_written_and_are_compared_and_restored) {
  Shop shop;
  auto euro = rule("euro", "1.25");
  euro.currencies = {"EUR"};
  euro.sellers = {"tea", "milk"};
  euro.from = "2027-01-01";
  euro.until = "2028-01-01";
  euro.tiers.push_back({"500.00", "0.5"});
  euro.graduated = true;
  euro.fixed = "0.30";
  euro.least = "0.50";
  euro.most = "40.00";
  ASSERT_TRUE(shop.set({euro}));
  const auto read = shop.book.commission({"*", 0}).value();
  ASSERT_EQ(read.rules.size(), 1u);
  const auto& again = read.rules[0];
  EXPECT_EQ(again.sellers, euro.sellers);
  EXPECT_EQ(again.from + again.until, euro.from + euro.until);
  EXPECT_EQ(again.tiers.at(1).above + " " + again.tiers[1].percent, "500.00 0.5");
  EXPECT_TRUE(again.graduated);
  EXPECT_EQ(again.fixed + again.least + again.most, "0.300.5040.00");
  ASSERT_TRUE(shop.set({rule("all", "2")}));
  const auto compared = shop.book.compare({"commission", "*", 1, 2}).value();
  ASSERT_EQ(compared.changes.size(), 2u);
  EXPECT_EQ(compared.changes[0].after, "");
  EXPECT_EQ(compared.changes[1].after, "1. any currency: 2 %");
  ASSERT_TRUE(shop.book.restore(shop.admin, {"commission", "*", 1, "back", {}}));
  EXPECT_EQ(shop.book.commission({"*", 0}).value().rules.at(0).name, "euro");
  EXPECT_EQ(shop.world.one_number("select count(*) from audit_record where action = 'rules.commission'"), 3);
}

TEST(CommissionRules, trying_them_changes_nothing) {
  Shop shop;
  ASSERT_TRUE(shop.set({rule("all", "2")}));
  const auto in_force = shop.book.try_commission({{}, "tea", "12.34", "EUR", ""}).value();
  EXPECT_EQ(in_force.rule + " " + in_force.commission, "all 0.25");
  const auto tried = shop.book.try_commission({{rule("new", "10")}, "tea", "12.34", "EUR", "2027-01-01"}).value();
  EXPECT_EQ(tried.rule + " " + tried.commission + " " + tried.day, "new 1.23 2027-01-01");
  EXPECT_EQ(shop.book.commission({"*", 0}).value().head.version, 1);
  EXPECT_EQ(shop.book.try_commission({{}, "tea", "12.345", "EUR", ""}).error().field, "amount");
  EXPECT_EQ(shop.book.try_commission({{}, "tea", "12.34", "EUX", ""}).error().field, "currency");
  EXPECT_EQ(shop.book.try_commission({{}, "tea", "12.34", "EUR", "2027-02-30"}).error().field, "day");
}

TEST(CommissionRules, what_is_wrong_is_named_and_nothing_is_changed) {
  Shop shop;
  const auto field = [&](auto change) {
    auto made = rule("r", "1");
    made.currencies = {"EUR"};
    change(made);
    const auto stored = shop.set({made});
    return stored ? std::string() : stored.error().field;
  };
  using R = views::CommissionRule;
  EXPECT_EQ(field([](R& r) { r.fixed = "0.3"; }), "rules[0].fixed");
  EXPECT_EQ(field([](R& r) { r.least = "-1.00"; }), "rules[0].least");
  EXPECT_EQ(field([](R& r) { r.most = "1e9"; }), "rules[0].most");
  EXPECT_EQ(field([](R& r) { r.currencies = {}, r.fixed = "0.30"; }), "rules[0].fixed");
  EXPECT_EQ(field([](R& r) { r.tiers[0].percent = "101"; }), "rules[0].tiers[0].percent");
  EXPECT_EQ(field([](R& r) { r.tiers.push_back({"0.00", "1"}); }), "rules[0].tiers[1].above");
  EXPECT_EQ(field([](R& r) { r.tiers.clear(); }), "rules[0].tiers");
  EXPECT_EQ(shop.world.one_number("select count(*) from rule_version where kind = 'commission'"), 0);
  const auto stale = shop.book.set_commission(shop.admin, {7, {rule("r", "1")}, "late", {}});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::conflict);
  EXPECT_EQ(shop.book.commission({"card", 0}).error().field, "subject");
}

} // namespace paydesk::test
