// What the marketplace keeps of orders: read, tried, changed.
#include "engine/rules/change.h"
#include "engine/rules/named_rules.h"

namespace paydesk {
namespace {

/// The rule's one currency, for its amounts; the field is named when an amount is given without it.
Result<std::int64_t> read_amount(const std::string& text, const views::CommissionRule& rule, const std::string& prefix,
                                 const char* name) {
  if (text.empty())
    return std::int64_t{0};
  const auto currency = rule.currencies.size() == 1 ? Currency::find(rule.currencies.front()) : std::nullopt;
  if (!currency)
    return invalid(prefix + name, "needs exactly one currency in the rule");
  return parse_amount(text, *currency, prefix + name);
}

Result<std::optional<std::int64_t>> read_bound(const std::string& text, const views::CommissionRule& rule,
                                               const std::string& prefix, const char* name) {
  const auto amount = read_amount(text, rule, prefix, name);
  if (!amount)
    return tl::unexpected(amount.error());
  return text.empty() ? std::optional<std::int64_t>{} : std::optional(*amount);
}

Result<CommissionTier> read_tier(const views::CommissionTier& tier, const views::CommissionRule& rule,
                                 const std::string& prefix) {
  const auto above = read_amount(tier.above, rule, prefix, "above");
  if (!above)
    return tl::unexpected(above.error());
  const auto ppm = parse_percent(tier.percent, prefix + "percent");
  if (!ppm)
    return tl::unexpected(ppm.error());
  return CommissionTier{*above, *ppm};
}

Result<CommissionRule> read_rule(const views::CommissionRule& view, const std::string& prefix) {
  CommissionRule rule{{view.name, view.currencies, view.sellers, view.from, view.until}, {}, view.graduated, 0, {}, {}};
  for (std::size_t i = 0; i < view.tiers.size(); ++i) {
    const auto tier = read_tier(view.tiers[i], view, prefix + "tiers[" + std::to_string(i) + "].");
    if (!tier)
      return tl::unexpected(tier.error());
    rule.tiers.push_back(*tier);
  }
  const auto fixed = read_amount(view.fixed, view, prefix, "fixed");
  if (!fixed)
    return tl::unexpected(fixed.error());
  const auto least = read_bound(view.least, view, prefix, "least"), most = read_bound(view.most, view, prefix, "most");
  for (const auto* bound : {&least, &most})
    if (!*bound)
      return tl::unexpected(bound->error());
  rule.fixed = *fixed;
  rule.least = *least;
  rule.most = *most;
  return rule;
}

Result<CommissionSchedule> read_schedule(const std::vector<views::CommissionRule>& rules) {
  CommissionSchedule schedule;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    auto rule = read_rule(rules[i], "rules[" + std::to_string(i) + "].");
    if (!rule)
      return tl::unexpected(rule.error());
    schedule.rules.push_back(std::move(*rule));
  }
  if (const auto ok = check_commission(schedule); !ok)
    return tl::unexpected(ok.error());
  return schedule;
}

views::CommissionRule to_view(const CommissionRule& rule) {
  const auto currency = only_currency(rule);
  const auto text = [&](const std::optional<std::int64_t>& amount) {
    return amount && currency ? format_amount(*amount, *currency) : std::string();
  };
  views::CommissionRule view{rule.name, rule.currencies, rule.sellers, rule.from, rule.until, {}, rule.graduated,
                             rule.fixed == 0 ? std::string() : text(rule.fixed), text(rule.least), text(rule.most)};
  for (const auto& tier : rule.tiers)
    view.tiers.push_back({tier.above == 0 ? std::string() : text(tier.above), format_percent(tier.ppm)});
  return view;
}

views::Commission to_view(const RuleHead& head, bool in_force, const CommissionSchedule& schedule) {
  views::Commission view{to_view(head, in_force), {}};
  for (const auto& rule : schedule.rules)
    view.rules.push_back(to_view(rule));
  return view;
}

} // namespace

std::vector<views::RuleChange> compare_commission(const CommissionSchedule& before, const CommissionSchedule& after) {
  return compare_named_rules(before.rules, after.rules);
}

CommissionSchedule RuleBook::commission_at(RuleTx& tx, const RuleHead& head) {
  return head.version == 0 ? CommissionSchedule{} : tx.commission(head.subject, head.version);
}

Result<views::Commission> RuleBook::commission(const views::GetRulesRequest& request) {
  views::Commission view;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::commission, request.subject, 0);
    const auto head = newest && request.version != 0
                          ? find_head(tx, RuleKind::commission, request.subject, request.version)
                          : newest;
    if (!head)
      return tl::unexpected(head.error());
    view = to_view(*head, head->version == newest->version, commission_at(tx, *head));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return view;
}

Result<views::Commission> RuleBook::set_commission(const Caller& caller, const views::SetCommissionRequest& request,
                                                   const KeepAnswer<views::Commission>& keep) {
  const auto schedule = read_schedule(request.rules);
  if (!schedule)
    return tl::unexpected(schedule.error());
  views::Commission made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto head = add_version(
        tx, caller, {RuleKind::commission, std::string(every_account), request.base_version, request.note, {}});
    if (!head)
      return tl::unexpected(head.error());
    tx.add_commission(head->subject, head->version, *schedule);
    made = to_view(*head, true, *schedule);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

Result<views::TryCommissionResponse> RuleBook::try_commission(const views::TryCommissionRequest& request) {
  const auto currency = Currency::find(request.currency);
  if (!currency)
    return invalid("currency", "is not an ISO 4217 currency code");
  const auto amount = parse_amount(request.amount, *currency, "amount");
  if (!amount)
    return tl::unexpected(amount.error());
  if (!request.day.empty() && !is_day(request.day))
    return invalid("day", "is not a date like 2027-01-31");
  auto schedule = read_schedule(request.rules);
  if (!schedule)
    return tl::unexpected(schedule.error());
  if (request.rules.empty()) {
    const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
      const auto head = find_head(tx, RuleKind::commission, std::string(every_account), 0);
      if (head)
        schedule = commission_at(tx, *head);
      return head ? Result<void>{} : tl::unexpected(head.error());
    });
    if (!read)
      return tl::unexpected(read.error());
  }
  views::TryCommissionResponse response;
  response.amount = request.amount;
  response.currency = request.currency;
  response.day = request.day.empty() ? format_instant(clock_.now()).substr(0, 10) : request.day;
  if (const auto* rule = commission_rule(*schedule, request.seller, *currency, response.day)) {
    response.rule = rule->name;
    response.rule_text = describe(*rule);
    response.commission = format_amount(commission_of(*rule, *amount), *currency);
  }
  return response;
}

} // namespace paydesk
