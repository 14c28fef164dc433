// Tells who follows the event stream that it has grown.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace paydesk {

/// Passes the newest event position on. Thread-safe.
class EventSignal {
 public:
  virtual ~EventSignal() = default;

  /// Ends the subscription when destroyed; no call comes after that.
  class Subscription {
   public:
    virtual ~Subscription() = default;
  };
  /// `heard(position)` is called on the signal's own thread, with the newest position only, and must not block.
  [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(std::function<void(std::int64_t)> heard) = 0;
};

} // namespace paydesk
