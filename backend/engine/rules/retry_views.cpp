#include "engine/rules/retry_views.h"

#include <algorithm>
#include <set>

namespace paydesk {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

RetryRule without_unused(RetryRule rule) {
  switch (rule.strategy) {
  case RetryStrategy::cancel:
    return RetryRule{};
  case RetryStrategy::immediate:
    rule.base = rule.cap = milliseconds(0);
    break;
  case RetryStrategy::fixed:
    rule.cap = rule.base;
    break;
  default:
    break;
  }
  if (rule.strategy != RetryStrategy::exponential) {
    rule.floor = milliseconds(0);
    rule.factor = RetryRule{}.factor;
  }
  return rule;
}

Result<void> read_rule(const views::RetryRule& view, const std::string& prefix, RetryPlan& plan,
                       std::set<ErrorClass>& seen) {
  const auto error_class = parse_error_class(view.error_class);
  if (!error_class)
    return invalid(prefix + "error_class", "is not an error class");
  if (!seen.insert(*error_class).second)
    return invalid(prefix + "error_class", view.error_class + " has two rules");
  const auto strategy = parse_retry_strategy(view.strategy);
  if (!strategy)
    return invalid(prefix + "strategy", "is not immediate, fixed, incremental, exponential or cancel");
  const auto rule = without_unused({*strategy, milliseconds(view.base_ms), milliseconds(view.cap_ms),
                                    milliseconds(view.floor_ms), view.factor, view.max_attempts,
                                    seconds(view.max_age_s)});
  if (const auto ok = check_rule(*error_class, rule, prefix); !ok)
    return ok;
  plan.rule(*error_class) = rule;
  return {};
}

const NetworkLimit* find_network(const RetryPlan& plan, const std::string& name) {
  const auto at = std::find_if(plan.networks.begin(), plan.networks.end(),
                               [&](const NetworkLimit& limit) { return limit.network == name; });
  return at == plan.networks.end() ? nullptr : &*at;
}

} // namespace

std::vector<views::RetryRule> rules_view(const RetryPlan& plan) {
  std::vector<views::RetryRule> rows;
  for (const auto error_class : editable_classes) {
    const auto& rule = plan.rule(error_class);
    rows.push_back({std::string(to_string(error_class)), std::string(to_string(rule.strategy)), rule.base.count(),
                    rule.cap.count(), rule.floor.count(), rule.factor, rule.max_attempts, rule.max_age.count()});
  }
  return rows;
}

std::vector<views::NetworkLimit> networks_view(const RetryPlan& plan) {
  std::vector<views::NetworkLimit> rows;
  for (const auto& limit : plan.networks) {
    views::NetworkLimit row{limit.network, limit.max_tries, static_cast<std::int32_t>(limit.window.count()),
                            limit.never, {}};
    for (const auto& wait : limit.waits)
      row.waits.push_back({wait.code, wait.least.count()});
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<RetryPlan> read_plan(const std::vector<views::RetryRule>& rules,
                            const std::vector<views::NetworkLimit>& networks, const RetryPlan& defaults) {
  auto plan = defaults;
  plan.networks.clear();
  std::set<ErrorClass> seen;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (const auto ok = read_rule(rules[i], "rules[" + std::to_string(i) + "].", plan, seen); !ok)
      return tl::unexpected(ok.error());
  for (const auto& view : networks) {
    NetworkLimit limit{view.network, view.max_tries, std::chrono::hours(view.window_hours), view.never, {}};
    for (const auto& wait : view.waits)
      limit.waits.push_back({wait.code, seconds(wait.seconds)});
    plan.networks.push_back(std::move(limit));
  }
  if (const auto ok = check_networks(plan.networks); !ok)
    return tl::unexpected(ok.error());
  std::sort(plan.networks.begin(), plan.networks.end(),
            [](const NetworkLimit& a, const NetworkLimit& b) { return a.network < b.network; });
  return plan;
}

std::vector<views::RuleChange> compare_plans(const RetryPlan& before, const RetryPlan& after) {
  std::vector<views::RuleChange> changes;
  for (const auto error_class : editable_classes)
    if (before.rule(error_class) != after.rule(error_class))
      changes.push_back({std::string(to_string(error_class)), describe(before.rule(error_class)),
                         describe(after.rule(error_class))});
  std::set<std::string> names;
  for (const auto* plan : {&before, &after})
    for (const auto& limit : plan->networks)
      names.insert(limit.network);
  for (const auto& name : names) {
    const auto *was = find_network(before, name), *is = find_network(after, name);
    if (was == nullptr || is == nullptr || *was != *is)
      changes.push_back({"network " + name, was == nullptr ? "" : describe(*was), is == nullptr ? "" : describe(*is)});
  }
  return changes;
}

} // namespace paydesk
