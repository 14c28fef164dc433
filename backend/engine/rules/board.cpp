#include "engine/rules/board.h"

#include "engine/charges/turn.h"

namespace paydesk {

Result<bool> RuleBoard::refresh() {
  const auto newest = store_.newest_number();
  if (!newest)
    return tl::unexpected(newest.error());
  if (*newest <= now()->number)
    return false;
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
