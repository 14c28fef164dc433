// Rules and their versions on PostgreSQL.
#pragma once

#include "engine/ports/rules.h"
#include "store/database.h"

namespace paydesk::store {

/// Thread-safe; the database outlives it.
class PgRules final : public RuleStore {
 public:
  explicit PgRules(Database& database) : database_(database) {}

  Result<void> in_transaction(const std::function<Result<void>(RuleTx&)>& work) override;
  Result<std::int64_t> newest_number() override;
  Result<RulesInForce> in_force() override;

 private:
  Database& database_;
};

} // namespace paydesk::store
