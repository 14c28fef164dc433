// What a claimed job's call to the PSP is: a question or an order, what it says, and the move that it begins.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

/// The PSP knows a charge by a token that its answer brings. A webhook may have told of the money before: then the
/// charge is asked for first, and what was to be done follows.
void ask_for_token(const Turn& turn, Job& job);

/// Moves the machine that waits for the call: it is going out. A question and an answer to a bank move none.
void announce_call(Turn& turn, const Job& job);

/// The call, but for its attempt's id. `operation` is the job's; none: a question about the charge as a whole.
PspCall call_of(const Turn& turn, const Job& job, const Operation* operation);

} // namespace paydesk
