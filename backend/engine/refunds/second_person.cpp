#include "engine/refunds/second_person.h"

#include "engine/rules/board.h"

namespace paydesk {
namespace {

std::string from_text(std::int64_t from, Currency currency) {
  return "From " + format_amount(from, currency) + " " + currency.to_string() + " on a second person decides";
}

std::string alone_text(std::int64_t alone, Currency currency) {
  return alone == 0 ? std::string()
                    : " You have asked for " + format_amount(alone, currency) + " " + currency.to_string() +
                          " of this payment before, which counts.";
}

} // namespace

std::int64_t asked_alone(const Charges& charges, const Caller& caller) {
  std::int64_t sum = 0;
  for (const auto& a : charges)
    for (const auto& refund : a.refunds) {
      const bool seen = refund.decider_id || refund.state == "awaiting_approval" || refund.state == "rejected";
      if (refund.requester_id == caller.principal_id && !seen && refund.state != "failed")
        sum += refund.amount;
    }
  return sum;
}

std::optional<SecondPerson> second_person(const EnginePolicy& policy, const ApprovalThresholds& thresholds,
                                          const Money& total, std::int64_t alone) {
  const auto rules = policy.rules == nullptr ? nullptr : policy.rules->now();
  const Money counted{total.minor + alone, total.currency};
  if (rules != nullptr && rules_refunds(rules->approval)) {
    const auto* rule = refund_approval(rules->approval, counted);
    if (rule == nullptr)
      return std::nullopt;
    return SecondPerson{{rule->deciders, rule->hours},
                        from_text(rule->from, total.currency) + ": " + describe_roles(rule->deciders) + ", within " +
                            std::to_string(rule->hours) + " hours." + alone_text(alone, total.currency)};
  }
  const auto at = thresholds.find(total.currency.code());
  if (at == thresholds.end() || counted.minor < at->second)
    return std::nullopt;
  return SecondPerson{{}, from_text(at->second, total.currency) + "." + alone_text(alone, total.currency)};
}

} // namespace paydesk
