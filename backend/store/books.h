// The ledger through time, on PostgreSQL.
#pragma once

#include "engine/ports/books.h"
#include "store/database.h"

namespace paydesk::store {

class PgBooks final : public BooksStore {
 public:
  /// The database outlives it.
  explicit PgBooks(Database& database) : database_(database) {}

  Result<views::BooksStatus> status() override;
  Result<views::BooksStatus> close(const Closing& closing, const KeepAnswer<views::BooksStatus>& keep) override;
  Result<int> seal(Instant through) override;
  Result<views::BalancesAsOf> balances(const std::string& account_prefix, Instant at) override;
  Result<views::TrialBalance> trial_balance(Instant before, Instant until) override;
  Result<views::Statement> statement(const StatementQuery& query) override;
  Result<views::LedgerSeal> ledger_seal(std::int64_t seal_no) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
