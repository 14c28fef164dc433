#include "engine/refunds/terms.h"

#include "engine/charges/turn.h"
#include "engine/rules/board.h"

namespace paydesk {
namespace {

const RefundRule* rule_of(const RulesInForce& rules, const std::string& seller, Currency currency, Instant now) {
  return refund_rule(rules.refunds, seller, currency, format_instant(now).substr(0, 10));
}

} // namespace

RefundTerms refund_terms(const EnginePolicy& policy, const std::string& seller, Currency currency, Instant now) {
  if (policy.rules == nullptr)
    return {};
  const auto rules = policy.rules->now();
  const auto* rule = rule_of(*rules, seller, currency, now);
  if (rule == nullptr)
    return {RefundCommission::give_back, ShortFunds::owe, rules->refunds_version};
  return {rule->commission, rule->funds, rules->refunds_version};
}

std::int64_t dispute_fee(const EnginePolicy& policy, const std::string& seller, Currency currency, Instant now) {
  if (policy.rules == nullptr)
    return 0;
  const auto rules = policy.rules->now();
  const auto* rule = rule_of(*rules, seller, currency, now);
  return rule == nullptr ? 0 : rule->dispute_fee.value_or(0);
}

} // namespace paydesk
