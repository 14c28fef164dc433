// Which pay-outs that came to nothing a later one pays again. Internal to the store.
#pragma once

#include "core/clock.h"
#include "store/database.h"

namespace paydesk::store {

/// The pay-outs of a new batch name those of their sellers that came to nothing and that no other pays again, with an
/// event for each side.
void link_retries(Tx& tx, const Uuid& batch_id, Instant at);

/// Holds what the batch pays again as it is until the transaction ends; before any wallet is locked, as those lock that
/// tell what became of a pay-out. failed_precondition when one of them was paid after all.
Result<void> hold_retried(Tx& tx, const Uuid& batch_id);

} // namespace paydesk::store
