// How often a stream of work commits: at once after a pause, together when more follows closely.
#pragma once

#include <chrono>

namespace paydesk {

/// A transaction of one row costs nearly what one of fifty costs. Waiting a moment between two makes one of many,
/// and delays nothing that comes alone. One thread uses it.
class Pace {
 public:
  explicit Pace(std::chrono::milliseconds least) noexcept : least_(least) {}

  /// From when on the next batch may begin.
  std::chrono::steady_clock::time_point next() const noexcept { return last_ + least_; }
  /// A batch has begun.
  void began() noexcept { last_ = std::chrono::steady_clock::now(); }

 private:
  const std::chrono::milliseconds least_;
  std::chrono::steady_clock::time_point last_{};
};

/// Between commits of one stream under load.
inline constexpr std::chrono::milliseconds usual_pace{25};

} // namespace paydesk
