// The closed batches.
#pragma once

#include "sandbox/books/books.h"
#include "sandbox/settlement/planting.h"
#include "sandbox/settlement/settlement.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

/// Closes days, and keeps what was closed. Used on the io thread only.
class Settlements {
 public:
  Settlements(Books& books, Faults& faults, Accounts& accounts)
      : books_(books), faults_(faults), accounts_(accounts) {}

  /// Puts everything since the last close in files, one per account and currency. `date` (YYYY-MM-DD) is the
  /// settlement date; without it each account's today. `carry_negative`: a batch below zero is not debited but carried
  /// to the account's next one. Pointers are valid until `clear`.
  std::vector<const Settlement*> close(const std::optional<std::string>& date, bool carry_negative);

  const std::deque<Settlement>& all() const { return all_; }
  /// The account's settlement with that id, or nothing.
  const Settlement* find(const std::string& id, const Account& account) const;
  void clear();

 private:
  const Settlement& file(const BatchKey& key, Draft draft, const std::string& date, bool carry_negative);
  void carry_over(const BatchKey& key, Settlement& settlement);

  Books& books_;
  Faults& faults_;
  Accounts& accounts_;
  std::deque<Settlement> all_;
  std::map<std::string, std::int64_t> bank_balance_;     ///< by currency
  std::map<std::string, std::int64_t> statement_number_; ///< by currency
};

} // namespace sandbox
