// The rules in force, as every lane sees them.
#pragma once

#include <memory>
#include <mutex>

#include "engine/ports/rules.h"

namespace paydesk {

/// Holds one snapshot of all rules. Thread-safe; the store outlives it. A daemon refreshes it after its own changes
/// and every second for those of others, which costs a glance.
class RuleBoard {
 public:
  explicit RuleBoard(RuleStore& store) : store_(store) {}

  std::shared_ptr<const RulesInForce> now() const {
    const std::lock_guard lock(mutex_);
    return rules_;
  }
  /// How the accounts were at the last refresh.
  std::shared_ptr<const AccountStates> states() const {
    const std::lock_guard lock(mutex_);
    return states_;
  }
  /// Reads the accounts' states, and the rules when any of them has changed; answers whether one had.
  Result<bool> refresh();

 private:
  RuleStore& store_;
  mutable std::mutex mutex_;
  std::shared_ptr<const RulesInForce> rules_ = std::make_shared<RulesInForce>();
  std::shared_ptr<const AccountStates> states_ = std::make_shared<AccountStates>();
};

struct EnginePolicy;

/// The account's retry policy: its own one in force, else the configuration's.
std::shared_ptr<const RetryPlan> retry_plan_of(const EnginePolicy& policy, const std::string& psp_account);

} // namespace paydesk
