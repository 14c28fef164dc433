// Writes what decisions changed, set-based: one statement a table for any number of payments.
#pragma once

#include <span>

#include "engine/ports/payments.h"
#include "store/database.h"

namespace paydesk::store {

/// The triggers that a row took in this change, for its column `path`.
std::string path_of(const Lifecycled& row);

/// Inserts payment, charge and orders of new aggregates.
void insert_payments(Tx& tx, std::span<const Aggregate* const> aggregates);

/// Updates charges, orders, refunds, disputes, operations and jobs that changed, and inserts what was added,
/// with journals, wallets, holds, facts, history and outbox events.
void save_changes(Tx& tx, std::span<const Aggregate* const> aggregates);

/// Attempts, answers, audit and webhook outcomes.
Result<void> save_extra(Tx& tx, const Extra& extra);

} // namespace paydesk::store
