// What a refund and a lost dispute cost a seller: ordered rules, each for some sellers, currencies and days.
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

/// The marketplace's commission in what is refunded: it goes back with it, or the seller bears it.
enum class RefundCommission : std::uint8_t { give_back, keep };
/// When a seller has less than a refund takes: the wallet goes negative, or the refund is refused.
enum class ShortFunds : std::uint8_t { owe, refuse };

std::string_view to_string(RefundCommission commission) noexcept; ///< return, keep
std::string_view to_string(ShortFunds funds) noexcept;            ///< owe, refuse
std::optional<RefundCommission> parse_refund_commission(std::string_view text) noexcept;
std::optional<ShortFunds> parse_short_funds(std::string_view text) noexcept;

struct RefundRule : RuleScope {
  RefundCommission commission = RefundCommission::give_back;
  ShortFunds funds = ShortFunds::owe;
  std::optional<std::int64_t> dispute_fee; ///< of a lost dispute, minor units of the rule's one currency, > 0
  friend bool operator==(const RefundRule&, const RefundRule&) = default;
};

struct RefundPolicy {
  std::vector<RefundRule> rules; ///< the first that covers a seller counts
  friend bool operator==(const RefundPolicy&, const RefundPolicy&) = default;
};

/// What holds for one refund; without a rule what always held.
struct RefundTerms {
  RefundCommission commission = RefundCommission::give_back;
  ShortFunds funds = ShortFunds::owe;
  int policy_version = 0; ///< of the policy that was asked; 0: there was none
  friend bool operator==(const RefundTerms&, const RefundTerms&) = default;
};

/// The rule for a seller on a day (YYYY-MM-DD); null when none covers it.
const RefundRule* refund_rule(const RefundPolicy& policy, std::string_view seller, Currency currency,
                              std::string_view day) noexcept;

/// Checks names, currencies, days and fees; the error names the field: "rules[0].dispute_fee".
Result<void> check_refund_policy(const RefundPolicy& policy);

/// "EUR, sellers a b: commission kept, refused when funds are short, lost disputes 15.00": for people.
std::string describe(const RefundRule& rule);

/// Why a seller's refund is refused: "seller tea has 20.00 EUR for refunds, and this takes 36.00 EUR". Minor units;
/// `has` may be negative.
std::string describe_shortage(std::string_view seller, std::int64_t has, std::int64_t takes, Currency currency);

/// Why money goes back to a buyer: a closed list, told to PSPs and people alike.
inline constexpr std::string_view refund_reasons[] = {"duplicate", "returned", "not_delivered",
                                                      "damaged",   "fraud",    "other"};
/// invalid_argument on "reason", with the list.
Result<void> check_refund_reason(std::string_view reason);

} // namespace paydesk
