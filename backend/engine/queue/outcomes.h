// The two halves of one call to the PSP, as decisions: what is sent, and what its answer means.
#pragma once

#include <optional>
#include <random>

#include "engine/charges/turn.h"

namespace paydesk {

/// A call that is ready to go out, and the attempt that is stored before it goes.
struct Prepared {
  PspCall call;
  AttemptRow attempt;
};

/// "503 server_error, the message", at most 300 bytes.
std::string error_text(const PspAnswer& answer);

/// Turns a claimed job into its call and moves the machine that waits for it. Nothing when the job is gone, held
/// by another worker (its token differs), or its operation has ended meanwhile; then the job is removed.
std::optional<Prepared> begin_call(Turn& turn, const ClaimedJob& claimed);

/// Applies the answer: news first, then what becomes of the operation and its job. `random` jitters the retry.
/// Safe when the job is gone or taken over: facts are posted all the same.
void apply_answer(Turn& turn, const ClaimedJob& claimed, const PspAnswer& answer, std::uint64_t random);

} // namespace paydesk
