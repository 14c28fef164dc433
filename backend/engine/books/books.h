// The ledger through time: closing days, balances as of any instant, trial balance, account statements.
#pragma once

#include "core/clock.h"
#include "engine/ports/books.h"

namespace paydesk {

/// An instant as RFC 3339, or a date: its end in UTC.
std::optional<Instant> instant_or_day(const std::string& text);

/// Thread-safe use cases. Days are days in UTC, as book dates are.
class Books {
 public:
  Books(BooksStore& store, const Clock& clock) : store_(store), clock_(clock) {}

  Result<views::BooksStatus> status() { return store_.status(); }
  /// Closes a day and all before it: they take no more postings. Only days that are over; never opened again:
  /// corrections are booked in the open one. invalid_argument naming the field; failed_precondition when it is closed.
  Result<views::BooksStatus> close_day(const Caller& caller, const views::CloseDayRequest& request,
                                       const KeepAnswer<views::BooksStatus>& keep = {});
  Result<views::BalancesAsOf> balances(const views::BalancesAsOfRequest& request);
  Result<views::TrialBalance> trial_balance(const views::TrialBalanceRequest& request);
  Result<views::Statement> statement(const views::StatementRequest& request);
  /// One seal of the chain over the sealed ledger, with what it seals: invalid_argument, not_found.
  Result<views::LedgerSeal> ledger_seal(std::int64_t seal_no);
  /// Seals what is older than any posting on its way, chains and sums it: for a background task, every minute.
  Result<int> keep_sums();

  /// A posting that takes longer than this to be committed is booked when it is.
  static constexpr std::chrono::minutes longest_posting{1};

 private:
  BooksStore& store_;
  const Clock& clock_;
};

} // namespace paydesk
