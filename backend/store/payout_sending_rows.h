// Pay-outs on their way through a PSP inside a transaction. Internal to the store.
#pragma once

#include "engine/ports/payout_sending.h"
#include "store/database.h"

namespace paydesk::store {

/// Those of these ids, or of these keys, with their facts, in the order of their ids, locked until the transaction ends.
std::vector<SentPayout> lock_sent(Tx& tx, std::span<const Uuid> payout_ids);
std::vector<SentPayout> lock_sent_by_key(Tx& tx, std::span<const Uuid> keys);

/// Writes what a decision made of them: postings and wallets, moves, facts, what is due next, history and events.
Result<void> save_sent(Tx& tx, const std::vector<SentPayout>& payouts, const PayoutsDecided& decided, Instant now,
                       const std::string& by);

} // namespace paydesk::store
