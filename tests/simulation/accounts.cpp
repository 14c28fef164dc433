#include "simulation/accounts.h"

#include <algorithm>
#include <stdexcept>

#include "store/payments.h"

namespace paydesk::simulation {
namespace {

AccountTerms draw_terms(Dice& dice, std::string name, bool first) {
  AccountTerms terms;
  terms.psp_account = std::move(name);
  terms.entity = "KR";
  terms.capture_mode = static_cast<CaptureMode>(dice.between(0, 2));
  terms.currencies = {"EUR", "JPY", "KWD"};
  if (!first && dice.chance(300))
    terms.currencies = {"EUR"};
  terms.commission_bp = 1000;
  terms.direct_charge = true;
  return terms;
}

} // namespace

Account::Account(AccountTerms agreed, Weather over_it, Surroundings run, Sabotage sabotage)
    : terms(std::move(agreed)), weather(over_it), around{run.clock, run.timeline, run.dice, weather, run.story},
      post(terms.psp_account, around),
      provider(terms.capture_mode, run.clock, run.timeline, run.dice, weather, run.story,
               [this](WebhookContent content, bool only_source) { post.send(std::move(content), only_source); }),
      network(around, provider, sabotage) {}

Account& account_named(Accounts& accounts, std::string_view name) {
  const auto at = std::find_if(accounts.begin(), accounts.end(), [&](const Account& each) { return each.name() == name; });
  if (at == accounts.end())
    throw std::logic_error("there is no PSP account " + std::string(name));
  return *at;
}

void open_accounts(Accounts& accounts, const RunIds& run, Surroundings around, Sabotage sabotage,
                   store::Database& database) {
  for (const auto& name : run.accounts) {
    const bool first = accounts.empty();
    auto terms = draw_terms(around.dice, name, first);
    const auto weather = first ? around.weather : Weather::draw(around.dice);
    const auto& made = accounts.emplace_back(std::move(terms), weather, around, sabotage);
    const auto stored =
        store::upsert_psp_account(database, name, "simulated", made.terms.entity, made.terms.capture_mode, "UTC");
    if (!stored)
      throw std::runtime_error("the PSP account cannot be made: " + stored.error().message);
  }
}

RoutingRules draw_routing(Dice& dice, const RunIds& run) {
  RoutingRules routing;
  routing.failover = dice.chance(850);
  routing.failover_after = static_cast<int>(dice.between(1, 3));
  if (dice.chance(300)) {
    RouteRule big{"big", {"EUR"}, 10'000, std::nullopt, {}, {}, dice.chance(200), {}};
    big.targets = {{run.accounts.back(), 1}};
    routing.rules.push_back(std::move(big));
  }
  if (dice.chance(300))
    routing.rules.push_back({"one seller", {}, std::nullopt, std::nullopt, {run.sellers.front()}, {"hosted_page"}, false,
                             {{run.accounts.front(), 1}}});
  if (dice.chance(700)) {
    RouteRule all{"all", {}, std::nullopt, std::nullopt, {}, {}, false, {}};
    for (const auto& account : run.accounts)
      all.targets.push_back({account, static_cast<int>(dice.between(1, 10))});
    routing.rules.push_back(std::move(all));
  }
  if (run.accounts.size() == 1)
    routing.rules.clear(); // there is nothing to choose
  return routing;
}

RefundRules draw_refund_rules(std::uint64_t seed, const RunIds& run) {
  Dice dice(seed * 31 + 44);
  RefundRules rules;
  if (dice.chance(500))
    return rules; // what always held
  for (const auto* currency : {"EUR", "JPY", "KWD"}) {
    if (dice.chance(200))
      continue;
    RefundRule rule;
    rule.name = currency;
    rule.currencies = {currency};
    if (dice.chance(400))
      rule.sellers = {run.sellers.front(), run.sellers.back()};
    rule.commission = dice.chance(600) ? RefundCommission::keep : RefundCommission::give_back;
    rule.funds = dice.chance(500) ? ShortFunds::refuse : ShortFunds::owe;
    if (dice.chance(600))
      rule.dispute_fee = dice.between(1, 2'000);
    rules.refunds.rules.push_back(std::move(rule));
  }
  if (dice.chance(500))
    rules.approval.rules.push_back(
        {std::string(refund_kind), "EUR", dice.between(1, 10'000), {"approver"}, static_cast<int>(dice.between(1, 48))});
  return rules;
}

Result<void> RunRules::in_transaction(const std::function<Result<void>(RuleTx&)>&) {
  return fail(ErrorCode::internal, "the rules of a run do not change");
}

Result<RulesGlance> RunRules::glance() { return RulesGlance{1, states_}; }

Result<RulesInForce> RunRules::in_force() {
  RulesInForce rules;
  rules.number = 1;
  rules.routing = routing_;
  rules.refunds = refunds_.refunds;
  rules.refunds_version = refunds_.refunds.rules.empty() ? 0 : 1;
  rules.approval = refunds_.approval;
  rules.approval_version = refunds_.approval.rules.empty() ? 0 : 1;
  return rules;
}

bool RunRules::is_open(const std::string& psp_account) const {
  const auto at = states_.find(psp_account);
  return at != states_.end() && at->second.breaker == BreakerState::open;
}

bool RunRules::any_open() const {
  return std::any_of(states_.begin(), states_.end(),
                     [](const auto& each) { return each.second.breaker == BreakerState::open; });
}

} // namespace paydesk::simulation
