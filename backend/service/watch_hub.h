// Feeds every watcher of the event stream from one thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/result.h"
#include "engine/ports/event_signal.h"
#include "engine/ports/queries.h"

namespace paydesk::service {

/// One open watch, as the hub sees it. Its calls come on the hub's thread and must not block.
class Watcher {
 public:
  virtual ~Watcher() = default;
  /// Sends the batch; the hub offers no other before `sent` is told of it.
  virtual void send(const views::EventBatch& batch) = 0;
  /// Whether the caller may still watch; asked before each heartbeat.
  virtual Result<void> check() = 0;
  /// Ends the stream with this error; the watcher leaves the hub by itself.
  virtual void end(const Error& error) = 0;
};

/// Knows where each watcher is and what it can take: one batch under way a watcher, so a slow reader costs a batch
/// of memory and nobody's time. Reads the events itself; watchers at the same place share a read. Thread-safe.
class WatchHub {
 public:
  WatchHub(Queries& queries, EventSignal& events, std::chrono::milliseconds heartbeat, std::size_t most_watchers);
  ~WatchHub();
  WatchHub(const WatchHub&) = delete;
  WatchHub& operator=(const WatchHub&) = delete;

  /// From then on events after `position` are offered; -1 begins at the present. invalid_argument for a position
  /// that is not there yet, exhausted when there are too many watchers, unavailable while draining.
  Result<void> join(const std::shared_ptr<Watcher>& watcher, std::int64_t position);
  /// The batch was taken: the watcher can have the next.
  void sent(const Watcher* watcher);
  void leave(const Watcher* watcher);
  /// Ends every watch with unavailable, and refuses new ones.
  void drain();

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Seat {
    std::shared_ptr<Watcher> watcher;
    std::int64_t position = 0;
    bool busy = false;
    Time last_sent;
  };
  struct Turn {
    std::shared_ptr<Watcher> watcher;
    std::int64_t position = 0;
    bool heartbeat = false;
  };

  void run();
  std::vector<Turn> take_turns(Time now);
  void serve(const std::vector<Turn>& turns);
  void serve_one(const Turn& turn, const views::EventBatch& batch);
  void fail_reading(const std::vector<Turn>& turns);

  Queries& queries_;
  const std::chrono::milliseconds heartbeat_;
  const std::size_t most_watchers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<const Watcher*, Seat> seats_;
  std::int64_t newest_ = 0;
  bool draining_ = false;
  bool stopping_ = false;
  std::unique_ptr<EventSignal::Subscription> subscription_;
  std::thread thread_;
};

} // namespace paydesk::service
