#include "ui/reports/report_sheet.h"

#include "app/models/report_model.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/reports/report_kinds.h"
#include "ui/reports/report_words.h"

namespace paydesk::ui {
namespace {

using Column = models::Column<models::ReportLine>;

/// As the table's delegate shows it.
QString cell_text(const Column& column, const models::ReportLine& line) {
  const QVariant value = column.value(line);
  if (column.kind == models::CellKind::Amount)
    return value.isNull() ? QString() : amount_text(value.value<Money>());
  const QString text = value.toString();
  const auto words = cell_words(column.key);
  return words && !text.isEmpty() ? words(text.toStdString()) : text;
}

} // namespace

ReportSheet sheet_of(const std::string& kind, const views::ReportTable& report) {
  ReportSheet sheet;
  sheet.title = report_title(kind);
  for (const auto& [name, value] : report.facts)
    sheet.facts.emplace_back(fact_name(name), fact_value(report, name, value));
  sheet.checksum_name = checksum_name();
  sheet.checksum = qt(report.rows_sha256);
  sheet.made = made_words(report);
  sheet.page = page_words();
  const auto columns = models::report_columns(kind).first(report.columns.size());
  for (const auto& column : columns)
    sheet.columns.push_back({models::column_title(column.title), column.kind == models::CellKind::Amount, column.kind == models::CellKind::Id});
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const models::ReportLine line{report.rows[i], static_cast<int>(i), i + report.totals >= report.rows.size()};
    ReportSheet::Row row{{}, line.sum};
    for (const auto& column : columns)
      row.cells << cell_text(column, line);
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

} // namespace paydesk::ui
