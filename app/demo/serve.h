// The demo that a person looks at: the instance "demo", filled and kept alive.
#pragma once

#include "app/demo/options.h"
#include "app/demo/progress.h"
#include "core/result.h"

namespace paydesk::demo {

/// Fills the instance and goes on with modest traffic until somebody asks it to stop. Nothing is left running.
Result<void> serve(const Options& options, Progress& progress);

} // namespace paydesk::demo
