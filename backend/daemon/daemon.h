// The composition root: every part of paydeskd, made in order, stopped in the reverse.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "core/result.h"
#include "daemon/config.h"

namespace paydesk::daemon {

/// A running daemon. Lives on the main thread.
class Daemon {
 public:
  /// Waits so long; false when the daemon is told to stop meanwhile.
  using Pause = std::function<bool(std::chrono::milliseconds)>;

  /// Starts everything. What may pass (a database that does not answer yet, or has no room) is tried again for
  /// `start_patience`. Else, or then, it says what could not be started; nothing keeps running but an embedded cluster
  /// that ran before.
  static Result<std::unique_ptr<Daemon>> start(const Config& config, const Pause& pause);
  static constexpr std::chrono::seconds start_patience{60};
  ~Daemon();

  /// Drains: takes no new work, finishes what is under way, commits it, stops the embedded cluster.
  void stop();

 private:
  struct Parts;
  explicit Daemon(std::unique_ptr<Parts> parts);
  static Result<std::unique_ptr<Daemon>> start_once(const Config& config);
  std::unique_ptr<Parts> parts_;
};

/// The version that is told everywhere.
inline constexpr const char* version = PAYDESK_VERSION;

} // namespace paydesk::daemon
