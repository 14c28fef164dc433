#include "daemon/health_board.h"

#include "core/clock.h"

namespace paydesk::daemon {
namespace {

/// How long a part is not well after something happened to it that has no end of its own.
constexpr std::chrono::minutes stays_news{5};

} // namespace

void HealthBoard::look(Instant wall, Steady::time_point steady, const std::vector<LaneReading>& lanes) {
  const std::lock_guard lock(mutex_);
  clock_.look(wall, steady);
  for (const auto& lane : lanes) {
    auto& answers = answers_[lane.account];
    if (steady - answers.last >= stays_news)
      answers.before = answers.unmapped;
    if (lane.unmapped > answers.unmapped)
      answers.last = steady;
    answers.unmapped = lane.unmapped;
  }
}

bool HealthBoard::clock_is_settled(Steady::time_point steady) const {
  const std::lock_guard lock(mutex_);
  const auto& step = clock_.last();
  return !step || steady - step->seen >= std::max<Steady::duration>(step->by, stays_news);
}

views::PartStatus HealthBoard::clock_part(Steady::time_point steady) const {
  const std::lock_guard lock(mutex_);
  const auto& step = clock_.last();
  if (!step)
    return {"clock", true, ""};
  const bool past = steady - step->seen >= stays_news;
  return {"clock", past,
          "the system's clock stepped " + in_words(*step) + ", seen at " + format_instant(step->seen_at) +
              (past ? ""
                    : "; what is due by the clock comes earlier or later by as much, and no money moves twice. See "
                      "that the time is synchronised (timedatectl)")};
}

views::PartStatus HealthBoard::lane_part(const LaneReading& lane, Steady::time_point steady) const {
  views::PartStatus part{"lane:" + lane.account, true, std::to_string(lane.in_flight) + " calls under way"};
  if (lane.paused)
    part.detail += ", paused";
  if (lane.breaker != BreakerState::closed) {
    part.ok = false;
    part.detail += ", breaker " + std::string(to_string(lane.breaker)) +
                   (lane.breaker == BreakerState::open ? ": the PSP fails, and calls to it are kept back until it "
                                                         "answers again (paydeskctl psp breaker show " +
                                                             lane.account + ")"
                                                       : ": single calls try whether the PSP answers again");
  }
  const std::lock_guard lock(mutex_);
  const auto at = answers_.find(lane.account);
  if (at != answers_.end() && at->second.unmapped > at->second.before && steady - at->second.last < stays_news) {
    part.ok = false;
    part.detail += ", " + std::to_string(at->second.unmapped - at->second.before) +
                   " answers lately that no rule covers: what became of those calls is asked for, nothing is guessed "
                   "(paydeskctl psp mapping unmapped --psp " +
                   lane.account + ")";
  }
  return part;
}

std::vector<HealthBoard::Change> HealthBoard::changes(const std::vector<views::PartStatus>& parts) {
  const std::lock_guard lock(mutex_);
  std::vector<Change> changes;
  for (const auto& part : parts) {
    auto& ok = known_.try_emplace(part.name, true).first->second;
    if (ok == part.ok)
      continue;
    ok = part.ok;
    changes.push_back({part.ok, part.name + (part.ok ? " is well again" : " is not well: " + part.detail)});
  }
  return changes;
}

} // namespace paydesk::daemon
