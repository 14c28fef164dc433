// One run of one flow in the simulation's world, with or without a death of the daemon at a given step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crash/flows.h"
#include "simulation/laboratory.h"

namespace paydesk::crash {

/// What came of one run.
struct CourseEnd {
  bool killed = false;             ///< it came as far as the step at which the daemon dies
  int steps = 0;                   ///< of the scheduler: each is at most one transaction or one call
  std::string state;               ///< charges, refunds and facts at the end, without ids
  std::vector<std::string> broken; ///< empty when every invariant held
  std::vector<std::string> story;
};

/// Runs a flow to its end. `number` makes the run's rows its own in the laboratory's database; nothing else
/// depends on it. With `kill_before`, the daemon dies before that step (from 1) and is started again at once.
CourseEnd run_course(const Flow& flow, Answer answer, std::uint64_t number, std::optional<int> kill_before,
                     simulation::Laboratory& laboratory);

} // namespace paydesk::crash
