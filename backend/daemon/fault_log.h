// Says that something fails, once, and not a thousand times: a fault that lasts must not eat the log.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace paydesk::daemon {

/// One line, however many `text` has; cut at about 600 bytes.
std::string in_one_line(std::string_view text);

/// Logs the first failure of each piece of work, then one in `pace` with the number of those in between, and the
/// end of it. Thread-safe.
class FaultLog {
 public:
  using Steady = std::chrono::steady_clock;
  enum class Level { info, warning };
  using Write = std::function<void(Level, const std::string& line)>;

  explicit FaultLog(Write write, std::chrono::seconds pace = std::chrono::seconds(30),
                    std::function<Steady::time_point()> now = Steady::now)
      : write_(std::move(write)), pace_(pace), now_(std::move(now)) {}

  void failed(std::string_view what, std::string_view message);
  /// Costs a look at a map while nothing fails.
  void went_well(std::string_view what);

 private:
  struct Fault {
    Steady::time_point since;
    Steady::time_point told;
    std::int64_t times = 0;
    std::int64_t untold = 0;
  };

  const Write write_;
  const std::chrono::seconds pace_;
  const std::function<Steady::time_point()> now_;
  std::mutex mutex_;
  std::map<std::string, Fault, std::less<>> faults_;
};

} // namespace paydesk::daemon
