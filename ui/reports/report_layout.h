// Where everything of a printed report stands: columns, lines, pages.
#pragma once

#include <vector>

#include <QFont>
#include <QRectF>

#include "ui/reports/report_sheet.h"

namespace paydesk::ui {

/// Lengths are in dots; `dots` of them are a pixel of the screen's, 96 to an inch.
class ReportLayout {
 public:
  static constexpr int dots = 8;

  /// Chooses upright or wide, and lays everything out.
  explicit ReportLayout(const ReportSheet& sheet);

  struct Column {
    double left = 0, width = 0; ///< of its text, without margins
  };
  struct Line {
    double height = 0;
    std::vector<QStringList> cells; ///< each cell's lines of text
    bool sum = false;
  };

  bool is_wide() const noexcept { return wide_; }
  QSizeF page() const noexcept { return page_; }
  const std::vector<Column>& columns() const noexcept { return columns_; }
  const Line& header() const noexcept { return header_; }
  /// Rows of a page, from the first to behind the last.
  std::pair<std::size_t, std::size_t> rows_of(std::size_t page) const;
  std::size_t pages() const noexcept { return breaks_.size(); }
  /// The lines of a row's cells.
  Line line_of(std::size_t row) const;
  /// Where the table begins on a page.
  double top_of(std::size_t page) const { return page == 0 ? first_top_ : margin + running_head; }
  /// A fact's place in the head of the first page.
  QRectF fact_place(std::size_t fact) const;
  double facts_bottom() const;

  static double px(double pixels) { return pixels * dots; }
  static QFont font(int pixels, int weight = 400);
  static QFont mono(int pixels);
  static constexpr double margin = 44.0 * dots, running_head = 30.0 * dots, footer = 26.0 * dots;
  static constexpr double line_height = 12.0 * dots, row_room = 6.0 * dots, gap = 10.0 * dots;

 private:
  std::vector<double> natural_widths() const;
  void fit_columns(const std::vector<double>& natural);
  void break_pages();
  QFont cell_font(std::size_t column, bool sum) const;

  const ReportSheet& sheet_;
  bool wide_ = false;
  QSizeF page_;
  std::vector<Column> columns_;
  Line header_;
  double first_top_ = 0;
  std::vector<std::size_t> breaks_; ///< each page's first row
};

} // namespace paydesk::ui
