// What the demo tells about itself while it works: one line a stage and second, to standard error.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace paydesk::demo {

/// Names the stage under way, prints its progress, and keeps how long each took. Main thread only.
class Progress {
 public:
  Progress();

  /// Begins a stage; the one before has ended.
  void begin(std::string stage);
  /// Prints at most once a second within a stage.
  void count(const std::string& text);
  /// Prints at once.
  void tell(const std::string& text);
  void end();

  const std::vector<std::pair<std::string, double>>& seconds() const noexcept { return seconds_; }
  double total_seconds() const;

 private:
  using Time = std::chrono::steady_clock::time_point;

  Time began_;
  Time stage_began_;
  Time last_count_;
  std::string stage_;
  std::vector<std::pair<std::string, double>> seconds_;
};

} // namespace paydesk::demo
