#include "daemon/clock_watch.h"

#include <cstdlib>

namespace paydesk::daemon {
namespace {

using std::chrono::milliseconds;

/// More than any slewing between two looks, less than what moves anything here.
constexpr milliseconds least_step{2'000};

} // namespace

std::optional<ClockWatch::Step> ClockWatch::look(Instant wall, Steady::time_point steady) {
  std::optional<Step> step;
  if (wall_) {
    const auto by = std::chrono::duration_cast<milliseconds>((wall - *wall_) - (steady - steady_));
    if (by >= least_step || by <= -least_step)
      step = Step{by, wall, steady};
  }
  wall_ = wall;
  steady_ = steady;
  if (step)
    last_ = step;
  return step;
}

std::string in_words(const ClockWatch::Step& step) {
  const auto seconds = std::llabs(std::chrono::round<std::chrono::seconds>(step.by).count());
  std::string text = step.by.count() > 0 ? "forward by " : "back by ";
  if (seconds >= 3600)
    text += std::to_string(seconds / 3600) + " h ";
  if (seconds >= 60)
    text += std::to_string(seconds / 60 % 60) + " min ";
  return text + std::to_string(seconds % 60) + " s";
}

} // namespace paydesk::daemon
