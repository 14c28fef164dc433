// Asks the PSP about every charge that has waited too long for news, and expires what never reached it.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

/// One sweep: charges whose check is due get a query job. Answers how many. Called by one thread; several daemons
/// may sweep at once.
Result<int> sweep(PaymentStore& store, const Clock& clock, IdSource& ids, const EnginePolicy& policy, int most);

} // namespace paydesk
