#include "daemon/fault_log.h"

namespace paydesk::daemon {
namespace {

constexpr std::size_t longest_line = 600;

} // namespace

std::string in_one_line(std::string_view text) {
  std::string line;
  bool broken = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      broken = !line.empty();
      continue;
    }
    if (broken && c != ' ')
      line += line.back() == ' ' ? "" : " ";
    broken = false;
    line += c;
    if (line.size() >= longest_line)
      return line + " …";
  }
  return line;
}

void FaultLog::failed(std::string_view what, std::string_view message) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  const auto [at, first] = faults_.try_emplace(std::string(what), Fault{now, now, 0, 0});
  auto& fault = at->second;
  ++fault.times;
  if (!first && now - fault.told < pace_) {
    ++fault.untold;
    return;
  }
  auto line = std::string(what) + ": " + in_one_line(message);
  if (fault.untold > 0)
    line += " (and " + std::to_string(fault.untold) + " more times since it was last told)";
  fault.told = now;
  fault.untold = 0;
  write_(Level::warning, line);
}

void FaultLog::went_well(std::string_view what) {
  const std::lock_guard lock(mutex_);
  const auto at = faults_.find(what);
  if (at == faults_.end())
    return;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now_() - at->second.since).count();
  const auto line = std::string(what) + ": goes on, after " + std::to_string(at->second.times) + " failure" +
                    (at->second.times == 1 ? "" : "s") + " in " + std::to_string(seconds) + " s";
  faults_.erase(at);
  write_(Level::info, line);
}

} // namespace paydesk::daemon
