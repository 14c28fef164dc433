#include "engine/routing/failover.h"

#include <algorithm>

#include "engine/routing/router.h"
#include "engine/rules/board.h"

namespace paydesk {
namespace {

bool was_there(const Charge& charge, const std::string& psp_account) {
  return charge.psp_account == psp_account ||
         std::find(charge.left_accounts.begin(), charge.left_accounts.end(), psp_account) != charge.left_accounts.end();
}

/// Nothing of the charge can be at its PSP.
bool surely_unknown_there(const Aggregate& a, const Job& job) {
  const auto& charge = a.charge;
  return job.kind == OperationKind::register_charge && charge.route == Charge::Route::open && charge.token.empty() &&
         charge.psp_payment_id.empty() && charge.authorized == 0 && charge.captured == 0 && a.facts.empty() &&
         !job.ask && job.asks == 0 && !job.doubt;
}

Candidates others(const Aggregate& a, const std::vector<AccountTerms>& accounts, const AccountStates& states) {
  const auto present = std::find_if(accounts.begin(), accounts.end(), [&](const AccountTerms& account) {
    return account.psp_account == a.charge.psp_account;
  });
  Candidates candidates;
  if (present == accounts.end())
    return candidates;
  const std::string currency(a.payment.currency.code());
  for (const auto& account : accounts)
    if (!was_there(a.charge, account.psp_account) && account.entity == a.payment.entity &&
        account.commission_bp == present->commission_bp && is_available(states, account.psp_account) &&
        std::find(account.currencies.begin(), account.currencies.end(), currency) != account.currencies.end())
      candidates.push_back(&account);
  return candidates;
}

RouteFacts facts_of(const Aggregate& a) {
  RouteFacts facts{a.payment.payment_id, a.payment.currency.code(), a.payment.total, {}, "hosted_page"};
  for (const auto& order : a.orders)
    facts.sellers.push_back(order.seller);
  return facts;
}

} // namespace

bool wants_failover(const EnginePolicy& policy, const Job& job) {
  if (policy.rules == nullptr || policy.accounts == nullptr || job.kind != OperationKind::register_charge)
    return false;
  const auto rules = policy.rules->now();
  return rules->routing.failover && job.attempts >= rules->routing.failover_after;
}

bool fail_over(Turn& turn, Job& job, std::string_view why) {
  auto& a = turn.a;
  if (turn.policy.rules == nullptr || turn.policy.accounts == nullptr || !surely_unknown_there(a, job))
    return false;
  const auto rules = turn.policy.rules->now();
  const auto states = turn.policy.rules->states();
  if (!rules->routing.failover)
    return false;
  const auto choice = choose(rules->routing, *states, others(a, *turn.policy.accounts, *states), facts_of(a));
  if (choice.account == nullptr || !is_available(*states, choice.account->psp_account))
    return false;
  auto* operation = job.operation_id ? a.operation(*job.operation_id) : nullptr;
  if (operation == nullptr || operation->state != Operation::State::live)
    return false;
  turn.move_charge("fail_retryable", why);
  turn.end_operation(*operation, Operation::State::failed);
  turn.note("charge", a.charge.charge_id, "rerouted",
            "from " + a.charge.psp_account + ", which surely has not registered it (" + std::string(why) + "), to " +
                choice.reason);
  a.charge.left_accounts.push_back(a.charge.psp_account);
  a.charge.psp_account = choice.account->psp_account;
  a.charge.capture_mode = choice.account->capture_mode;
  a.charge.route_changed = true;
  turn.event("charge.rerouted", "charge", a.charge.charge_id.to_string());
  turn.start_operation(OperationKind::register_charge, a.charge.charge_id, a.charge.amount);
  return true;
}

Result<int> move_stranded(RuleStore& rules, PaymentStore& payments, const Clock& clock, IdSource& ids,
                          const EnginePolicy& policy, int most) {
  if (policy.rules == nullptr || policy.accounts == nullptr || !policy.rules->now()->routing.failover)
    return 0;
  const auto states = policy.rules->states();
  std::vector<std::string> open;
  for (const auto& [account, state] : *states)
    if (state.breaker == BreakerState::open)
      open.push_back(account);
  if (open.empty())
    return 0;
  const auto now = clock.now();
  const auto charges = rules.stranded(open, most);
  if (!charges)
    return tl::unexpected(charges.error());
  if (charges->empty())
    return 0;
  int moved = 0;
  const auto stored = payments.change(*charges, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    moved = 0;
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, now, ids, policy, "engine");
      // A lane may have taken one up meanwhile.
      const auto job = std::find_if(aggregate.jobs.begin(), aggregate.jobs.end(), [](const Job& each) {
        return each.kind == OperationKind::register_charge && !each.dead && !each.leased;
      });
      if (job == aggregate.jobs.end() || !fail_over(turn, *job, "its breaker is open"))
        continue;
      ++moved;
      turn.finish();
    }
    return Extra{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return moved;
}

} // namespace paydesk
