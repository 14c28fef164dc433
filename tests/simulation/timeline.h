// What happens later: requests and webhooks under way, buyers who make up their minds, banks that answer.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "core/clock.h"

namespace paydesk::simulation {

/// Things that happen at their time, in the order of their time; of the same time in the order they were put in.
class Timeline {
 public:
  explicit Timeline(const Clock& clock) : clock_(clock) {}

  void after(std::chrono::microseconds delay, std::function<void()> happens) { at(clock_.now() + delay, std::move(happens)); }
  void at(Instant when, std::function<void()> happens) { events_.emplace(std::pair(when, next_++), std::move(happens)); }

  /// Lets everything happen whose time has come, also what that brings about at once.
  void catch_up() {
    while (!events_.empty() && events_.begin()->first.first <= clock_.now()) {
      const auto happens = std::move(events_.begin()->second);
      events_.erase(events_.begin());
      happens();
    }
  }
  std::optional<Instant> next() const {
    return events_.empty() ? std::nullopt : std::optional(events_.begin()->first.first);
  }

 private:
  const Clock& clock_;
  std::map<std::pair<Instant, std::uint64_t>, std::function<void()>> events_;
  std::uint64_t next_ = 0;
};

} // namespace paydesk::simulation
