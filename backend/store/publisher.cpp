#include "store/publisher.h"

#include <chrono>

#include <pqxx/pqxx>

namespace paydesk::store {
namespace {

constexpr const char* lock_sql = "select pg_try_advisory_lock(7246830002)";
// Looking first keeps an idle publisher from writing: publish_events locks the head's row.
constexpr const char* publish_sql =
    "select case when exists (select from outbox) then publish_events(1000) else 0 end";
constexpr int batch = 1000;
constexpr int poll_ms = 50, lock_poll_ms = 500, reconnect_ms = 500;
constexpr std::chrono::milliseconds pace{50}; // as quick as anybody looks; more often would only make smaller batches

} // namespace

Publisher::Publisher(std::string connection_string)
    : connection_string_(std::move(connection_string)), thread_([this] { run(); }) {}

Publisher::~Publisher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Publisher::poke() {
  {
    const std::lock_guard lock(mutex_);
    poked_ = true;
  }
  wake_.notify_all();
}

Publisher::State Publisher::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void Publisher::set_state(State state) {
  const std::lock_guard lock(mutex_);
  state_ = std::move(state);
}

bool Publisher::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

bool Publisher::wait(int milliseconds) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return poked_ || stopping_; });
  poked_ = false;
  return !stopping_;
}

// The thread's top: what a session throws is a lost database, and the next session begins anew.
void Publisher::run() {
  while (!stopping()) {
    try {
      session();
    } catch (const pqxx::failure& e) {
      set_state({false, false, e.what()});
    }
    if (!stopping())
      wait(reconnect_ms);
  }
}

void Publisher::session() {
  pqxx::connection connection(connection_string_);
  pqxx::nontransaction work(connection);
  work.exec("set lock_timeout = '15s'");
  set_state({true, false, {}});
  while (!work.exec1(lock_sql)[0].as<bool>())
    if (!wait(lock_poll_ms))
      return;
  set_state({true, true, {}});
  while (!stopping()) {
    const auto next = std::chrono::steady_clock::now() + pace;
    if (work.exec1(publish_sql)[0].as<int>() == batch)
      continue;
    if (!wait(poll_ms))
      return;
    std::this_thread::sleep_until(next);
  }
}

} // namespace paydesk::store
