// Plausible books for drawing screens: payments in five currencies and every state, queues, runs, breaks,
// wallets.
#pragma once

#include <cstdint>

#include "tests/support/fake_daemon/books.h"

namespace paydesk::fake {

/// The same seed and count give the same rows; times are relative to now.
Books demo_books(int payments = 2'000, std::uint32_t seed = 7);

/// One plausible thing that happens: a payment moves, a new one arrives. Returns what it published.
void let_something_happen(Books& books, std::uint32_t& random_state);

} // namespace paydesk::fake
