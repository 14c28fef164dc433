// Payments a second over real HTTP, beside TPC-B on the same server.
#pragma once

#include <chrono>

#include "core/result.h"

namespace paydesk::bench {

/// Runs everything on this machine: the sandbox PSP, paydeskd, the shop and its buyers, PostgreSQL; `buyers` are at
/// it at a time. A payment counts when the posting of its last order is committed. Prints rounds and the last line.
/// Blocks for some six minutes.
Result<void> end_to_end(int rounds, std::chrono::seconds length, int buyers);

/// Ours without a reference, with `buyers` at a time, for a look at where the time goes: prints the rate of each round,
/// the processor time of each process and what the server's statements took.
Result<void> market_alone(int rounds, std::chrono::seconds length, int buyers);

} // namespace paydesk::bench
