// A report as the daemon made it: a table whose columns are those of its kind.
#pragma once

#include "app/models/paged_table.h"
#include "views/reports.h"

namespace paydesk::models {

/// One row of a report.
struct ReportLine {
  std::vector<views::ReportCell> cells; ///< as many as the kind has columns
  int number = 0;                       ///< from 0
  bool sum = false;                     ///< of rows before it
};

/// The columns of a kind, in the order of a row's cells; the last one is the whole row with tabs, for the clipboard.
std::span<const Column<ReportLine>> report_columns(std::string_view kind);

extern template class PagedTable<ReportLine>;

/// One kind of report. What it shows is what was made at one instant: it follows no events, and is made again only
/// when asked. Lives on the GUI thread.
class ReportModel final : public PagedTable<ReportLine> {
 public:
  /// `kind` as in views::ReportRequest.
  ReportModel(client::Daemon& daemon, std::string kind, QObject* parent = nullptr)
      : PagedTable(daemon, parent), kind_(std::move(kind)) {}

  const std::string& kind() const noexcept { return kind_; }
  /// Has the report made, or only emptied while `complete` is false: something that it needs is missing. What was under
  /// way is dropped.
  void make(views::ReportRequest request, bool complete);
  const views::ReportRequest& request() const noexcept { return request_; }
  /// What is shown, or nullptr while nothing is. It never changes: a report made anew is another one.
  const std::shared_ptr<const views::ReportTable>& report() const noexcept { return report_; }
  /// True from asking until the answer.
  bool is_making() const noexcept { return phase() == Phase::Loading; }
  /// Gives up what is under way; the list is empty then.
  void stop();

  std::span<const Column<ReportLine>> columns() const override;

 protected:
  std::string id_of(const ReportLine& row) const override { return std::to_string(row.number); }
  QVariant row_data(const ReportLine& row, int role) const override;
  client::Call fetch(views::PageRequest page, client::Reply<Page<ReportLine>> reply) override;
  bool concerns(const views::Event&) const override { return false; }
  bool is_set() const override { return complete_; }
  /// A report is made anew and never kept: a figure of an earlier session would be taken for one of now.
  QByteArray encode(std::span<const ReportLine>) const override { return {}; }
  std::vector<ReportLine> decode(const QByteArray&) const override { return {}; }

 private:
  std::string kind_;
  views::ReportRequest request_;
  bool complete_ = false;
  std::shared_ptr<const views::ReportTable> report_;
};

} // namespace paydesk::models
