// Batches of pay-outs for the demo books.
#pragma once

#include "tests/support/fake_daemon/books.h"

namespace paydesk::fake {

/// Adds batches in every state that a batch can be in, the newest waiting for a second person.
void add_demo_payouts(Books& books);

} // namespace paydesk::fake
