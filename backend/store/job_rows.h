// Writes the queue items of aggregates.
#pragma once

#include <span>

#include "engine/ports/payments.h"
#include "store/database.h"

namespace paydesk::store {

/// Deletes, updates and inserts the jobs that a decision removed, changed and added.
void save_jobs(Tx& tx, std::span<const Aggregate* const> aggregates);

} // namespace paydesk::store
