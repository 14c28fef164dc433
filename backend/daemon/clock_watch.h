// Notices that the system's clock was set, by a clock that nobody can set.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/clock.h"

namespace paydesk::daemon {

/// Looks at both clocks again and again; a difference that jumps is a step. What is slewed (as NTP does it) is none.
/// Any one thread.
class ClockWatch {
 public:
  using Steady = std::chrono::steady_clock;

  struct Step {
    std::chrono::milliseconds by{}; ///< forward is positive
    Instant seen_at;                ///< by the clock as it is after the step
    Steady::time_point seen{};
  };

  /// One look; the step since the last one, if there was any.
  std::optional<Step> look(Instant wall, Steady::time_point steady);
  const std::optional<Step>& last() const noexcept { return last_; }

 private:
  std::optional<Instant> wall_;
  Steady::time_point steady_{};
  std::optional<Step> last_;
};

/// "forward by 1 h 0 min 0 s".
std::string in_words(const ClockWatch::Step& step);

} // namespace paydesk::daemon
