// A value that one thread sets and one coroutine awaits.
#pragma once

#include <utility> // Boost 1.74's awaitable.hpp needs it and forgot it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace paydesk::edge {

/// A handle, shared by copying, on a value that is set once from any thread and awaited once, by a coroutine
/// that runs on a strand (as every HTTP handler does). Setting it after the wait ended, or after the server
/// is gone, does no harm.
template <class T>
class Completion {
 public:
  Completion() : shared_(std::make_shared<Shared>()) {}

  /// Handles are equal that share the same value.
  friend bool operator==(const Completion& a, const Completion& b) noexcept { return a.shared_ == b.shared_; }

  /// Sets the value and wakes the coroutine; false when it was set before. Never blocks for long.
  bool set(T value) const {
    const std::lock_guard lock(shared_->mutex);
    if (shared_->was_set) return false;
    shared_->was_set = true;
    shared_->value.emplace(std::move(value));
    // Posted while locked: the coroutine's frame, and with it the executor, cannot go away meanwhile.
    if (auto timer = shared_->waiter) boost::asio::post(timer->get_executor(), [timer] { timer->cancel(); });
    return true;
  }

  /// The value, or nothing when it was not set in time.
  boost::asio::awaitable<std::optional<T>> wait(std::chrono::milliseconds timeout) const {
    const std::shared_ptr<Shared> shared = shared_;
    const auto executor = co_await boost::asio::this_coro::executor;
    const Waiting waiting(*shared, std::make_shared<boost::asio::steady_timer>(executor, timeout));
    if (!waiting.already_set) {
      boost::system::error_code why;
      co_await waiting.timer->async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, why));
    }
    const std::lock_guard lock(shared->mutex);
    co_return std::exchange(shared->value, std::nullopt);
  }

 private:
  struct Shared {
    std::mutex mutex;
    std::optional<T> value;
    bool was_set = false;
    std::shared_ptr<boost::asio::steady_timer> waiter;
  };

  /// Registers the waiting coroutine, and takes it out also when its frame is destroyed unfinished.
  struct Waiting {
    Waiting(Shared& state, std::shared_ptr<boost::asio::steady_timer> clock)
        : shared(state), timer(std::move(clock)) {
      const std::lock_guard lock(shared.mutex);
      already_set = shared.was_set;
      shared.waiter = timer;
    }
    ~Waiting() {
      const std::lock_guard lock(shared.mutex);
      shared.waiter.reset();
    }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;

    Shared& shared;
    std::shared_ptr<boost::asio::steady_timer> timer;
    bool already_set = false;
  };

  std::shared_ptr<Shared> shared_;
};

} // namespace paydesk::edge
