// Reconciliation on PostgreSQL.
#pragma once

#include "engine/ports/reconciliation.h"
#include "store/database.h"

namespace paydesk::store {

/// Thread-safe; `database` must outlive it.
class PgReconciliation final : public ReconciliationStore {
 public:
  explicit PgReconciliation(Database& database) : database_(database) {}

  Result<void> in_transaction(const std::function<Result<void>(ReconciliationTx&)>& work) override;
  Result<views::ListRunsResponse> list_runs(const views::PageRequest& page) override;
  Result<views::ReconRun> get_run(const Uuid& run_id) override;
  Result<views::ListBreaksResponse> list_breaks(const views::ListBreaksRequest& request) override;
  Result<views::ReconBreak> get_break(const Uuid& break_id) override;
  Result<views::ListPairsResponse> list_pairs(const views::ListPairsRequest& request) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
