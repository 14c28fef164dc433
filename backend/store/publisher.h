// The publisher: moves committed outbox rows into the event stream, dense, in order and chained.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace paydesk::store {

/// Publishes on a thread and a connection of its own while it holds the database's publisher lock; any number of
/// daemons may run one, one of them works. Reconnects by itself.
class Publisher {
 public:
  /// `connection_string` is libpq's, as paydesk_app.
  explicit Publisher(std::string connection_string);
  ~Publisher(); ///< ends after the batch it is at
  Publisher(const Publisher&) = delete;
  Publisher& operator=(const Publisher&) = delete;

  /// Something was committed: publish now, not at the next look. Thread-safe and cheap.
  void poke();

  struct State {
    bool connected = false;
    bool holds_lock = false; ///< false also when another daemon publishes
    std::string error;       ///< of the last failure, empty since a success
  };
  State state() const;

 private:
  void run();
  void session();
  bool wait(int milliseconds); ///< until poked, stopped or late; false when stopped
  bool stopping() const;
  void set_state(State state);

  const std::string connection_string_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool poked_ = false;
  bool stopping_ = false;
  State state_;
  std::thread thread_;
};

} // namespace paydesk::store
