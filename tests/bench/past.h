// A long past to measure behind.
#pragma once

#include "core/result.h"
#include "tests/bench/place.h"

namespace paydesk::bench {

/// A database of its own with so many whole payments, made by the mill and then copied into the past: rows, events
/// and ledger are as if each had been made. A million take some ten minutes and 15 GB.
Result<Place> with_past(int payments);

} // namespace paydesk::bench
