// What goes wrong around the daemon, remembered for as long as it matters, as parts of its status.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/breaker.h"
#include "daemon/clock_watch.h"
#include "views/system.h"

namespace paydesk::daemon {

/// What a PSP account's lane shows at one look.
struct LaneReading {
  std::string account;
  std::int64_t in_flight = 0;
  std::int64_t unmapped = 0; ///< answers since the start that no rule of the error mapping covers
  bool paused = false;
  BreakerState breaker = BreakerState::closed;
};

/// Fed once a second by the daemon, read by whoever asks for its status. Thread-safe.
class HealthBoard {
 public:
  using Steady = std::chrono::steady_clock;

  void look(Instant wall, Steady::time_point steady, const std::vector<LaneReading>& lanes);

  /// Whether no step of the clock can still make it run ahead: a step forward has had as much time pass since.
  bool clock_is_settled(Steady::time_point steady) const;
  views::PartStatus clock_part(Steady::time_point steady) const;
  views::PartStatus lane_part(const LaneReading& lane, Steady::time_point steady) const;

  struct Change {
    bool ok = false;
    std::string line; ///< for the log
  };
  /// Parts that have turned bad or good since they were last given here.
  std::vector<Change> changes(const std::vector<views::PartStatus>& parts);

 private:
  struct Answers {
    std::int64_t unmapped = 0;
    std::int64_t before = 0; ///< of `unmapped`, those that are no news any more
    Steady::time_point last{};
  };

  mutable std::mutex mutex_;
  ClockWatch clock_;
  std::map<std::string, Answers, std::less<>> answers_;
  std::map<std::string, bool, std::less<>> known_;
};

} // namespace paydesk::daemon
