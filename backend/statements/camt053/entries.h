// The entries (Ntry) of a statement.
#pragma once

#include <vector>

#include "statements/camt053/document.h"
#include "statements/model.h"

namespace paydesk::statements {

/// Adds one booked entry of `statement` in its currency; an entry that sums several payments with their own
/// amounts becomes one entry each. Entries not booked yet add nothing but a warning.
Result<void> read_entry(const Element& entry, BankStatement& statement);

} // namespace paydesk::statements
