// Examining: everything that may have changed for an account's lines and facts, in one transaction.
#pragma once

#include "engine/reconciliation/settling.h"

namespace paydesk::recon {

/// Judges lines that wait for it, posts the matched ones, opens breaks for the others, heals what a line or a
/// fact has explained meanwhile, and ages what is past due. `run`: a new one, whose absent facts become
/// breaks.
void examine(Work& work, std::string_view psp_account, const std::optional<RunRow>& run);

} // namespace paydesk::recon
