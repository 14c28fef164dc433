// Registering at another PSP account, when the first one surely never heard of the charge.
#pragma once

#include <string>
#include <string_view>

#include "engine/charges/turn.h"
#include "engine/ports/rules.h"

namespace paydesk {

/// Moves the charge to another account and begins its registration there, as the operation's next generation with a
/// key of its own. Only when it is certain that nothing is registered: the account was chosen by routing, no token is
/// known, no call's end is open or ever was, and no money was heard of. `why` is for the timeline. False, and nothing
/// has changed, when that is not so, or no other account can take it now.
bool fail_over(Turn& turn, Job& job, std::string_view why);

/// True when the rules want a registration with so many failed tries to go elsewhere.
bool wants_failover(const EnginePolicy& policy, const Job& job);

/// Moves registrations that wait behind an open breaker, at most `most`; how many.
Result<int> move_stranded(RuleStore& rules, PaymentStore& payments, const Clock& clock, IdSource& ids,
                          const EnginePolicy& policy, int most);

} // namespace paydesk
