#include "core/refund_policy.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace paydesk {
namespace {

constexpr std::size_t most_rules = 500;
constexpr std::string_view commissions[] = {"return", "keep"};
constexpr std::string_view funds_names[] = {"owe", "refuse"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::string_view (&names)[N], std::string_view text) noexcept {
  const auto at = std::find(std::begin(names), std::end(names), text);
  return at == std::end(names) ? std::nullopt : std::optional(static_cast<Enum>(at - std::begin(names)));
}

} // namespace

std::string_view to_string(RefundCommission commission) noexcept {
  return commissions[static_cast<std::size_t>(commission)];
}
std::string_view to_string(ShortFunds funds) noexcept { return funds_names[static_cast<std::size_t>(funds)]; }

std::optional<RefundCommission> parse_refund_commission(std::string_view text) noexcept {
  return parse<RefundCommission>(commissions, text);
}
std::optional<ShortFunds> parse_short_funds(std::string_view text) noexcept {
  return parse<ShortFunds>(funds_names, text);
}

const RefundRule* refund_rule(const RefundPolicy& policy, std::string_view seller, Currency currency,
                              std::string_view day) noexcept {
  return covering(policy.rules, seller, currency, day);
}

Result<void> check_refund_policy(const RefundPolicy& policy) {
  if (policy.rules.size() > most_rules)
    return invalid("rules", "has more than 500 rules");
  std::set<std::string> names;
  for (std::size_t i = 0; i < policy.rules.size(); ++i) {
    const auto& rule = policy.rules[i];
    const auto prefix = fmt::format("rules[{}].", i);
    if (const auto ok = check_scope(rule, prefix); !ok)
      return ok;
    if (!names.insert(rule.name).second)
      return invalid(prefix + "name", fmt::format("{} is the name of another rule", rule.name));
    if (rule.dispute_fee && *rule.dispute_fee <= 0)
      return invalid(prefix + "dispute_fee", "is not above zero; leave it out where none is recharged");
    if (rule.dispute_fee && rule.currencies.size() != 1)
      return invalid(prefix + "currencies", "needs exactly one where an amount is given");
  }
  return {};
}

std::string describe(const RefundRule& rule) {
  auto text = describe_scope(rule) + ": commission " +
              (rule.commission == RefundCommission::keep ? "kept" : "given back") + ", " +
              (rule.funds == ShortFunds::refuse ? "refused when funds are short" : "owed when funds are short");
  if (const auto currency = only_currency(rule); rule.dispute_fee && currency)
    text += ", lost disputes " + format_amount(*rule.dispute_fee, *currency);
  return text;
}

std::string describe_shortage(std::string_view seller, std::int64_t has, std::int64_t takes, Currency currency) {
  return fmt::format("seller {} has {} {} for refunds, and this takes {} {}", seller, format_amount(has, currency),
                     currency.code(), format_amount(takes, currency), currency.code());
}

Result<void> check_refund_reason(std::string_view reason) {
  if (std::find(std::begin(refund_reasons), std::end(refund_reasons), reason) != std::end(refund_reasons))
    return {};
  return invalid("reason", fmt::format("is not one of {}", fmt::join(refund_reasons, ", ")));
}

} // namespace paydesk
