// The books: what posting costs, what the past costs, what proving costs.
#pragma once

#include <chrono>

#include "core/result.h"

namespace paydesk::bench {

/// Captures a second booked by the store, beside a hand-written function that books the same in batches.
Result<void> postings(int rounds, std::chrono::seconds length);

/// Balances of the past in ten million entries, beside reading one entry by its index. Less is better. Making the
/// past takes some minutes and 3 GB.
Result<void> as_of(int rounds);

/// The whole proof of a million payments, beside a plain scan of the tables it reads. Less is better.
Result<void> verify(int rounds);

} // namespace paydesk::bench
