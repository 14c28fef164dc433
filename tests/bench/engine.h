// The engine alone: whole payments a second with the PSP in the process, beside TPC-B and beside batch SQL.
#pragma once

#include <chrono>

#include "core/result.h"

namespace paydesk::bench {

/// A payment is its whole life: stored with its key, registered at the PSP, answered, captured by webhook, posted,
/// announced. Prints rounds and two last lines, `engine` (to TPC-B) and `engine-sql` (to SQL that writes the same
/// rows). Blocks for some eight minutes.
Result<void> engine_alone(int rounds, std::chrono::seconds length);

/// Ours without a reference, for a look with a profiler: prints the rate of each round and the database's address.
Result<void> mill_alone(int rounds, std::chrono::seconds length);

} // namespace paydesk::bench
