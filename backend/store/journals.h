// Writes journals and wallets, set-based, inside a transaction.
#pragma once

#include <span>

#include "engine/ports/ledger.h"
#include "store/database.h"

namespace paydesk::store {

/// Inserts the journals with their entries in one statement each, makes accounts that are missing, and moves the
/// wallets: balance by every posting on seller_payable, pending and reserved by `changes`. Wallet rows are locked
/// in the order of (seller, currency). Journals must be balanced; the database refuses those that are not.
void write_journals(Tx& tx, std::span<const Journal> journals, std::span<const WalletChange> changes);

} // namespace paydesk::store
