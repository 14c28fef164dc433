// Who decides about what was asked for: read and changed.
#include <algorithm>

#include "engine/rules/change.h"

namespace paydesk {
namespace {

Result<ApprovalPolicy> read_policy(const std::vector<views::ApprovalRule>& rules) {
  ApprovalPolicy policy;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& view = rules[i];
    const auto field = "rules[" + std::to_string(i) + "].from";
    ApprovalRule rule{view.kind, view.currency, 0, view.deciders, view.hours};
    if (!view.from.empty()) {
      const auto currency = Currency::find(view.currency);
      if (!currency)
        return invalid(field, "needs a currency in the rule");
      const auto from = parse_amount(view.from, *currency, field);
      if (!from)
        return tl::unexpected(from.error());
      rule.from = *from;
    }
    policy.rules.push_back(std::move(rule));
  }
  if (const auto ok = check_approval_policy(policy); !ok)
    return tl::unexpected(ok.error());
  return policy;
}

views::ApprovalPolicy to_view(const RuleHead& head, bool in_force, const ApprovalPolicy& policy) {
  views::ApprovalPolicy view{to_view(head, in_force), {}};
  for (const auto& rule : policy.rules) {
    const auto currency = Currency::find(rule.currency);
    view.rules.push_back({rule.kind, rule.currency,
                          currency && rule.from > 0 ? format_amount(rule.from, *currency) : std::string(),
                          rule.deciders, rule.hours});
  }
  return view;
}

} // namespace

std::vector<views::RuleChange> compare_approval_policies(const ApprovalPolicy& before, const ApprovalPolicy& after) {
  const auto text = [](const ApprovalPolicy& policy, std::size_t i) {
    return i < policy.rules.size() ? describe(policy.rules[i]) : std::string();
  };
  std::vector<views::RuleChange> changes;
  for (std::size_t i = 0; i < std::max(before.rules.size(), after.rules.size()); ++i) {
    auto was = text(before, i), is = text(after, i);
    if (was != is)
      changes.push_back({"rule " + std::to_string(i + 1), std::move(was), std::move(is)});
  }
  return changes;
}

ApprovalPolicy RuleBook::approval_policy_at(RuleTx& tx, const RuleHead& head) {
  return head.version == 0 ? ApprovalPolicy{} : tx.approval_policy(head.subject, head.version);
}

Result<views::ApprovalPolicy> RuleBook::approval_policy(const views::GetRulesRequest& request) {
  views::ApprovalPolicy view;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::approval, request.subject, 0);
    const auto head = newest && request.version != 0
                          ? find_head(tx, RuleKind::approval, request.subject, request.version)
                          : newest;
    if (!head)
      return tl::unexpected(head.error());
    view = to_view(*head, head->version == newest->version, approval_policy_at(tx, *head));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return view;
}

Result<views::ApprovalPolicy> RuleBook::set_approval_policy(const Caller& caller,
                                                            const views::SetApprovalPolicyRequest& request,
                                                            const KeepAnswer<views::ApprovalPolicy>& keep) {
  const auto policy = read_policy(request.rules);
  if (!policy)
    return tl::unexpected(policy.error());
  views::ApprovalPolicy made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto head = add_version(
        tx, caller, {RuleKind::approval, std::string(every_account), request.base_version, request.note, {}});
    if (!head)
      return tl::unexpected(head.error());
    tx.add_approval_policy(head->subject, head->version, *policy);
    made = to_view(*head, true, *policy);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

} // namespace paydesk
