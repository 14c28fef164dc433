#include "core/rule_scope.h"

#include <fmt/format.h>

#include "core/clock.h"

namespace paydesk {
namespace {

constexpr std::size_t most_sellers = 1000, longest_name = 64, longest_seller = 128;

bool has(const std::vector<std::string>& list, std::string_view item) {
  return list.empty() || std::find(list.begin(), list.end(), item) != list.end();
}

bool is_name(const std::string& text, std::size_t most) {
  return !text.empty() && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
}

Result<void> check_days(const RuleScope& rule, const std::string& prefix) {
  if (!rule.from.empty() && !is_day(rule.from))
    return invalid(prefix + "from", "is not a date like 2027-01-31");
  if (!rule.until.empty() && !is_day(rule.until))
    return invalid(prefix + "until", "is not a date like 2027-01-31");
  if (!rule.until.empty() && rule.until <= rule.from)
    return invalid(prefix + "until", "is not after the first day: the rule would never hold");
  return {};
}

} // namespace

bool is_day(std::string_view text) {
  return text.size() == 10 && parse_instant(std::string(text) + "T00:00:00Z").has_value();
}

bool covers(const RuleScope& rule, std::string_view seller, Currency currency, std::string_view day) noexcept {
  return has(rule.currencies, currency.code()) && has(rule.sellers, seller) && rule.from <= day &&
         (rule.until.empty() || day < rule.until);
}

Result<void> check_scope(const RuleScope& rule, const std::string& prefix) {
  if (!is_name(rule.name, longest_name))
    return invalid(prefix + "name", "is not 1 to 64 printable bytes");
  for (std::size_t i = 0; i < rule.currencies.size(); ++i)
    if (!Currency::find(rule.currencies[i]))
      return invalid(fmt::format("{}currencies[{}]", prefix, i), "is not an ISO 4217 currency code");
  if (rule.sellers.size() > most_sellers)
    return invalid(prefix + "sellers", "has more than 1000 sellers");
  for (std::size_t i = 0; i < rule.sellers.size(); ++i)
    if (!is_name(rule.sellers[i], longest_seller))
      return invalid(fmt::format("{}sellers[{}]", prefix, i), "is not 1 to 128 printable bytes");
  return check_days(rule, prefix);
}

std::optional<Currency> only_currency(const RuleScope& rule) {
  return rule.currencies.size() == 1 ? Currency::find(rule.currencies.front()) : std::nullopt;
}

std::string describe_scope(const RuleScope& rule) {
  std::string text = rule.currencies.empty() ? "any currency" : fmt::format("{}", fmt::join(rule.currencies, " "));
  if (!rule.sellers.empty())
    text += fmt::format(", sellers {}", fmt::join(rule.sellers, " "));
  if (!rule.from.empty())
    text += ", from " + rule.from;
  if (!rule.until.empty())
    text += ", until " + rule.until;
  return text;
}

} // namespace paydesk
