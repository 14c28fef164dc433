// Seals the ledger's past, and keeps its sums.
#include "daemon/parts.h"

namespace paydesk::daemon {
namespace {

constexpr std::chrono::minutes pace{1};

} // namespace

// What is sealed stays sealed: a clock that was set forward is not believed before as much time has passed, so that
// nothing is sealed that is still to come.
Result<void> Daemon::Parts::start_bookkeeping() {
  book_keeper = std::make_unique<Worker>(pace, [this] {
    if (!health.clock_is_settled(std::chrono::steady_clock::now()))
      return false;
    return went_on("ledger sums", books->keep_sums(), false);
  });
  return {};
}

} // namespace paydesk::daemon
