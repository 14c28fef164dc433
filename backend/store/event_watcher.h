// Listens for published events and tells subscribers in this process the newest position.
#pragma once

#include <atomic>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "engine/ports/event_signal.h"

namespace paydesk::store {

/// LISTENs on a thread and a connection of its own. After a lost connection it reads the position anew, so nothing
/// is missed. Outlives its subscriptions.
class EventWatcher final : public EventSignal {
 public:
  explicit EventWatcher(std::string connection_string);
  ~EventWatcher() override;
  std::unique_ptr<Subscription> subscribe(std::function<void(std::int64_t)> heard) override;
  bool connected() const noexcept { return connected_; }

 private:
  class Entry;
  void run();
  void session();
  void tell(std::int64_t position);

  const std::string connection_string_;
  int wake_fd_ = -1;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> connected_ = false;
  std::mutex mutex_;
  std::int64_t newest_ = 0;
  std::list<std::function<void(std::int64_t)>> subscribers_;
  std::thread thread_;
};

} // namespace paydesk::store
