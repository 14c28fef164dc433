#include <gtest/gtest.h>

#include "core/approval_policy.h"
#include "core/chart.h"

namespace paydesk {
namespace {

Money eur(std::int64_t minor) { return {minor, *Currency::find("EUR")}; }
Money krw(std::int64_t minor) { return {minor, *Currency::find("KRW")}; }

const ApprovalPolicy policy{{{"", "EUR", 100'000, {"admin"}, 24},
                             {"manual_journal", "KRW", 0, {"approver"}, 48},
                             {"manual_journal", "", 0, {"approver", "admin"}, 12}}};

TEST(ApprovalPolicy, WhatNoRuleCoversWaitsForASecondPersonAllTheSame) {
  const auto terms = approval_terms({}, "manual_journal", std::vector{eur(1)});
  EXPECT_EQ(terms, (ApprovalTerms{{"approver", "admin"}, 72}));
  EXPECT_EQ(approval_terms(policy, "reversing_entry", std::vector{eur(1)}), terms);
}

TEST(ApprovalPolicy, TheFirstRuleThatCoversCounts) {
  EXPECT_EQ(approval_terms(policy, "manual_journal", std::vector{eur(100'000)}), (ApprovalTerms{{"admin"}, 24}));
  EXPECT_EQ(approval_terms(policy, "manual_journal", std::vector{eur(99'999)}), (ApprovalTerms{{"approver", "admin"}, 12}));
  EXPECT_EQ(approval_terms(policy, "reversing_entry", std::vector{eur(100'001)}), (ApprovalTerms{{"admin"}, 24}));
}

TEST(ApprovalPolicy, OfSeveralCurrenciesTheStrictestHolds) {
  EXPECT_EQ(approval_terms(policy, "manual_journal", std::vector{eur(5), krw(5)}), (ApprovalTerms{{"approver"}, 12}));
  EXPECT_TRUE(approval_terms(policy, "manual_journal", std::vector{eur(100'000), krw(5)}).deciders.empty());
}

TEST(ApprovalPolicy, ABadRuleIsRefusedNamingItsField) {
  const auto field_of = [](ApprovalRule rule) {
    const auto ok = check_approval_policy({{{"manual_journal", "EUR", 5, {"admin"}, 1}, std::move(rule)}});
    return ok ? std::string("none") : ok.error().field;
  };
  EXPECT_EQ(field_of({"manual_journal", "EUR", 0, {"admin"}, 1}), "none");
  EXPECT_EQ(field_of({"payout", "", 0, {"admin"}, 1}), "rules[1].kind");
  EXPECT_EQ(field_of({"", "EURO", 0, {"admin"}, 1}), "rules[1].currency");
  EXPECT_EQ(field_of({"", "EUR", -1, {"admin"}, 1}), "rules[1].from");
  EXPECT_EQ(field_of({"", "", 1, {"admin"}, 1}), "rules[1].from");
  EXPECT_EQ(field_of({"", "", 0, {}, 1}), "rules[1].deciders");
  EXPECT_EQ(field_of({"", "", 0, {"admin", "operator"}, 1}), "rules[1].deciders[1]");
  EXPECT_EQ(field_of({"", "", 0, {"admin", "admin"}, 1}), "rules[1].deciders[1]");
  EXPECT_EQ(field_of({"", "", 0, {"admin"}, 0}), "rules[1].hours");
  EXPECT_EQ(field_of({"", "", 0, {"admin"}, 721}), "rules[1].hours");
  EXPECT_EQ(field_of({"manual_journal", "EUR", 6, {"admin"}, 1}), "rules[1]") << "hidden by the one before";
  EXPECT_EQ(check_approval_policy({std::vector(101, ApprovalRule{"", "", 0, {"admin"}, 1})}).error().field, "rules");
}

TEST(ApprovalPolicy, RefundsWaitOnlyWhereARuleNamesThem) {
  EXPECT_FALSE(rules_refunds(policy));
  EXPECT_EQ(refund_approval(policy, eur(1'000'000)), nullptr) << "the rules are about commands";
  const ApprovalPolicy named{{{"", "", 0, {"admin"}, 24}, {"refund", "EUR", 50'000, {"approver"}, 48}}};
  ASSERT_TRUE(check_approval_policy(named)) << "a rule for every command does not hide one for refunds";
  EXPECT_TRUE(rules_refunds(named));
  EXPECT_EQ(refund_approval(named, eur(49'999)), nullptr);
  EXPECT_EQ(refund_approval(named, krw(1'000'000)), nullptr);
  EXPECT_EQ(refund_approval(named, eur(50'000)), &named.rules[1]);
  EXPECT_FALSE(check_approval_policy({{{"refund", "", 0, {"admin"}, 24}, {"refund", "EUR", 0, {"admin"}, 24}}}));
}

TEST(Chart, OnlyFactsMoveWhatIsProvenEqualToThem) {
  for (const auto* name : {"bank", "psp_receivable", "settlement_clearing", "dispute_pending", "payout_transit"})
    EXPECT_FALSE(chart::find(name)->moved_by.empty()) << name;
  EXPECT_TRUE(chart::find("seller_payable")->moved_by.empty());
  EXPECT_EQ(chart::find("seller_payable")->owner, chart::Owner::seller);
  EXPECT_EQ(chart::find("cash"), nullptr);
  EXPECT_EQ(chart::find(""), nullptr);
  for (const auto& each : chart::classes())
    EXPECT_EQ(chart::find(each.name), &each) << "twice: " << each.name;
}

} // namespace
} // namespace paydesk
