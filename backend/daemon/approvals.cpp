// Approvals in the daemon: made, and ended when they have waited too long.
#include "daemon/parts.h"

namespace paydesk::daemon {
namespace {

constexpr int most_at_once = 200;

} // namespace

Result<void> Daemon::Parts::start_approvals() {
  approval_store = std::make_unique<store::PgApprovals>(*database, clock);
  approvals = std::make_unique<Approvals>(*approval_store, clock, ids, Journals::commands());
  journals = std::make_unique<Journals>(*approval_store, *approvals, clock);
  // Nobody signs in as the timekeeper: no token is known whose hash is this.
  const auto caller = people->ensure("timekeeper", "What ends by its time", "system", {"viewer"}, false,
                                     std::string(32, '\1'));
  if (!caller)
    return tl::unexpected(caller.error());
  timekeeper = *caller;
  approval_sweeper = std::make_unique<Worker>(std::chrono::milliseconds(1000), [this] {
    const auto ended = approvals->expire(timekeeper, most_at_once);
    if (ended && *ended > 0)
      publisher->poke();
    return went_on("approvals", ended, ended && *ended == most_at_once);
  });
  return {};
}

} // namespace paydesk::daemon
