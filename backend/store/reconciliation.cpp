#include "store/reconciliation.h"

#include "store/reconciliation_tx.h"

namespace paydesk::store {
namespace {

constexpr std::string_view other_joins_sql =
    "select set_config('enable_nestloop', $1, true), set_config('enable_mergejoin', $1, true)";

} // namespace

Result<void> PgReconciliation::in_transaction(const std::function<Result<void>(ReconciliationTx&)>& work) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    PgReconciliationTx rows(tx);
    return work(rows);
  });
}

pqxx::result PgReconciliationTx::with_hash_joins(std::string_view sql, const Params& params) {
  tx_.exec(other_joins_sql, Params::of("off"));
  auto result = tx_.exec(sql, params);
  tx_.exec(other_joins_sql, Params::of("on"));
  return result;
}

} // namespace paydesk::store
