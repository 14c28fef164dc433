// Reads that see one state of the database from their first statement to their last.
#pragma once

#include <type_traits>

#include "store/database.h"

namespace paydesk::store {

/// Runs `read(Tx&) -> Result<T>` in one repeatable-read, read-only transaction.
template <class Read> auto in_snapshot(Database& database, Read&& read) -> std::invoke_result_t<Read&, Tx&> {
  return database.in_transaction([&](Tx& tx) {
    tx.exec("set transaction isolation level repeatable read, read only");
    return read(tx);
  });
}

} // namespace paydesk::store
