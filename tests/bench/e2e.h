// Payments a second over real HTTP, beside TPC-B on the same server.
#pragma once

#include <chrono>

#include "core/result.h"

namespace paydesk::bench {

/// Runs everything on this machine: the sandbox PSP, paydeskd, the shop and its buyers, PostgreSQL. A payment counts
/// when the posting of its last order is committed. Prints rounds and the last line. Blocks for some six minutes.
Result<void> end_to_end(int rounds, std::chrono::seconds length);

} // namespace paydesk::bench
