#include "store/event_watcher.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include <pqxx/pqxx>

namespace paydesk::store {
namespace {

constexpr int reconnect_ms = 500, look_anew_ms = 5000;

/// Keeps the newest position of a round of notifications.
class Receiver final : public pqxx::notification_receiver {
 public:
  Receiver(pqxx::connection_base& connection, std::int64_t& newest)
      : pqxx::notification_receiver(connection, "paydesk_events"), newest_(newest) {}
  void operator()(const std::string& payload, int) override {
    newest_ = std::max<std::int64_t>(newest_, std::strtoll(payload.c_str(), nullptr, 10));
  }

 private:
  std::int64_t& newest_;
};

std::int64_t read_position(pqxx::connection& connection) {
  pqxx::nontransaction work(connection);
  return work.exec1("select position from event_head")[0].as<std::int64_t>();
}

/// Until one of the two can be read, or late.
void wait_readable(int a, int b, int milliseconds) {
  pollfd both[] = {{a, POLLIN, 0}, {b, POLLIN, 0}};
  poll(both, 2, milliseconds);
}

} // namespace

class EventWatcher::Entry final : public EventSignal::Subscription {
 public:
  using Place = std::list<std::function<void(std::int64_t)>>::iterator;
  Entry(EventWatcher& owner, Place place) : owner_(owner), place_(place) {}
  ~Entry() override {
    const std::lock_guard lock(owner_.mutex_);
    owner_.subscribers_.erase(place_);
  }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

 private:
  EventWatcher& owner_;
  Place place_;
};

EventWatcher::EventWatcher(std::string connection_string)
    : connection_string_(std::move(connection_string)), wake_fd_(eventfd(0, EFD_CLOEXEC)),
      thread_([this] { run(); }) {}

EventWatcher::~EventWatcher() {
  stopping_ = true;
  eventfd_write(wake_fd_, 1);
  thread_.join();
  close(wake_fd_);
}

std::unique_ptr<EventSignal::Subscription> EventWatcher::subscribe(std::function<void(std::int64_t)> heard) {
  const std::lock_guard lock(mutex_);
  return std::make_unique<Entry>(*this, subscribers_.insert(subscribers_.end(), std::move(heard)));
}

void EventWatcher::tell(std::int64_t position) {
  const std::lock_guard lock(mutex_);
  if (position <= newest_)
    return;
  newest_ = position;
  for (const auto& heard : subscribers_)
    heard(position);
}

// The thread's top: what a session throws is a lost database, and the next session reads the position anew.
void EventWatcher::run() {
  while (!stopping_) {
    try {
      session();
    } catch (const pqxx::failure&) {
      connected_ = false;
    }
    if (!stopping_)
      wait_readable(wake_fd_, wake_fd_, reconnect_ms);
  }
}

void EventWatcher::session() {
  pqxx::connection connection(connection_string_);
  std::int64_t newest = 0;
  Receiver receiver(connection, newest);
  connected_ = true;
  while (!stopping_) {
    // A look at the head now and then also finds a connection that died silently.
    newest = std::max(newest, read_position(connection));
    tell(newest);
    for (int waited = 0; waited < look_anew_ms && !stopping_; waited += reconnect_ms) {
      wait_readable(connection.sock(), wake_fd_, reconnect_ms);
      connection.get_notifs();
      tell(newest);
    }
  }
}

} // namespace paydesk::store
