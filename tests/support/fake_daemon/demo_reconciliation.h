// Runs, pairs and breaks for the demo books.
#pragma once

#include "tests/support/fake_daemon/books.h"

namespace paydesk::fake {

/// Adds three runs over the captured payments, the newest with breaks of several types.
void add_demo_reconciliation(Books& books);

} // namespace paydesk::fake
