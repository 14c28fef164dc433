#include "engine/rules/board.h"

#include "engine/charges/turn.h"

namespace paydesk {

Result<bool> RuleBoard::refresh() {
  auto glance = store_.glance();
  if (!glance)
    return tl::unexpected(glance.error());
  auto states = std::make_shared<const AccountStates>(std::move(glance->accounts));
  {
    const std::lock_guard lock(mutex_);
    states_ = std::move(states);
    if (glance->number <= rules_->number)
      return false;
  }
  auto read = store_.in_force();
  if (!read)
    return tl::unexpected(read.error());
  auto rules = std::make_shared<const RulesInForce>(std::move(*read));
  const std::lock_guard lock(mutex_);
  if (rules->number > rules_->number)
    rules_ = std::move(rules);
  return true;
}

std::shared_ptr<const RetryPlan> retry_plan_of(const EnginePolicy& policy, const std::string& psp_account) {
  if (policy.rules != nullptr) {
    const auto rules = policy.rules->now();
    if (const auto own = rules->retry.find(psp_account); own != rules->retry.end())
      return {rules, &own->second};
  }
  return std::make_shared<const RetryPlan>(default_plan(policy));
}

} // namespace paydesk
