// Reports: the same figures as the screens', as files that say what they are.
#pragma once

#include "engine/books/books.h"
#include "engine/ports/queries.h"
#include "engine/ports/report_files.h"
#include "views/reports.h"

namespace paydesk {

/// Thread-safe use cases. invalid_argument names the field; failed_precondition when there are more than `most_rows`.
class Reports {
 public:
  Reports(Books& books, Queries& queries, const ReportFiles& files, const Clock& clock)
      : books_(books), queries_(queries), files_(files), clock_(clock) {}

  Result<views::Report> make(const Caller& caller, const views::ReportRequest& request);

  static constexpr std::size_t most_rows = 100'000;

 private:
  Result<ReportTable> trial_balance(const views::ReportRequest& request);
  Result<ReportTable> statement(const views::ReportRequest& request);
  Result<ReportTable> wallets(const views::ReportRequest& request);

  Books& books_;
  Queries& queries_;
  const ReportFiles& files_;
  const Clock& clock_;
};

} // namespace paydesk
