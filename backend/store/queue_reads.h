// Parts of the queues' figures that other reads and writes need too. Internal to the store.
#pragma once

#include <vector>

#include "core/clock.h"
#include "store/database.h"
#include "views/queues.h"

namespace paydesk::store {

/// Every PSP account's queue, by name, as the transaction sees it; its calls are those of the 15 minutes before `now`.
std::vector<views::PspQueue> read_psp_queues(Tx& tx, Instant now);

} // namespace paydesk::store
