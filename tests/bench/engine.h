// The engine alone: whole payments a second with the PSP in the process, beside TPC-B and beside batch SQL.
#pragma once

#include <chrono>

#include "core/result.h"

namespace paydesk::bench {

/// A payment is its whole life: stored with its key, registered at the PSP, answered, captured by webhook, posted,
/// announced. Prints rounds beside TPC-B and beside SQL that writes the same rows; the last line compares with TPC-B.
/// Blocks for some twelve minutes.
Result<void> engine_alone(int rounds, std::chrono::seconds length);

/// Four of five orders to one seller, beside orders to all alike.
Result<void> hot_seller(int rounds, std::chrono::seconds length);

/// The queue's taking and finishing, beside the barest SKIP LOCKED in equal batches.
Result<void> queue_alone(int rounds);

/// What a payment costs behind a million payments, beside ten thousand; a hundred thousand are printed too. Less is
/// better. Making the past takes some ten minutes and 15 GB.
Result<void> history(int rounds, std::chrono::seconds length);

/// Ours without a reference, for a look with a profiler: prints the rate of each round and the database's address.
Result<void> mill_alone(int rounds, std::chrono::seconds length);

} // namespace paydesk::bench
