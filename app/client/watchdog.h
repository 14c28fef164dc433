// Ends a blocking stream that says nothing. Private to the client: includes gRPC.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <grpcpp/client_context.h>

namespace paydesk::client {

/// Cancels the call when feed() does not come for `longest_silence`. Owns a thread for as long as it lives;
/// the context must outlive it.
class Watchdog {
 public:
  Watchdog(grpc::ClientContext& context, std::chrono::milliseconds longest_silence)
      : context_(context), longest_silence_(longest_silence), thread_([this] { guard(); }) {}
  ~Watchdog() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  void feed() {
    {
      const std::lock_guard lock(mutex_);
      fed_ = true;
    }
    changed_.notify_one();
  }

 private:
  void guard() {
    std::unique_lock lock(mutex_);
    while (changed_.wait_for(lock, longest_silence_, [this] { return fed_ || done_; })) {
      if (done_) return;
      fed_ = false;
    }
    context_.TryCancel();
  }

  grpc::ClientContext& context_;
  const std::chrono::milliseconds longest_silence_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool fed_ = false;  // guarded by mutex_
  bool done_ = false; // guarded by mutex_
  std::thread thread_;
};

} // namespace paydesk::client
