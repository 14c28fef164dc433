// Makes the batches of pay-out schedules when they fall due; people approve them.
#include <spdlog/spdlog.h>

#include "daemon/parts.h"

namespace paydesk::daemon {
namespace {

constexpr std::chrono::seconds pace{30};

} // namespace

// A clock that was set forward is not believed before as much time has passed: nothing falls due by a mistake of it.
Result<void> Daemon::Parts::start_payout_schedules() {
  // Nobody signs in as it: no token is known whose hash is this.
  const auto caller = people->ensure("payout-schedule", "Pay-outs by schedule", "system", {"operator"}, false,
                                     std::string(32, '\0'));
  if (!caller)
    return tl::unexpected(caller.error());
  payout_scheduler = *caller;
  payout_schedule_worker = std::make_unique<Worker>(pace, [this] {
    if (!health.clock_is_settled(std::chrono::steady_clock::now()))
      return false;
    const auto made = payout_schedules->run_due(payout_scheduler);
    if (made && *made > 0) {
      spdlog::info("pay-outs: {} due", *made);
      publisher->poke();
    }
    return went_on("pay-out schedules", made, false);
  });
  return {};
}

} // namespace paydesk::daemon
