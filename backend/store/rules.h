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
  Result<RulesGlance> glance() override;
  Result<RulesInForce> in_force() override;
  Result<std::vector<Uuid>> stranded(std::span<const std::string> psp_accounts, int most) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
