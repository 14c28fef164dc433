// Who decides about what a person asked for, and for how long it waits: ordered rules, the first that covers counts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"

namespace paydesk {

/// The kinds of commands that wait for a second person. None of them is ever carried out without one, but refunds: they
/// wait where a rule of their kind says so.
inline constexpr std::string_view manual_journal_kind = "manual_journal";
inline constexpr std::string_view reversing_entry_kind = "reversing_entry";
inline constexpr std::string_view write_off_kind = "seller_debt_write_off";
inline constexpr std::string_view psp_invoice_kind = "psp_invoice";
inline constexpr std::string_view refund_kind = "refund";
std::span<const std::string_view> approval_kinds() noexcept;

/// What is empty covers everything.
struct ApprovalRule {
  std::string kind;
  std::string currency;
  std::int64_t from = 0; ///< minor units of the currency, at least so much; without a currency: 0
  std::vector<std::string> deciders; ///< roles of which one is needed: approver, admin
  int hours = 0;                     ///< that it waits before it expires
  friend bool operator==(const ApprovalRule&, const ApprovalRule&) = default;
};

struct ApprovalPolicy {
  std::vector<ApprovalRule> rules;
  friend bool operator==(const ApprovalPolicy&, const ApprovalPolicy&) = default;
};

/// What holds for one command.
struct ApprovalTerms {
  std::vector<std::string> deciders; ///< empty: rules for different currencies leave nobody
  int hours = 0;
  friend bool operator==(const ApprovalTerms&, const ApprovalTerms&) = default;
};

/// The terms of a command that moves these amounts, one a currency: of each the first rule that covers it counts, and
/// the strictest of them together hold. What no rule covers: approver or admin, within three days.
ApprovalTerms approval_terms(const ApprovalPolicy& policy, std::string_view kind, std::span<const Money> amounts);

/// Whether the policy has rules about refunds: it alone says then which of them wait.
bool rules_refunds(const ApprovalPolicy& policy) noexcept;
/// The rule about a refund of so much; null when it waits for nobody. Rules without a kind are about commands, which
/// wait always.
const ApprovalRule* refund_approval(const ApprovalPolicy& policy, const Money& amount) noexcept;

/// Checks kinds, currencies, amounts, roles and hours; the error names the field: "rules[0].deciders[1]".
Result<void> check_approval_policy(const ApprovalPolicy& policy);

/// "manual_journal, from 1000.00 EUR: approver or admin, within 72 hours": for people.
std::string describe(const ApprovalRule& rule);

/// "approver or admin".
std::string describe_roles(std::span<const std::string> roles);

} // namespace paydesk
