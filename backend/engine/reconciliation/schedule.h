// When to fetch settlement reports, and fetching them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/reconciliation.h"

namespace paydesk {

class Reconciliation;

/// Once a day at a fixed time of day in UTC, and again every `retry_every` until the day's fetch went well. A
/// value.
class SettlementSchedule {
 public:
  explicit SettlementSchedule(std::chrono::minutes time_of_day,
                              std::chrono::minutes retry_every = std::chrono::minutes{15})
      : time_of_day_(time_of_day), retry_every_(retry_every) {}

  /// When to fetch next, at the earliest. `last_success` and `last_try` are the latest ones, if any.
  Instant next(Instant now, std::optional<Instant> last_success, std::optional<Instant> last_try) const;
  bool due(Instant now, std::optional<Instant> last_success, std::optional<Instant> last_try) const {
    return next(now, last_success, last_try) <= now;
  }

 private:
  std::chrono::minutes time_of_day_;
  std::chrono::minutes retry_every_;
};

/// What one fetch brought.
struct Fetched {
  int imported = 0;
  int already_known = 0;
  std::vector<std::string> problems; ///< one a report that could not be fetched or imported, in words
};

/// Downloads every report of a PSP account, with its bank statement, and imports what is new, oldest first.
/// One bad report does not stop the others. An error when not even the list could be had.
Result<Fetched> fetch_settlements(Reconciliation& reconciliation, SettlementSource& source,
                                  const Caller& caller, std::string_view psp_account);

} // namespace paydesk
