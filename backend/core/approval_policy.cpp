#include "core/approval_policy.h"

#include <algorithm>
#include <array>

namespace paydesk {
namespace {

constexpr std::array<std::string_view, 5> kinds = {manual_journal_kind, reversing_entry_kind, write_off_kind,
                                                   psp_invoice_kind, refund_kind};
constexpr std::array<std::string_view, 2> roles = {"approver", "admin"};
constexpr std::size_t most_rules = 100;
constexpr int usual_hours = 72, most_hours = 720;

bool covers(const ApprovalRule& rule, std::string_view kind, const Money& amount) {
  if (!rule.kind.empty() && rule.kind != kind)
    return false;
  return rule.currency.empty() || (rule.currency == amount.currency.code() && amount.minor >= rule.from);
}

ApprovalTerms terms_of(const ApprovalPolicy& policy, std::string_view kind, const Money& amount) {
  const auto rule = std::find_if(policy.rules.begin(), policy.rules.end(),
                                 [&](const ApprovalRule& each) { return covers(each, kind, amount); });
  if (rule == policy.rules.end())
    return {{roles.begin(), roles.end()}, usual_hours};
  return {rule->deciders, rule->hours};
}

Result<void> check_deciders(const std::vector<std::string>& deciders, const std::string& field) {
  if (deciders.empty())
    return invalid(field, "is empty: somebody has to decide");
  for (std::size_t i = 0; i < deciders.size(); ++i) {
    const auto here = field + "[" + std::to_string(i) + "]";
    if (std::find(roles.begin(), roles.end(), deciders[i]) == roles.end())
      return invalid(here, "is neither approver nor admin");
    if (std::find(deciders.begin(), deciders.begin() + static_cast<std::ptrdiff_t>(i), deciders[i]) !=
        deciders.begin() + static_cast<std::ptrdiff_t>(i))
      return invalid(here, "is named twice");
  }
  return {};
}

Result<void> check_rule(const ApprovalRule& rule, const std::string& prefix) {
  if (!rule.kind.empty() && std::find(kinds.begin(), kinds.end(), rule.kind) == kinds.end())
    return invalid(prefix + "kind", "is not a kind of command: manual_journal, reversing_entry, seller_debt_write_off, "
                                    "psp_invoice or refund");
  if (!rule.currency.empty() && !Currency::find(rule.currency))
    return invalid(prefix + "currency", "is not an ISO 4217 currency code");
  if (rule.from < 0)
    return invalid(prefix + "from", "is negative");
  if (rule.from > 0 && rule.currency.empty())
    return invalid(prefix + "from", "needs a currency in the rule");
  if (rule.hours < 1 || rule.hours > most_hours)
    return invalid(prefix + "hours", "is not between 1 and 720");
  return check_deciders(rule.deciders, prefix + "deciders");
}

} // namespace

std::span<const std::string_view> approval_kinds() noexcept { return kinds; }

ApprovalTerms approval_terms(const ApprovalPolicy& policy, std::string_view kind, std::span<const Money> amounts) {
  if (amounts.empty())
    return terms_of(policy, kind, {});
  auto terms = terms_of(policy, kind, amounts.front());
  for (const auto& amount : amounts.subspan(1)) {
    const auto also = terms_of(policy, kind, amount);
    std::erase_if(terms.deciders, [&](const std::string& role) {
      return std::find(also.deciders.begin(), also.deciders.end(), role) == also.deciders.end();
    });
    terms.hours = std::min(terms.hours, also.hours);
  }
  return terms;
}

bool rules_refunds(const ApprovalPolicy& policy) noexcept {
  return std::any_of(policy.rules.begin(), policy.rules.end(),
                     [](const ApprovalRule& rule) { return rule.kind == refund_kind; });
}

const ApprovalRule* refund_approval(const ApprovalPolicy& policy, const Money& amount) noexcept {
  const auto rule = std::find_if(policy.rules.begin(), policy.rules.end(), [&](const ApprovalRule& each) {
    return each.kind == refund_kind && covers(each, refund_kind, amount);
  });
  return rule == policy.rules.end() ? nullptr : &*rule;
}

Result<void> check_approval_policy(const ApprovalPolicy& policy) {
  if (policy.rules.size() > most_rules)
    return invalid("rules", "are more than 100");
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const auto prefix = "rules[" + std::to_string(i) + "].";
    if (const auto ok = check_rule(policy.rules[i], prefix); !ok)
      return ok;
    for (std::size_t j = 0; j < i; ++j) {
      const auto &rule = policy.rules[i], &before = policy.rules[j];
      const bool any_kind = before.kind.empty() && rule.kind != refund_kind;
      const bool hidden = (any_kind || before.kind == rule.kind) &&
                          (before.currency.empty() || (before.currency == rule.currency && before.from <= rule.from));
      if (hidden)
        return invalid("rules[" + std::to_string(i) + "]",
                       "never counts: rules[" + std::to_string(j) + "] before it covers the same");
    }
  }
  return {};
}

std::string describe_roles(std::span<const std::string> names) {
  std::string text;
  for (const auto& name : names)
    text += (text.empty() ? "" : " or ") + name;
  return text;
}

std::string describe(const ApprovalRule& rule) {
  std::string text = rule.kind.empty() ? "everything" : rule.kind;
  if (!rule.currency.empty()) {
    const auto currency = Currency::find(rule.currency);
    text += ", " + (currency && rule.from > 0 ? "from " + format_amount(rule.from, *currency) + " " : std::string()) +
            rule.currency;
  }
  return text + ": " + describe_roles(rule.deciders) + ", within " + std::to_string(rule.hours) + " hours";
}

} // namespace paydesk
