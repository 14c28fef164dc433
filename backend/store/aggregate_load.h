// Reads payment aggregates under the lock of their charges.
#pragma once

#include <span>
#include <vector>

#include "engine/ports/payments.h"
#include "store/database.h"

namespace paydesk::store {

/// Locks the charges in the order of their ids and reads everything a decision needs: seven statements for any
/// number of charges. Ids that do not exist are left out.
std::vector<Aggregate> load_locked(Tx& tx, std::span<const Uuid> charge_ids);

} // namespace paydesk::store
