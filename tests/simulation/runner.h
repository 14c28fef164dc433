// Many seeds, on several threads, each with a database of its own.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "simulation/world.h"

namespace paydesk::simulation {

struct Plan {
  std::uint64_t first_seed = 1;
  std::uint64_t seeds = 100;
  int threads = 2;
  int stop_after = 5;   ///< broken seeds
  Sabotage sabotage = Sabotage::none;
  bool keep_stories = false; ///< also of seeds that hold
  bool twice = false;   ///< every seed again in another database: its story has to be the same, byte for byte
};

struct Report {
  std::uint64_t seeds = 0;
  std::int64_t steps = 0;
  std::int64_t looks = 0;
  double seconds = 0;
  std::vector<Outcome> broken;
  std::vector<Outcome> held; ///< with keep_stories
};

/// `progress` is called now and then with the seeds done so far, on any thread, one at a time.
Report run_plan(const Plan& plan, const std::function<void(std::uint64_t done)>& progress);

} // namespace paydesk::simulation
