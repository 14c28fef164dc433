// Retry plans as people write and read them.
#pragma once

#include <string>
#include <vector>

#include "core/retry_plan.h"
#include "views/psps.h"

namespace paydesk {

std::vector<views::RetryRule> rules_view(const RetryPlan& plan);
std::vector<views::NetworkLimit> networks_view(const RetryPlan& plan);

/// Checks every field (the error names it). A class without a rule keeps that of `defaults`; what a strategy does not
/// use is dropped, so equal behaviour is equal data.
Result<RetryPlan> read_plan(const std::vector<views::RetryRule>& rules,
                            const std::vector<views::NetworkLimit>& networks, const RetryPlan& defaults);

/// What differs, rule by rule, in words.
std::vector<views::RuleChange> compare_plans(const RetryPlan& before, const RetryPlan& after);

} // namespace paydesk
