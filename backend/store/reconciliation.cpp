#include "store/reconciliation.h"

#include "store/reconciliation_tx.h"

namespace paydesk::store {

Result<void> PgReconciliation::in_transaction(const std::function<Result<void>(ReconciliationTx&)>& work) {
  return database_.in_transaction([&](Tx& tx) -> Result<void> {
    PgReconciliationTx rows(tx);
    return work(rows);
  });
}

} // namespace paydesk::store
