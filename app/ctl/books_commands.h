// The parts of "paydeskctl ledger" that look into the past.
#pragma once

#include <string>

#include "app/ctl/commands.h"

namespace paydesk::ctl {

/// Adds status, close, trial-balance and statement.
void add_books(CLI::App& ledger, const Choose& choose);

/// Adds export and check.
void add_chain(CLI::App& ledger, const Choose& choose, const ChooseLocal& choose_local);

/// Balances at an instant or at a day's end.
Work balances_as_of(const std::string& account, const std::string& at);

} // namespace paydesk::ctl
