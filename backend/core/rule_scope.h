// For whom and when a rule about sellers' money holds: what its kinds have in common.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"

namespace paydesk {

/// What is empty covers everything.
struct RuleScope {
  std::string name;
  std::vector<std::string> currencies;
  std::vector<std::string> sellers;
  std::string from;  ///< YYYY-MM-DD in UTC, the first day; empty: always has been
  std::string until; ///< the first day on which it no longer holds; empty: for good
  friend bool operator==(const RuleScope&, const RuleScope&) = default;
};

/// Whether the rule holds for a seller on a day (YYYY-MM-DD).
bool covers(const RuleScope& rule, std::string_view seller, Currency currency, std::string_view day) noexcept;

/// The first of some rules that covers it; null when none does.
template <class Rules>
const typename Rules::value_type* covering(const Rules& rules, std::string_view seller, Currency currency,
                                           std::string_view day) noexcept {
  const auto at = std::find_if(rules.begin(), rules.end(),
                               [&](const RuleScope& rule) { return covers(rule, seller, currency, day); });
  return at == rules.end() ? nullptr : &*at;
}

/// Checks name, currencies, sellers and days; `prefix` is what the field's name in an error begins with: "rules[0].".
Result<void> check_scope(const RuleScope& rule, const std::string& prefix);

/// The one currency that amounts of a rule are in; nothing when it covers several.
std::optional<Currency> only_currency(const RuleScope& rule);

/// A date as rules have it.
bool is_day(std::string_view text);

/// "EUR, sellers a b, from 2027-01-01": for people.
std::string describe_scope(const RuleScope& rule);

} // namespace paydesk
