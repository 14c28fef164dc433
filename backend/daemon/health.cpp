// How the daemon's parts are, and the watch that logs when that changes.
#include <spdlog/spdlog.h>

#include "daemon/parts.h"

namespace paydesk::daemon {
namespace {

constexpr std::chrono::seconds look_pace{1};
/// For how long writes that were refused for want of room are news.
constexpr std::chrono::seconds refusal_is_news{15};

} // namespace

void write_log(FaultLog::Level level, const std::string& line) {
  spdlog::log(level == FaultLog::Level::warning ? spdlog::level::warn : spdlog::level::info, "{}", line);
}

Result<void> Daemon::Parts::start_watching() {
  health_watch = std::make_unique<Worker>(look_pace, [this] {
    health.look(clock.now(), std::chrono::steady_clock::now(), lane_readings());
    for (const auto& change : health.changes(known_parts()))
      spdlog::log(change.ok ? spdlog::level::info : spdlog::level::warn, "{}", change.line);
    return false;
  });
  return {};
}

views::PartStatus Daemon::Parts::database_part(const Result<std::int64_t>& position) const {
  if (const auto trouble = keeper ? keeper->trouble() : std::string(); !trouble.empty())
    return {"database", false, trouble};
  if (!position)
    return {"database", false, in_one_line(position.error().message)};
  if (database->refused_for_room_within(refusal_is_news))
    return {"database", false,
            "its disk is full: it answers, but what needs room is refused and tried again. Make room; it goes on by "
            "itself"};
  return {"database", true, ""};
}

std::optional<views::PartStatus> Daemon::Parts::disk_part() const {
  const auto room = keeper ? disk_room(keeper->folder()) : std::nullopt;
  if (!room)
    return std::nullopt;
  const auto words = in_words(*room, keeper->folder());
  switch (room_left(*room)) {
  case RoomLeft::none:
    return views::PartStatus{"disk", false,
                             "full: " + words + ". Make room there: delete what is not Paydesk's, or make the file "
                                                "system larger; it goes on by itself, and nothing is lost"};
  case RoomLeft::scarce:
    return views::PartStatus{"disk", true, "is running out: " + words + "; make room before it is full"};
  case RoomLeft::enough:
    break;
  }
  return views::PartStatus{"disk", true, words};
}

views::PartStatus Daemon::Parts::publisher_part() const {
  const auto publishing = publisher->state();
  return {"publisher", publishing.connected,
          publishing.holds_lock  ? "publishing"
          : publishing.connected ? "another daemon publishes"
                                 : in_one_line(publishing.error)};
}

std::vector<LaneReading> Daemon::Parts::lane_readings() const {
  const auto states = rule_board->states();
  std::vector<LaneReading> readings;
  for (const auto& lane : lanes) {
    const auto& stats = lane->stats();
    LaneReading reading{lane->gateway().account(), stats.in_flight.load(), stats.unmapped.load()};
    if (const auto at = states->find(reading.account); at != states->end()) {
      reading.paused = at->second.paused;
      reading.breaker = at->second.breaker;
    }
    readings.push_back(std::move(reading));
  }
  return readings;
}

std::vector<views::PartStatus> Daemon::Parts::known_parts() const {
  const auto now = std::chrono::steady_clock::now();
  std::vector<views::PartStatus> parts{publisher_part(), books_part(), health.clock_part(now)};
  if (auto disk = disk_part())
    parts.push_back(std::move(*disk));
  for (const auto& lane : lane_readings())
    parts.push_back(health.lane_part(lane, now));
  return parts;
}

} // namespace paydesk::daemon
