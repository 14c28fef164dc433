// Routing rules and what accounts take: read and change.
#include <set>

#include "core/money.h"
#include "engine/rules/change.h"
#include "engine/rules/named_rules.h"

namespace paydesk {
namespace {

Result<std::optional<std::int64_t>> read_amount(const std::string& text, const std::vector<std::string>& currencies,
                                                const std::string& field) {
  if (text.empty())
    return std::optional<std::int64_t>{};
  const auto currency = currencies.size() == 1 ? Currency::find(currencies.front()) : std::nullopt;
  if (!currency)
    return invalid(field, "needs exactly one currency in the rule");
  const auto amount = parse_amount(text, *currency, field);
  if (!amount)
    return tl::unexpected(amount.error());
  return std::optional(*amount);
}

Result<RoutingRules> read_rules(const views::SetRoutingRequest& request) {
  RoutingRules routing{{}, request.failover, request.failover_after};
  for (std::size_t i = 0; i < request.rules.size(); ++i) {
    const auto& view = request.rules[i];
    const auto prefix = "rules[" + std::to_string(i) + "].";
    const auto least = read_amount(view.least, view.currencies, prefix + "least");
    const auto most = read_amount(view.most, view.currencies, prefix + "most");
    for (const auto* amount : {&least, &most})
      if (!*amount)
        return tl::unexpected(amount->error());
    RouteRule rule{view.name, view.currencies, *least, *most, view.sellers, view.methods, view.only, {}};
    for (const auto& target : view.targets)
      rule.targets.push_back({target.psp_account, target.weight});
    routing.rules.push_back(std::move(rule));
  }
  if (const auto ok = check_routing(routing); !ok)
    return tl::unexpected(ok.error());
  return routing;
}

Result<void> check_accounts(RuleTx& tx, const RoutingRules& routing) {
  std::set<std::string> known;
  for (std::size_t i = 0; i < routing.rules.size(); ++i)
    for (std::size_t j = 0; j < routing.rules[i].targets.size(); ++j) {
      const auto& account = routing.rules[i].targets[j].psp_account;
      if (!known.contains(account) && !tx.has_account(account))
        return invalid("rules[" + std::to_string(i) + "].targets[" + std::to_string(j) + "].psp_account",
                       "there is no PSP account " + account);
      known.insert(account);
    }
  return {};
}

views::Routing to_view(const RuleHead& head, bool in_force, const RoutingRules& routing) {
  views::Routing view{to_view(head, in_force), {}, routing.failover, routing.failover_after};
  for (const auto& rule : routing.rules) {
    const auto currency = rule.currencies.size() == 1 ? Currency::find(rule.currencies.front()) : std::nullopt;
    const auto text = [&](const std::optional<std::int64_t>& amount) {
      return amount && currency ? format_amount(*amount, *currency) : std::string();
    };
    views::RouteRule row{rule.name, rule.currencies, text(rule.least), text(rule.most), rule.sellers,
                         rule.methods, rule.only, {}};
    for (const auto& target : rule.targets)
      row.targets.push_back({target.psp_account, target.weight});
    view.rules.push_back(std::move(row));
  }
  return view;
}

std::string option_text(const RoutingRules& routing) {
  return routing.failover ? "after " + std::to_string(routing.failover_after) + " failed tries" : "off";
}

} // namespace

std::vector<views::RuleChange> compare_routing(const RoutingRules& before, const RoutingRules& after) {
  std::vector<views::RuleChange> changes;
  if (option_text(before) != option_text(after))
    changes.push_back({"failover", option_text(before), option_text(after)});
  for (auto& change : compare_named_rules(before.rules, after.rules))
    changes.push_back(std::move(change));
  return changes;
}

RoutingRules RuleBook::routing_at(RuleTx& tx, const RuleHead& head) {
  return head.version == 0 ? RoutingRules{} : tx.routing(head.subject, head.version);
}

Result<views::Routing> RuleBook::routing(const views::GetRulesRequest& request) {
  views::Routing view;
  const auto read = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    const auto newest = find_head(tx, RuleKind::routing, request.subject, 0);
    if (!newest)
      return tl::unexpected(newest.error());
    const auto head =
        request.version == 0 ? newest : find_head(tx, RuleKind::routing, request.subject, request.version);
    if (!head)
      return tl::unexpected(head.error());
    view = to_view(*head, head->version == newest->version, routing_at(tx, *head));
    return {};
  });
  if (!read)
    return tl::unexpected(read.error());
  return view;
}

Result<views::Routing> RuleBook::set_routing(const Caller& caller, const views::SetRoutingRequest& request,
                                             const KeepAnswer<views::Routing>& keep) {
  const auto routing = read_rules(request);
  if (!routing)
    return tl::unexpected(routing.error());
  views::Routing made;
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    if (const auto ok = check_accounts(tx, *routing); !ok)
      return ok;
    const auto head = add_version(
        tx, caller, {RuleKind::routing, std::string(every_account), request.base_version, request.note, {}});
    if (!head)
      return tl::unexpected(head.error());
    tx.add_routing(head->subject, head->version, *routing);
    made = to_view(*head, true, *routing);
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

Result<views::PspIntake> RuleBook::set_intake(const Caller& caller, const views::SetIntakeRequest& request,
                                              const KeepAnswer<views::PspIntake>& keep) {
  const auto intake = parse_intake(request.intake);
  if (!intake)
    return invalid("intake", "is not active, draining or disabled");
  const views::PspIntake made{request.psp_account, request.intake};
  const auto stored = store_.in_transaction([&](RuleTx& tx) -> Result<void> {
    if (!tx.has_account(request.psp_account))
      return fail(ErrorCode::not_found, "there is no PSP account " + request.psp_account, "psp_account");
    tx.set_intake(request.psp_account, *intake, caller, request.note, clock_.now());
    return keep ? tx.keep(keep(made)) : Result<void>{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  tell();
  return made;
}

} // namespace paydesk
