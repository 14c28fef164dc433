// The PSP accounts of one run, each with a PSP, a network and a weather of its own, and the rules that choose among them.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "engine/routing/accounts.h"
#include "engine/rules/board.h"
#include "simulation/invariants.h"
#include "simulation/network.h"
#include "simulation/provider.h"
#include "store/rules.h"

namespace paydesk::simulation {

/// One PSP account: what is agreed, what the PSP behind it has in its books, and the ways there and back.
struct Account {
  Account(AccountTerms agreed, Weather over_it, Surroundings run, Sabotage sabotage);
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  const std::string& name() const noexcept { return terms.psp_account; }

  const AccountTerms terms;
  Weather weather;
  const Surroundings around; ///< the run's, under this account's weather
  WebhookPost post;
  Provider provider;
  Network network;
};

using Accounts = std::deque<Account>; // a deque: everybody keeps references

Account& account_named(Accounts& accounts, std::string_view name);

/// One or two accounts, with capture modes and currencies of their own. They are in the database when this returns.
void open_accounts(Accounts& accounts, const RunIds& run, Surroundings around, Sabotage sabotage,
                   store::Database& database);
/// How payments are dealt out among them, and when a registration may move.
RoutingRules draw_routing(Dice& dice, const RunIds& run);

/// What refunds and lost disputes cost the run's sellers, and which refunds wait for whom. From dice of its own, so that
/// what else happens in a run is the same with any of them.
struct RefundRules {
  RefundPolicy refunds;
  ApprovalPolicy approval;
};
RefundRules draw_refund_rules(std::uint64_t seed, const RunIds& run);

/// The rules of one run: routing and refunds, which never change, and which accounts an operator has taken out. Rules are
/// for a whole database otherwise, and many runs share one.
class RunRules final : public RuleStore {
 public:
  RunRules(store::Database& database, RoutingRules routing, RefundRules refunds)
      : real_(database), routing_(std::move(routing)), refunds_(std::move(refunds)) {}

  Result<void> in_transaction(const std::function<Result<void>(RuleTx&)>& work) override;
  Result<RulesGlance> glance() override;
  Result<RulesInForce> in_force() override;
  Result<std::vector<Uuid>> stranded(std::span<const std::string> psp_accounts, int most) override {
    return real_.stranded(psp_accounts, most);
  }

  void set_breaker(const std::string& psp_account, BreakerState state) { states_[psp_account].breaker = state; }
  bool is_open(const std::string& psp_account) const;
  bool any_open() const;

 private:
  store::PgRules real_;
  const RoutingRules routing_;
  const RefundRules refunds_;
  AccountStates states_;
};

} // namespace paydesk::simulation
