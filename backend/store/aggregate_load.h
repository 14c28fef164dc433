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

/// The aggregate of a charge among some that are in the order of their charges; none when it is not among them.
Aggregate* find_charge(std::span<Aggregate> aggregates, const Uuid& charge_id);

} // namespace paydesk::store
