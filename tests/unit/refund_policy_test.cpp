#include <gtest/gtest.h>

#include "core/refund_policy.h"

namespace paydesk {
namespace {

Currency eur() { return *Currency::find("EUR"); }

RefundRule rule(std::string name) {
  RefundRule made;
  made.name = std::move(name);
  return made;
}

TEST(RefundPolicy, TheFirstRuleThatCoversASellerCounts) {
  auto keeps = rule("keeps");
  keeps.sellers = {"tea"};
  keeps.from = "2027-01-01";
  keeps.until = "2027-02-01";
  keeps.commission = RefundCommission::keep;
  auto yen = rule("yen");
  yen.currencies = {"JPY"};
  const RefundPolicy policy{{keeps, yen}};
  EXPECT_EQ(refund_rule(policy, "tea", eur(), "2026-12-31"), nullptr);
  EXPECT_EQ(refund_rule(policy, "tea", eur(), "2027-01-01"), &policy.rules[0]);
  EXPECT_EQ(refund_rule(policy, "tea", eur(), "2027-01-31"), &policy.rules[0]);
  EXPECT_EQ(refund_rule(policy, "tea", eur(), "2027-02-01"), nullptr);
  EXPECT_EQ(refund_rule(policy, "milk", eur(), "2027-01-15"), nullptr);
  EXPECT_EQ(refund_rule(policy, "milk", *Currency::find("JPY"), "2027-01-15"), &policy.rules[1]);
}

TEST(RefundPolicy, FeesNeedOneCurrencyAndAreAboveZero) {
  const auto field = [](std::vector<std::string> currencies, std::int64_t fee) {
    auto made = rule("all");
    made.currencies = std::move(currencies);
    made.dispute_fee = fee;
    const auto ok = check_refund_policy({{made}});
    return ok ? std::string() : ok.error().field;
  };
  EXPECT_EQ(field({"EUR"}, 1'500), "");
  EXPECT_EQ(field({"EUR"}, 0), "rules[0].dispute_fee");
  EXPECT_EQ(field({"EUR"}, -1), "rules[0].dispute_fee");
  EXPECT_EQ(field({}, 1'500), "rules[0].currencies");
  EXPECT_EQ(field({"EUR", "JPY"}, 1'500), "rules[0].currencies");
}

TEST(RefundPolicy, NamesAreReadAsTheyAreWritten) {
  for (const auto each : {RefundCommission::give_back, RefundCommission::keep})
    EXPECT_EQ(parse_refund_commission(to_string(each)), each);
  for (const auto each : {ShortFunds::owe, ShortFunds::refuse})
    EXPECT_EQ(parse_short_funds(to_string(each)), each);
  for (const auto* text : {"", "Keep", "keep ", "give_back"})
    EXPECT_FALSE(parse_refund_commission(text)) << text;
  EXPECT_FALSE(parse_short_funds("owes"));
}

TEST(RefundPolicy, RulesAndShortagesAreToldInWords) {
  auto made = rule("vip");
  made.currencies = {"EUR"};
  made.sellers = {"tea", "milk"};
  made.commission = RefundCommission::keep;
  made.funds = ShortFunds::refuse;
  made.dispute_fee = 1'500;
  EXPECT_EQ(describe(made), "EUR, sellers tea milk: commission kept, refused when funds are short, lost disputes 15.00");
  EXPECT_EQ(describe(rule("all")), "any currency: commission given back, owed when funds are short");
  EXPECT_EQ(describe_shortage("tea", -50, 3'600, eur()), "seller tea has -0.50 EUR for refunds, and this takes 36.00 EUR");
}

TEST(RefundReasons, AreAClosedList) {
  for (const auto reason : refund_reasons)
    EXPECT_TRUE(check_refund_reason(reason));
  for (const auto* reason : {"", "OTHER", "other ", "because"})
    EXPECT_EQ(check_refund_reason(reason).error().field, "reason") << reason;
}

} // namespace
} // namespace paydesk
