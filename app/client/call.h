// A remote call that is under way, owned by whoever asked for it.
#pragma once

#include <functional>
#include <memory>

#include "core/result.h"

namespace paydesk::client {

/// Receives the outcome of a call, on the thread of the Daemon that made it.
template <class T>
using Reply = std::function<void(Result<T>)>;

/// Owns one call: destroying, replacing or cancelling it aborts the call and drops its reply. Move-only; used
/// on the Daemon's thread alone, where no reply runs once cancel() has returned.
class Call {
 public:
  /// What a call does behind the handle; implemented by the transport. Thread-safe.
  class State {
   public:
    virtual ~State() = default;
    virtual void cancel() noexcept = 0;
    virtual bool finished() const noexcept = 0;
  };

  Call() noexcept = default;
  explicit Call(std::shared_ptr<State> state) noexcept : state_(std::move(state)) {}
  Call(Call&& other) noexcept = default;
  Call& operator=(Call&& other) noexcept {
    if (this != &other) {
      cancel();
      state_ = std::move(other.state_);
    }
    return *this;
  }
  ~Call() { cancel(); }

  void cancel() noexcept {
    if (state_) state_->cancel();
    state_.reset();
  }
  /// True until the reply was delivered.
  bool running() const noexcept { return state_ && !state_->finished(); }
  /// Lets the call run on without its handle: for commands whose outcome matters after the page closed. The
  /// reply is still dropped when its context object is gone.
  void detach() noexcept { state_.reset(); }

 private:
  std::shared_ptr<State> state_;
};

} // namespace paydesk::client
