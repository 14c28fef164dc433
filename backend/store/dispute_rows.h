// Reads and writes the disputes of aggregates.
#pragma once

#include <span>

#include "engine/ports/payments.h"
#include "store/database.h"
#include "store/params.h"

namespace paydesk::store {

/// Reads the disputes of charges whose rows are locked and whose operations are read already. `charge_ids` is one parameter, the array of their ids;
/// `aggregates` are in the order of their charges.
void load_disputes(Tx& tx, const Params& charge_ids, std::span<Aggregate> aggregates);

/// Updates and inserts the disputes that decisions changed and added, with what their orders bear and what was
/// said to the bank.
void save_disputes(Tx& tx, std::span<const Aggregate* const> aggregates);

} // namespace paydesk::store
