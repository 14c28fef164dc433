// Selections as rows. Internal to the store.
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "store/database.h"
#include "views/selections.h"

namespace paydesk::store {

/// One selection with its sums, without its outcomes; not_found when there is none.
Result<views::Selection> read_selection(Tx& tx, const Uuid& selection_id);

} // namespace paydesk::store
