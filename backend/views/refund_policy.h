// What refunds and lost disputes cost sellers, as CLI and service read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "views/psps.h"

namespace paydesk::views {

/// What is empty covers everything.
struct RefundRule {
  std::string name;
  std::vector<std::string> currencies;
  std::vector<std::string> sellers;
  std::string from;        ///< YYYY-MM-DD in UTC
  std::string until;       ///< the first day without it
  std::string commission;  ///< return, keep; empty: return
  std::string funds;       ///< owe, refuse; empty: owe
  std::string dispute_fee; ///< decimal, of the rule's one currency; empty: none
};

struct RefundPolicy {
  RuleVersion head; ///< of subject "*"
  std::vector<RefundRule> rules;
};

struct SetRefundPolicyRequest {
  std::int32_t base_version = 0;
  std::vector<RefundRule> rules;
  std::string note;
  std::string idempotency_key;
};

/// Which rule would cover a seller. Without rules: those in force.
struct TryRefundPolicyRequest {
  std::vector<RefundRule> rules;
  std::string seller;
  std::string currency;
  std::string day; ///< YYYY-MM-DD; empty: today
};

struct TryRefundPolicyResponse {
  std::string rule; ///< empty: none covers it; the commission goes back, and what is short is owed
  std::string rule_text;
  std::string commission;
  std::string funds;
  std::string dispute_fee; ///< empty: none
  std::string currency;
  std::string day;
};

} // namespace paydesk::views
