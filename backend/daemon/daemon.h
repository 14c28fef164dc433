// The composition root: every part of paydeskd, made in order, stopped in the reverse.
#pragma once

#include <memory>

#include "core/result.h"
#include "daemon/config.h"

namespace paydesk::daemon {

/// A running daemon. Lives on the main thread.
class Daemon {
 public:
  /// Starts everything, or says what could not be started; nothing keeps running then but an embedded cluster that
  /// ran before.
  static Result<std::unique_ptr<Daemon>> start(Config config);
  ~Daemon();

  /// Drains: takes no new work, finishes what is under way, commits it, stops the embedded cluster.
  void stop();

 private:
  struct Parts;
  explicit Daemon(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// The version that is told everywhere.
inline constexpr const char* version = PAYDESK_VERSION;

} // namespace paydesk::daemon
