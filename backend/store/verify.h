// Proves the books from scratch: every invariant that the schema can express, in one snapshot. Reads only.
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "store/database.h"
#include "views/ledger.h"

namespace paydesk::store {

/// One finding an invariant, violated or not, with at most ten examples each. `at` is the clock's.
/// Not proven here, because the schema does not keep what it takes: balances of bank accounts against statements
/// older than the first one imported, and payouts.
Result<views::VerifyResponse> verify_books(Database& database, Instant at);

/// Proves what was booked up to `as_of`, as if nothing had been booked since. What is only kept as it is now (orders,
/// wallets, the queue) is named in `not_kept`.
Result<views::VerifyResponse> verify_past(Database& database, Instant as_of, Instant at);

} // namespace paydesk::store
