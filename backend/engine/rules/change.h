// One change of rules, before it is a version. Internal to the rule book.
#pragma once

#include "engine/rules/rule_book.h"

namespace paydesk {

struct RuleBook::Change {
  RuleKind kind{};
  std::string subject;
  std::optional<int> base_version; ///< that has to be in force still; none: whichever is
  std::string note;
  std::optional<int> restored_from;
};

std::vector<views::RuleChange> compare_mappings(const std::vector<MappingRule>& before,
                                                const std::vector<MappingRule>& after);

std::vector<views::RuleChange> compare_routing(const RoutingRules& before, const RoutingRules& after);
std::vector<views::RuleChange> compare_commission(const CommissionSchedule& before, const CommissionSchedule& after);
std::vector<views::RuleChange> compare_approval_policies(const ApprovalPolicy& before, const ApprovalPolicy& after);
std::vector<views::RuleChange> compare_refund_policies(const RefundPolicy& before, const RefundPolicy& after);
std::vector<views::RuleChange> compare_breakers(const BreakerSettings& before, const BreakerSettings& after);

} // namespace paydesk
