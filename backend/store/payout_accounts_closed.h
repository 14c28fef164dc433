// Bank accounts that a bank says nothing can be paid to. Internal to the store.
#pragma once

#include <span>

#include "engine/ports/payouts.h"
#include "store/database.h"

namespace paydesk::store {

/// Blocks the accounts that these pay-outs were to, each once, with audit record and event, where they are still paid
/// to; and every other seller's account of the same number.
void block_closed(Tx& tx, const Caller& caller, std::span<const PayoutNews::Closed> closed, Instant now);

} // namespace paydesk::store
