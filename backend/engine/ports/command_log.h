// What a caller's idempotency key did before.
#pragma once

#include <functional>
#include <string>

#include "core/ids.h"
#include "core/result.h"

namespace paydesk {

/// The answer of a command that was carried out, for the key it came with.
struct CommandAnswer {
  Uuid caller_id;
  Uuid key;
  std::string response; ///< any bytes; a repeated command is answered with them
};

/// Makes the answer of what a command came to. A use case that is given one stores the answer in the transaction
/// that carries the command out: a daemon that dies leaves both or neither. Empty: no answer is kept there.
/// May be called again when the transaction has to run again.
template <class View> using KeepAnswer = std::function<CommandAnswer(const View&)>;

/// Answers repeated commands from what was stored for their key. A key belongs to its caller. Thread-safe.
/// The command runs in a transaction of its own between begin and finish. One that keeps its answer there is never
/// done twice; any other may run again after a crash before finish, so it has to find what it did the first time.
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
  /// Stores the answer, unless the command's own transaction did.
  virtual Result<void> finish(const Uuid& caller_id, const Uuid& key, const std::string& response) = 0;
  /// The command was refused: the same request may come again under this key.
  virtual Result<void> release(const Uuid& caller_id, const Uuid& key) = 0;
};

} // namespace paydesk
