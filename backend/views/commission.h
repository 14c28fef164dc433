// What the marketplace keeps of an order, as CLI and service read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "views/psps.h"

namespace paydesk::views {

struct CommissionTier {
  std::string above;   ///< decimal, of the rule's one currency; empty: 0
  std::string percent; ///< "2.5", at most four decimals
};

/// What is empty covers everything.
struct CommissionRule {
  std::string name;
  std::vector<std::string> currencies;
  std::vector<std::string> sellers;
  std::string from;  ///< YYYY-MM-DD in UTC
  std::string until; ///< the first day without it
  std::vector<CommissionTier> tiers;
  bool graduated = false; ///< each slice by its own tier; else the whole amount by the tier it reaches
  std::string fixed;      ///< decimal, of the rule's one currency
  std::string least;
  std::string most;
};

struct Commission {
  RuleVersion head; ///< of subject "*"
  std::vector<CommissionRule> rules;
};

struct SetCommissionRequest {
  std::int32_t base_version = 0;
  std::vector<CommissionRule> rules;
  std::string note;
  std::string idempotency_key;
};

/// What rules would keep of an order. Without rules: those in force.
struct TryCommissionRequest {
  std::vector<CommissionRule> rules;
  std::string seller;
  std::string amount; ///< decimal
  std::string currency;
  std::string day; ///< YYYY-MM-DD; empty: today
};

struct TryCommissionResponse {
  std::string rule; ///< empty: none covers it, and the PSP account's own percentage holds
  std::string rule_text;
  std::string amount;
  std::string commission; ///< empty without a rule
  std::string currency;
  std::string day;
};

} // namespace paydesk::views
