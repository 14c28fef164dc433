// A session in which the tables of the books show a few charges and ledger transactions only. Internal to the store.
#pragma once

#include "store/database.h"

namespace paydesk::store {

/// Makes, where they are missing, the temporary tables `audit_charge (charge_id, payment_id)` and
/// `audit_transaction (transaction_id)`, emptied by each commit, and views before the tables of the same names that
/// show what belongs to these rows: the ledger's transactions of these charges' payments, and those that are named
/// because they belong to no payment. Statements on them need no other text than those that prove everything.
/// The session must be nobody else's: whoever shares it would see a part of the books.
Result<void> provide_audit_scope(Database& own);

/// False when the session is a new one.
bool has_audit_scope(Tx& tx);

} // namespace paydesk::store
