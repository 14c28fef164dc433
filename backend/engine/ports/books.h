// The ledger through time: what is sealed, closed, and was once.
#pragma once

#include <optional>
#include <string>

#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "views/books.h"

namespace paydesk {

/// A day that somebody closes, with all before it.
struct Closing {
  std::string day; ///< YYYY-MM-DD
  Instant through; ///< its last instant
  Instant at;
  Uuid principal_id;
  std::string login;
  std::string reason;
};

/// An account by its name and currency, and a period in instants, both ends included.
struct StatementQuery {
  std::string account_class, owner, currency;
  Instant before; ///< the last instant before the period
  Instant until;
  int limit = 100;
  std::string cursor;
};

/// Thread-safe.
class BooksStore {
 public:
  virtual ~BooksStore() = default;
  virtual Result<views::BooksStatus> status() = 0;
  /// Waits for postings on their way, seals the day, and stores who closed it with audit record, event and answer.
  /// failed_precondition when it or a later one is closed.
  virtual Result<views::BooksStatus> close(const Closing& closing, const KeepAnswer<views::BooksStatus>& keep) = 0;
  /// Seals up to an instant, chains what is sealed, and sums it when the sums are some minutes old; how many
  /// transactions were chained.
  virtual Result<int> seal(Instant through) = 0;
  virtual Result<views::BalancesAsOf> balances(const std::string& account_prefix, Instant at) = 0;
  /// Of every account that has moved by `until`; days are the caller's to write.
  virtual Result<views::TrialBalance> trial_balance(Instant before, Instant until) = 0;
  virtual Result<views::Statement> statement(const StatementQuery& query) = 0;
  /// not_found naming seal_no.
  virtual Result<views::LedgerSeal> ledger_seal(std::int64_t seal_no) = 0;
};

} // namespace paydesk
