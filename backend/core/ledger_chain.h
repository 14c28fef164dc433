// The chain over the sealed ledger: what its hashes are made of, so that whoever has the ledger in a file can prove it
// without the database it came from. resources/docs/books.md tells the format to auditors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace paydesk::ledger_chain {

struct SealedEntry {
  std::int64_t line = 0;
  std::string account_class, owner, currency;
  std::int64_t amount = 0; ///< minor units; debits positive

  bool operator==(const SealedEntry&) const = default;
};

/// As it was booked; texts exactly as they were sealed.
struct SealedTransaction {
  std::string transaction_id, kind, cause;
  std::string payment_id; ///< empty: none
  std::string booked_at;  ///< YYYY-MM-DDTHH:MM:SS.ffffffZ
  std::string value_date; ///< YYYY-MM-DD
  std::string description;
  std::vector<SealedEntry> entries; ///< in the order of their lines

  bool operator==(const SealedTransaction&) const = default;
};

/// Some transactions in the order of (booked_at, transaction_id), and the hash over them and the seal before.
struct Seal {
  std::int64_t seal_no = 0; ///< 1, 2, 3 …
  std::string hash;         ///< SHA-256, hex
  std::vector<SealedTransaction> transactions;
};

/// What stands before the first seal.
inline const std::string beginning = std::string(64, '0');

/// The hash that `seal` must have behind one with the hash `before` (hex): SHA-256 over that hash and the SHA-256 of
/// each transaction, which is taken over the netstrings of its fields and then of those of its entries.
std::string hash_of(const std::string& before, const Seal& seal);

/// Takes seals one after the other and proves each: not thread-safe, no I/O.
class Proof {
 public:
  /// failed_precondition in words of what was altered, removed or put in another order.
  Result<void> take(const Seal& seal);

  const std::string& head() const { return head_; } ///< hash of the last seal taken; `beginning` before
  std::int64_t seals() const { return seals_; }
  std::int64_t transactions() const { return transactions_; }
  std::int64_t entries() const { return entries_; }

 private:
  Result<void> take(const SealedTransaction& transaction);

  std::string head_ = beginning;
  std::string last_booked_, last_id_;
  std::int64_t seals_ = 0, transactions_ = 0, entries_ = 0;
};

} // namespace paydesk::ledger_chain
