#include "engine/routing/router.h"

#include <algorithm>
#include <numeric>

namespace paydesk {
namespace {

AccountState state_of(const AccountStates& states, std::string_view psp_account) {
  const auto at = states.find(psp_account);
  return at == states.end() ? AccountState{} : at->second;
}

/// Why an account is left out, in words; empty when it is not.
std::string obstacle(const AccountStates& states, std::string_view psp_account) {
  const auto state = state_of(states, psp_account);
  if (state.intake == Intake::disabled)
    return "disabled";
  if (state.paused)
    return "paused";
  if (state.breaker == BreakerState::open)
    return "breaker open";
  return state.intake == Intake::draining ? "draining" : "";
}

const AccountTerms* find(const Candidates& candidates, std::string_view psp_account) {
  const auto at = std::find_if(candidates.begin(), candidates.end(),
                               [&](const AccountTerms* account) { return account->psp_account == psp_account; });
  return at == candidates.end() ? nullptr : *at;
}

/// The targets that are candidates, without those that are left out; what is left out goes into `skipped`.
std::vector<RouteTarget> usable(const std::vector<RouteTarget>& targets, const Candidates& candidates,
                                const AccountStates& states, bool also_waiting, std::string& skipped) {
  std::vector<RouteTarget> left;
  for (const auto& target : targets) {
    if (find(candidates, target.psp_account) == nullptr)
      continue;
    const auto why = obstacle(states, target.psp_account);
    const bool waits = !why.empty() && why != "disabled";
    if (why.empty() || (also_waiting && waits))
      left.push_back(target);
    else
      skipped += (skipped.empty() ? "" : ", ") + target.psp_account + " " + why;
  }
  return left;
}

std::string with_skipped(std::string reason, const std::string& skipped) {
  return skipped.empty() ? reason : reason + "; left out: " + skipped;
}

RouteChoice by_rule(const RouteRule& rule, const std::vector<RouteTarget>& targets, const Candidates& candidates,
                    const RouteFacts& facts, const std::string& note) {
  const auto* target = pick(targets, facts.payment_id);
  const int sum = std::accumulate(targets.begin(), targets.end(), 0,
                                  [](int weights, const RouteTarget& each) { return weights + each.weight; });
  auto reason = target->psp_account + " by rule \"" + rule.name + "\"";
  if (targets.size() > 1)
    reason += " (" + std::to_string(target->weight) + " of " + std::to_string(sum) + ")";
  return {find(candidates, target->psp_account), reason + note, true};
}

/// Targets for accounts in the order of the configuration: no rule says which.
RouteChoice by_order(const Candidates& candidates, const AccountStates& states, bool also_waiting) {
  std::string skipped;
  for (const auto* account : candidates) {
    const auto why = obstacle(states, account->psp_account);
    if (why.empty())
      return {account, with_skipped(account->psp_account + ", the first that takes it", skipped), true};
    if (also_waiting && why != "disabled")
      return {account, account->psp_account + " is " + why + ", as is every account that takes it: it waits there",
              true};
    skipped += (skipped.empty() ? "" : ", ") + account->psp_account + " " + why;
  }
  return {};
}

} // namespace

bool is_available(const AccountStates& states, std::string_view psp_account) {
  return obstacle(states, psp_account).empty();
}

RouteChoice choose(const RoutingRules& routing, const AccountStates& states, const Candidates& candidates,
                   const RouteFacts& facts) {
  const RouteRule* waiting = nullptr;
  std::string skipped;
  for (const auto& rule : routing.rules) {
    if (!covers(rule, facts))
      continue;
    const auto targets = usable(rule.targets, candidates, states, false, skipped);
    if (!targets.empty())
      return by_rule(rule, targets, candidates, facts, with_skipped("", skipped));
    waiting = waiting == nullptr ? &rule : waiting;
    if (rule.only)
      break;
  }
  const bool bound = waiting != nullptr && waiting->only;
  if (!bound)
    if (auto choice = by_order(candidates, states, false); choice.account != nullptr)
      return choice;
  std::string none;
  if (waiting != nullptr)
    if (const auto targets = usable(waiting->targets, candidates, states, true, none); !targets.empty())
      return by_rule(*waiting, targets, candidates, facts, "; nothing else can take it now: it waits there");
  return bound ? RouteChoice{} : by_order(candidates, states, true);
}

} // namespace paydesk
