// What the marketplace keeps of an order: ordered rules, each for some sellers, currencies and days.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "core/rule_scope.h"

namespace paydesk {

/// Of what lies above `above`, up to the next tier.
struct CommissionTier {
  std::int64_t above = 0; ///< minor units of the rule's one currency; 0 for the first
  std::int64_t ppm = 0;   ///< millionths, 0 to 1,000,000: 2.5 % is 25,000
  friend bool operator==(const CommissionTier&, const CommissionTier&) = default;
};

/// Amounts need a rule of exactly one currency.
struct CommissionRule : RuleScope {
  std::vector<CommissionTier> tiers; ///< rising; the first begins at 0
  bool graduated = false;            ///< each slice by its own tier; else the whole amount by the tier it reaches
  std::int64_t fixed = 0;            ///< added
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> most;
  friend bool operator==(const CommissionRule&, const CommissionRule&) = default;
};

struct CommissionSchedule {
  std::vector<CommissionRule> rules; ///< the first that covers an order counts
  friend bool operator==(const CommissionSchedule&, const CommissionSchedule&) = default;
};

/// The rule for an order of a seller on a day (YYYY-MM-DD); null when none covers it.
const CommissionRule* commission_rule(const CommissionSchedule& schedule, std::string_view seller, Currency currency,
                                      std::string_view day) noexcept;

/// The commission in an order of `amount` ≥ 0 minor units: the shares of all slices are summed exactly and rounded
/// once, half to even (domain.md §2); 0 to `amount`, whatever the rule's bounds say.
std::int64_t commission_of(const CommissionRule& rule, std::int64_t amount) noexcept;

/// Checks names, currencies, days, tiers and bounds; the error names the field: "rules[0].tiers[1].above".
Result<void> check_commission(const CommissionSchedule& schedule);

/// A percentage with up to four decimals, "2.5", as millionths; the error names `field`.
Result<std::int64_t> parse_percent(std::string_view text, std::string_view field);
/// Its inverse, without needless zeros: "2.5".
std::string format_percent(std::int64_t ppm);

/// "EUR, sellers a b, from 2027-01-01: 2.5 % + 0.30, at least 0.50": for people.
std::string describe(const CommissionRule& rule);

} // namespace paydesk
