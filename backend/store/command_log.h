// Callers' idempotency keys on PostgreSQL.
#pragma once

#include "engine/ports/command_log.h"
#include "store/database.h"

namespace paydesk::store {

/// Stores a command's answer under its key. conflict, and nothing is stored, when the key has one already: then
/// another daemon, which took the key over, carried the command out.
Result<void> store_answer(Tx& tx, const CommandAnswer& answer);

/// Rows of `idempotency`, shared with the REST edge. A key whose command was lost with its daemon can be taken again
/// after five minutes. Thread-safe; the database outlives it.
class PgCommandLog final : public CommandLog {
 public:
  explicit PgCommandLog(Database& database) : database_(database) {}

  Result<Begun> begin(const Uuid& caller_id, const Uuid& key, const std::string& request_hash) override;
  Result<void> finish(const Uuid& caller_id, const Uuid& key, const std::string& response) override;
  Result<void> release(const Uuid& caller_id, const Uuid& key) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
