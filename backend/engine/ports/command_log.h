// What a caller's idempotency key did before.
#pragma once

#include <string>

#include "core/ids.h"
#include "core/result.h"

namespace paydesk {

/// Answers repeated commands from what was stored for their key. A key belongs to its caller. Thread-safe.
/// The command runs in a transaction of its own between begin and finish: after a crash between the two it may run
/// again, so commands that make something derive its ids from the key.
class CommandLog {
 public:
  virtual ~CommandLog() = default;

  struct Begun {
    bool replayed = false; ///< the command ran before; `response` is its answer
    std::string response;
  };
  /// Takes the key. `request_hash` is 32 raw bytes over everything that was asked.
  /// already_exists, naming the key, when it belongs to another request; conflict while the first one runs.
  virtual Result<Begun> begin(const Uuid& caller_id, const Uuid& key, const std::string& request_hash) = 0;
  /// Stores the answer.
  virtual Result<void> finish(const Uuid& caller_id, const Uuid& key, const std::string& response) = 0;
  /// The command was refused: the same request may come again under this key.
  virtual Result<void> release(const Uuid& caller_id, const Uuid& key) = 0;
};

} // namespace paydesk
