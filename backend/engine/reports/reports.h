// Reports: the same figures as the screens', to be shown and as files that say what they are.
#pragma once

#include "engine/books/books.h"
#include "engine/ports/queries.h"
#include "engine/ports/report_figures.h"
#include "engine/ports/report_files.h"
#include "views/reports.h"

namespace paydesk {

/// Thread-safe use cases. invalid_argument names the field; failed_precondition when there are more rows than a file
/// or a screen takes.
class Reports {
 public:
  /// Rows at most. Beyond them a report is refused, never cut.
  struct Limits {
    std::size_t in_a_file = 100'000, on_screen = 20'000;
  };
  struct Needs {
    Books& books;
    Queries& queries;
    ReportFigures& figures;
    const ReportFiles& files;
    const Clock& clock;
    Limits limits{};
  };
  explicit Reports(const Needs& needs) : needs_(needs) {}

  Result<views::Report> make(const Caller& caller, const views::ReportRequest& request);
  /// What the file would have in it, with the checksum that it would state.
  Result<ReportTable> read(const Caller& caller, const views::ReportRequest& request);

 private:
  Result<ReportTable> table(const Caller& caller, const views::ReportRequest& request, std::size_t most);
  Result<ReportTable> trial_balance(const views::ReportRequest& request, std::size_t most);
  Result<ReportTable> statement(const views::ReportRequest& request, std::size_t most);
  Result<ReportTable> seller_statement(const views::ReportRequest& request, std::size_t most);
  Result<ReportTable> revenue(const views::ReportRequest& request, std::size_t most);
  Result<ReportTable> payouts(const views::ReportRequest& request, std::size_t most);
  Result<ReportTable> wallets(const views::ReportRequest& request, std::size_t most);
  /// One seller's account in one currency, from opening to closing; the closing line is put aside.
  Result<void> add_seller_account(const views::ReportRequest& request, std::size_t most, ReportTable& table,
                                  std::vector<std::vector<ReportCell>>& closings);

  Needs needs_;
};

} // namespace paydesk
