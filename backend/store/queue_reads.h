// Parts of the queues' figures that other reads and writes need too. Internal to the store.
#pragma once

#include <vector>

#include "core/clock.h"
#include "store/database.h"
#include "store/filter_sql.h"
#include "views/queues.h"

namespace paydesk::store {

/// Every PSP account's queue, by name, as the transaction sees it; its calls are those of the 15 minutes before `now`.
std::vector<views::PspQueue> read_psp_queues(Tx& tx, Instant now);

/// What the dead letters, or else the retry queue, show under a filter, as a condition on `job j` and `charge c`; its
/// values are appended to `params`. Mistakes are invalid_argument on "filter".
Result<std::string> queue_condition(bool dead_letter, const std::string& filter, const FilterClock& clock,
                                    Params& params);

} // namespace paydesk::store
