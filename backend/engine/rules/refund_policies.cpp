// What refunds and lost disputes cost sellers: read, tried, changed.
#include "engine/rules/change.h"
#include "engine/rules/named_rules.h"

namespace paydesk {
namespace {

Result<RefundRule> read_rule(const views::RefundRule& view, const std::string& prefix) {
  RefundRule rule{{view.name, view.currencies, view.sellers, view.from, view.until}, {}, {}, {}};
  const auto commission = parse_refund_commission(view.commission.empty() ? "return" : view.commission);
  if (!commission)
    return invalid(prefix + "commission", "is neither return nor keep");
  const auto funds = parse_short_funds(view.funds.empty() ? "owe" : view.funds);
  if (!funds)
    return invalid(prefix + "funds", "is neither owe nor refuse");
  rule.commission = *commission;
  rule.funds = *funds;
  if (view.dispute_fee.empty())
    return rule;
  const auto currency = only_currency(rule);
  if (!currency)
    return invalid(prefix + "dispute_fee", "needs exactly one currency in the rule");
  const auto fee = parse_amount(view.dispute_fee, *currency, prefix + "dispute_fee");
  if (!fee)
    return tl::unexpected(fee.error());
  rule.dispute_fee = *fee;
  return rule;
}

Result<RefundPolicy> read_policy(const std::vector<views::RefundRule>& rules) {
  RefundPolicy policy;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto rule = read_rule(rules[i], "rules[" + std::to_string(i) + "].");
    if (!rule)
      return tl::unexpected(rule.error());
    policy.rules.push_back(std::move(*rule));
  }
  if (const auto ok = check_refund_policy(policy); !ok)
    return tl::unexpected(ok.error());
  return policy;
}

std::string fee_text(const RefundRule& rule) {
  const auto currency = only_currency(rule);
  return rule.dispute_fee && currency ? format_amount(*rule.dispute_fee, *currency) : std::string();
}

views::RefundPolicy to_view(const RuleHead& head, bool in_force, const RefundPolicy& policy) {
  views::RefundPolicy view{to_view(head, in_force), {}};
  for (const auto& rule : policy.rules)
    view.rules.push_back({rule.name, rule.currencies, rule.sellers, rule.from, rule.until,
                          std::string(to_string(rule.commission)), std::string(to_string(rule.funds)), fee_text(rule)});
  return view;
}

} // namespace

std::vector<views::RuleChange> compare_refund_policies(const RefundPolicy& before, const RefundPolicy& after) {
  return compare_named_rules(before.rules, after.rules);
}

RefundPolicy RuleBook::refund_policy_at(RuleTx& tx, const RuleHead& head) {
  return head.version == 0 ? RefundPolicy{} : tx.refund_policy(head.subject, head.version);
}

Result<views::RefundPolicy> RuleBook::refund_policy(const views::GetRulesRequest& request) {
  views::RefundPolicy view;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::refund, request.subject, 0);
    const auto head =
        newest && request.version != 0 ? find_head(tx, RuleKind::refund, request.subject, request.version) : newest;
    if (!head)
      return tl::unexpected(head.error());
    view = to_view(*head, head->version == newest->version, refund_policy_at(tx, *head));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return view;
}

Result<views::RefundPolicy> RuleBook::set_refund_policy(const Caller& caller,
                                                        const views::SetRefundPolicyRequest& request,
                                                        const KeepAnswer<views::RefundPolicy>& keep) {
  const auto policy = read_policy(request.rules);
  if (!policy)
    return tl::unexpected(policy.error());
  views::RefundPolicy made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto head = add_version(
        tx, caller, {RuleKind::refund, std::string(every_account), request.base_version, request.note, {}});
    if (!head)
      return tl::unexpected(head.error());
    tx.add_refund_policy(head->subject, head->version, *policy);
    made = to_view(*head, true, *policy);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

Result<views::TryRefundPolicyResponse> RuleBook::try_refund_policy(const views::TryRefundPolicyRequest& request) {
  const auto currency = Currency::find(request.currency);
  if (!currency)
    return invalid("currency", "is not an ISO 4217 currency code");
  if (!request.day.empty() && !is_day(request.day))
    return invalid("day", "is not a date like 2027-01-31");
  auto policy = read_policy(request.rules);
  if (!policy)
    return tl::unexpected(policy.error());
  if (request.rules.empty()) {
    const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
      const auto head = find_head(tx, RuleKind::refund, std::string(every_account), 0);
      if (head)
        policy = refund_policy_at(tx, *head);
      return head ? Result<void>{} : tl::unexpected(head.error());
    });
    if (!read)
      return tl::unexpected(read.error());
  }
  views::TryRefundPolicyResponse response;
  response.currency = request.currency;
  response.day = request.day.empty() ? format_instant(clock_.now()).substr(0, 10) : request.day;
  const auto* rule = refund_rule(*policy, request.seller, *currency, response.day);
  const RefundTerms usual;
  response.commission = to_string(rule == nullptr ? usual.commission : rule->commission);
  response.funds = to_string(rule == nullptr ? usual.funds : rule->funds);
  if (rule != nullptr) {
    response.rule = rule->name;
    response.rule_text = describe(*rule);
    response.dispute_fee = fee_text(*rule);
  }
  return response;
}

} // namespace paydesk
