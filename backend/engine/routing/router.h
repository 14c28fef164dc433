// The account that takes a payment, by the rules and the accounts' present states.
#pragma once

#include <string>
#include <vector>

#include "core/routing.h"
#include "engine/ports/rules.h"
#include "engine/routing/accounts.h"

namespace paydesk {

struct RouteChoice {
  const AccountTerms* account = nullptr;
  std::string reason;  ///< for the timeline; empty when there was nothing to choose
  bool chosen = false; ///< it was not the shop that named it
};

/// Accounts that take the payment at all; the rules choose among them.
using Candidates = std::vector<const AccountTerms*>;

/// True when calls are made and new payments taken there now. A half-open breaker is being probed: payments help.
bool is_available(const AccountStates& states, std::string_view psp_account);

/// The first rule with an available target decides, by weight; then the first available account. Only when there is
/// none, the payment goes where it has to wait, and the reason says so. Nothing when every account is disabled.
/// Pure, and the same for the same payment and states.
RouteChoice choose(const RoutingRules& routing, const AccountStates& states, const Candidates& candidates,
                   const RouteFacts& facts);

} // namespace paydesk
