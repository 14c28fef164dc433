// The reports that the console can show, and what each is asked with.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "ui/widgets/row_table.h"

namespace paydesk::ui {

/// One kind of report as a screen: what its form has, and how its table is drawn.
struct ReportKind {
  const char* name; ///< as in views::ReportRequest
  bool period = false, account = false, currency = false, seller = false, by = false, filter = false;
  bool needs_currency = false;        ///< it is asked of one currency only
  std::span<const ColumnPlan> plan;
  std::span<const char* const> bare;  ///< amounts whose currency another column tells
};

std::span<const ReportKind> report_kinds();
/// The first when there is none of this name.
const ReportKind& report_kind(std::string_view name);
/// What the codes in a column are called; null for texts that stand as they are.
QString (*cell_words(std::string_view column))(const std::string& code);
/// Sets up the words of the kind's cells.
void dress_cells(const ReportKind& kind, RowTable& table);

} // namespace paydesk::ui
