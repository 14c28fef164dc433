// Keeps the sums of the ledger's past.
#include "daemon/parts.h"

namespace paydesk::daemon {

Result<void> Daemon::Parts::start_bookkeeping() {
  book_keeper = std::make_unique<Worker>(std::chrono::minutes(5), [this] {
    return went_on("ledger sums", books->keep_sums(), false);
  });
  return {};
}

} // namespace paydesk::daemon
