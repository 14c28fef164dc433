// One run: everybody at work on one database, one step at a time, in an order that the seed decides.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "simulation/invariants.h"
#include "simulation/network.h"
#include "store/payments.h"

namespace paydesk::simulation {

/// What became of one seed.
struct Outcome {
  std::uint64_t seed = 0;
  std::vector<std::string> broken; ///< empty when every invariant held
  std::vector<std::string> story;
  std::uint64_t story_hash = 0;
  int steps = 0; ///< of the scheduler
  int looks = 0; ///< how often the invariants were proven
};

/// Runs one seed to its end, or to the first step that breaks an invariant. The database has the schema and no work of
/// others in it; after a broken run it must not be used again. Nothing but the seed decides what happens.
Outcome run_seed(std::uint64_t seed, store::Database& database, Observer& observer,
                 Sabotage sabotage = Sabotage::none);

} // namespace paydesk::simulation
