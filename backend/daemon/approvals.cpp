// Approvals in the daemon: made, and ended when they have waited too long, refunds too.
#include <algorithm>

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
  const auto end_expired = [this]() -> Result<int> {
    const auto commands = approvals->expire(timekeeper, most_at_once);
    if (!commands)
      return commands;
    const auto waiting = refunds->expire(timekeeper, most_at_once);
    return waiting ? Result<int>(std::max(*commands, *waiting)) : waiting;
  };
  approval_sweeper = std::make_unique<Worker>(std::chrono::milliseconds(1000), [this, end_expired] {
    const auto ended = end_expired();
    if (ended && *ended > 0)
      publisher->poke();
    return went_on("approvals", ended, ended && *ended == most_at_once);
  });
  return {};
}

} // namespace paydesk::daemon
