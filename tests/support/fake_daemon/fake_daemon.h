// A daemon for tests and for drawing screens: the real contract over a real socket, rows instead of an
// engine.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "tests/support/fake_daemon/books.h"

namespace paydesk::fake {

class Services;

/// Serves `Books` on a Unix socket in its own temporary folder, with endpoints.json and token files as the
/// real daemon leaves them. Owns the server and the folder; every function is thread-safe.
class FakeDaemon {
 public:
  /// Starts at once. `folder` empty: a temporary one, removed at the end.
  explicit FakeDaemon(Books books = {}, std::filesystem::path folder = {});
  ~FakeDaemon();
  FakeDaemon(const FakeDaemon&) = delete;
  FakeDaemon& operator=(const FakeDaemon&) = delete;

  /// Stops answering, as if killed; start() brings it back on the same socket with the same books.
  void stop();
  void start();

  std::string address() const;
  const std::filesystem::path& folder() const noexcept { return folder_; }
  std::filesystem::path endpoints_file() const { return folder_ / "endpoints.json"; }
  std::filesystem::path token_file(const std::string& login) const;

  /// Reads or changes the books under the lock, and wakes watchers.
  template <class Work>
  auto edit(Work&& work) {
    const Waker waker{*this};
    const std::lock_guard lock(mutex_);
    return std::forward<Work>(work)(books_);
  }
  void publish(std::string kind, std::string subject_kind, std::string subject_id,
               std::string payment_id = {});

  /// The next call of this RPC is refused.
  void fail_next(const std::string& rpc, Error error);
  /// Every call of this RPC waits first.
  void delay(const std::string& rpc, std::chrono::milliseconds by);
  /// Ends every Watch stream, as a draining daemon does.
  void drop_streams();
  /// Streams stay open but say nothing.
  void fall_silent(bool silent);
  /// Watchers are told of these positions out of turn: repeated or left out once.
  void repeat_events(bool on);
  void skip_next_event();
  int calls(const std::string& rpc) const;

 private:
  friend class Services;
  struct Waker {
    FakeDaemon& daemon;
    ~Waker() { daemon.changed_.notify_all(); }
  };
  void write_files() const;

  std::filesystem::path folder_;
  bool own_folder_ = false;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Books books_;
  std::map<std::string, Error> failures_;
  std::map<std::string, std::chrono::milliseconds> delays_;
  std::map<std::string, int> calls_;
  std::map<std::string, std::pair<std::string, std::string>> done_; // idempotency key → request, response
  int stream_generation_ = 0;
  bool stopping_ = false;
  bool silent_ = false;
  bool repeat_ = false;
  bool skip_ = false;
  std::unique_ptr<Services> services_;
};

} // namespace paydesk::fake
