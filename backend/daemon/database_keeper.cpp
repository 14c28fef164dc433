#include "daemon/database_keeper.h"

#include <utility>

namespace paydesk::daemon {
namespace {

constexpr const char* what = "embedded database";
constexpr std::chrono::milliseconds look_pace{200};
/// What PostgreSQL needs to come up and go on for a while.
constexpr std::int64_t worth_a_try = 32LL << 20;

/// Why, in words, as far as the disk tells it; else what the server said.
std::string cause(const std::filesystem::path& folder, const std::string& said) {
  const auto room = disk_room(folder);
  if (room && room_left(*room) == RoomLeft::none)
    return "its disk is full: " + in_words(*room, folder) + ". Make room there";
  return said.empty() ? "it ended by itself; its log is in " + (folder / "pgdata/log").string() : in_one_line(said);
}

} // namespace

Result<std::unique_ptr<DatabaseKeeper>> DatabaseKeeper::start(const std::filesystem::path& folder, FaultLog& log) {
  auto started = store::EmbeddedCluster::start({.data_dir = folder});
  if (!started)
    return tl::unexpected(started.error());
  return std::unique_ptr<DatabaseKeeper>(new DatabaseKeeper(std::move(*started), folder, log));
}

DatabaseKeeper::DatabaseKeeper(store::EmbeddedCluster cluster, std::filesystem::path folder, FaultLog& log)
    : cluster_(std::move(cluster)), folder_(std::move(folder)), log_(log),
      guard_(std::make_unique<Worker>(look_pace, [this] {
        look();
        return false;
      })) {}

DatabaseKeeper::~DatabaseKeeper() { guard_.reset(); }

std::string DatabaseKeeper::connection_string(std::string_view role) const {
  return cluster_.connection_string(store::cluster_database, role);
}

std::string DatabaseKeeper::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

void DatabaseKeeper::tell(std::string trouble) {
  const std::lock_guard lock(mutex_);
  trouble_ = std::move(trouble);
}

void DatabaseKeeper::look() {
  if (cluster_.running())
    return;
  if (!std::exchange(down_, true))
    notice_end();
  if (Steady::now() >= next_try_ || room_was_made())
    start_again();
}

void DatabaseKeeper::notice_end() {
  const auto now = Steady::now();
  const auto why = cause(folder_, {});
  next_try_ = now + pace_.ended(std::chrono::duration_cast<std::chrono::milliseconds>(now - started_));
  room_at_failure_ = disk_room(folder_).value_or(DiskRoom{}).free;
  tell("the embedded database is not running: " + why + ". It is being started again");
  log_.failed(what, "has ended: " + why + ". It is being started again; nothing that was answered is lost");
}

void DatabaseKeeper::start_again() {
  const auto revived = cluster_.revive();
  if (revived) {
    down_ = false;
    started_ = Steady::now();
    tell({});
    log_.went_well(what);
    return;
  }
  const auto wait = pace_.failed();
  next_try_ = Steady::now() + wait;
  room_at_failure_ = disk_room(folder_).value_or(DiskRoom{}).free;
  const auto why = cause(folder_, revived.error().message) + ". It is tried again every " +
                   std::to_string(RestartPace::longest.count() / 1000) +
                   " seconds at the latest, and at once when room was made";
  tell("the embedded database cannot be started: " + why);
  log_.failed(what, "cannot be started: " + why);
}

bool DatabaseKeeper::room_was_made() const {
  const auto room = disk_room(folder_);
  return room && room->free >= room_at_failure_ + worth_a_try;
}

Result<void> DatabaseKeeper::stop() {
  guard_.reset();
  return cluster_.stop();
}

} // namespace paydesk::daemon
