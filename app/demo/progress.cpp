#include "app/demo/progress.h"

#include <cstdio>

namespace paydesk::demo {
namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point from) {
  return std::chrono::duration<double>(Steady::now() - from).count();
}

} // namespace

Progress::Progress() : began_(Steady::now()), stage_began_(began_) {}

void Progress::begin(std::string stage) {
  end();
  stage_ = std::move(stage);
  stage_began_ = Steady::now();
  last_count_ = {};
}

void Progress::count(const std::string& text) {
  if (last_count_ != Time{} && Steady::now() - last_count_ < std::chrono::seconds(1))
    return;
  last_count_ = Steady::now();
  tell(text);
}

void Progress::tell(const std::string& text) {
  std::fprintf(stderr, "[%6.1f s] %-11s %s\n", total_seconds(), stage_.c_str(), text.c_str());
}

void Progress::end() {
  if (!stage_.empty())
    seconds_.emplace_back(stage_, seconds_since(stage_began_));
  stage_.clear();
}

double Progress::total_seconds() const { return seconds_since(began_); }

} // namespace paydesk::demo
