// A thread that repeats one piece of background work.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace paydesk::daemon {

/// Runs `turn` again and again: at once while it answers true (there is more), else after `pause` or when poked.
/// `turn` throws nothing and answers errors through its own log.
class Worker {
 public:
  Worker(std::chrono::milliseconds pause, std::function<bool()> turn)
      : pause_(pause), turn_(std::move(turn)), thread_([this] { run(); }) {}
  ~Worker() { stop(); }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// There may be work. Thread-safe.
  void poke() {
    const std::lock_guard lock(mutex_);
    poked_ = true;
    wake_.notify_one();
  }

  /// Ends after the turn it is at.
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      wake_.notify_one();
    }
    if (thread_.joinable())
      thread_.join();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      poked_ = false;
      lock.unlock();
      const bool more = turn_();
      lock.lock();
      if (!more)
        wake_.wait_for(lock, pause_, [this] { return stopping_ || poked_; });
    }
  }

  const std::chrono::milliseconds pause_;
  const std::function<bool()> turn_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool poked_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace paydesk::daemon
