// When a server that has ended is started again.
#pragma once

#include <algorithm>
#include <chrono>

namespace paydesk::daemon {

/// At once at first; each try in vain doubles the wait, up to half a minute, and so does, up to two seconds, each
/// server that ended soon after its start. One that has run for long is forgiven everything.
class RestartPace {
 public:
  using Milliseconds = std::chrono::milliseconds;

  /// It has ended after having run for so long; how long to wait before the first try.
  Milliseconds ended(Milliseconds lived) {
    wait_ = lived >= long_life ? Milliseconds(0) : std::min(next(), short_life_cap);
    return wait_;
  }
  /// It could not be started; how long to wait before the next try.
  Milliseconds failed() {
    wait_ = std::min(std::max(next(), Milliseconds(1'000)), longest);
    return wait_;
  }

  static constexpr Milliseconds longest{30'000};

 private:
  static constexpr Milliseconds long_life{10'000};
  static constexpr Milliseconds short_life_cap{2'000};
  Milliseconds next() const { return wait_ == Milliseconds(0) ? Milliseconds(125) : wait_ * 2; }

  Milliseconds wait_{0};
};

} // namespace paydesk::daemon
