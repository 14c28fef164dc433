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
/// Safe when the job is gone or taken over: facts are posted all the same. `key_ttl` is the PSP's (PspCapabilities): a
/// key that is older is not sent again.
void apply_answer(Turn& turn, const ClaimedJob& claimed, const PspAnswer& answer, std::uint64_t random,
                  std::chrono::hours key_ttl = {});

/// Buries the job of a call whose answer, or whose beginning, the store refuses, and tells people. `sent`: the PSP has
/// heard of it, so nobody knows what became of it and it is asked before anything goes out again.
void set_aside(Turn& turn, const Uuid& job_id, bool sent, std::string_view why);

} // namespace paydesk
