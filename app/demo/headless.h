// One run from the first checkout to the last proof, without a person.
#pragma once

#include "app/demo/options.h"
#include "app/demo/progress.h"
#include "app/demo/summary.h"
#include "core/result.h"

namespace paydesk::demo {

/// Plays every stage in order. An error: a stage could not be carried out, and nothing is left running.
Result<Summary> run_headless(const Options& options, Progress& progress);

} // namespace paydesk::demo
