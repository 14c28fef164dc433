// The circuit breakers on PostgreSQL.
#pragma once

#include "engine/ports/breakers.h"
#include "store/database.h"

namespace paydesk::store {

/// Thread-safe; the database outlives it.
class PgBreakers final : public BreakerStore {
 public:
  explicit PgBreakers(Database& database) : database_(database) {}

  Result<BreakerState> record(const std::string& psp_account, const CallResults& results, Instant now) override;
  Result<AccountBreaker> find(const std::string& psp_account) override;
  Result<AccountBreaker> force(const Caller& caller, const std::string& psp_account,
                               std::optional<BreakerState> state, const std::string& reason, Instant now,
                               const std::function<CommandAnswer(const AccountBreaker&)>& keep) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
