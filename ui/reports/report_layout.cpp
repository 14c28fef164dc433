#include "ui/reports/report_layout.h"

#include <algorithm>
#include <numeric>

#include <QFontMetricsF>
#include <QTextLayout>

#include "ui/theme/theme.h"

namespace paydesk::ui {
namespace {

// A4 at 96 dots an inch.
constexpr double short_side = 793.7, long_side = 1122.5;
constexpr std::size_t most_measured = 2000; ///< rows; the figures of the others are measured too
constexpr int facts_a_row = 2;
constexpr double fact_height = 15, head_height = 52;

/// Without the shapes that a font puts in place of others: those have no character in a PDF, so that whoever copies a
/// figure out of it would lose its minus.
QFont for_paper(QFont font) {
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setStyleStrategy(QFont::PreferNoShaping);
  return font;
}

/// The lines of a text within a width; words are broken only where one is wider than it.
QStringList lines_in(const QString& text, const QFont& font, double width) {
  if (text.isEmpty())
    return {};
  if (QFontMetricsF(font).horizontalAdvance(text) <= width)
    return {text};
  QTextOption option;
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  QTextLayout layout(text, font);
  layout.setTextOption(option);
  QStringList lines;
  layout.beginLayout();
  for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(width);
    lines << text.mid(line.textStart(), line.textLength()).trimmed();
  }
  layout.endLayout();
  return lines;
}

double widest(const QStringList& texts, const QFont& font) {
  const QFontMetricsF metrics(font);
  double width = 0;
  for (const auto& text : texts)
    width = std::max(width, metrics.horizontalAdvance(text));
  return width;
}

/// How wide a text may be so that all of them fit: those that are narrower keep their width.
double widest_text(std::vector<double> texts, double room) {
  constexpr double narrowest = 40.0 * ReportLayout::dots;
  std::sort(texts.begin(), texts.end());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const double fair = room / static_cast<double>(texts.size() - i);
    if (texts[i] > fair)
      return std::max(fair, narrowest);
    room -= texts[i];
  }
  return texts.empty() ? narrowest : texts.back();
}

} // namespace

QFont ReportLayout::font(int pixels, int weight) { return for_paper(Theme::font(pixels * dots, weight)); }

QFont ReportLayout::mono(int pixels) { return for_paper(Theme::mono(pixels * dots)); }

QFont ReportLayout::cell_font(std::size_t column, bool sum) const {
  return sheet_.columns[column].mono ? mono(7) : font(9, sum ? 600 : 400);
}

ReportLayout::ReportLayout(const ReportSheet& sheet) : sheet_(sheet) {
  const auto natural = natural_widths();
  const double needed = std::accumulate(natural.begin(), natural.end(), gap * static_cast<double>(natural.size()));
  wide_ = needed > px(short_side) - 2 * margin;
  page_ = wide_ ? QSizeF(px(long_side), px(short_side)) : QSizeF(px(short_side), px(long_side));
  fit_columns(natural);
  for (std::size_t i = 0; i < sheet_.columns.size(); ++i)
    header_.cells.push_back(lines_in(sheet_.columns[i].title, font(8, 600), columns_[i].width));
  std::size_t most = 1;
  for (const auto& cell : header_.cells)
    most = std::max(most, static_cast<std::size_t>(cell.size()));
  header_.height = line_height * static_cast<double>(most) + row_room;
  first_top_ = facts_bottom() + px(30);
  break_pages();
}

std::vector<double> ReportLayout::natural_widths() const {
  std::vector<double> widths;
  for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
    const QFontMetricsF plain(cell_font(i, false)), bold(cell_font(i, true));
    double width = widest({sheet_.columns[i].title}, font(8, 600));
    std::size_t seen = 0;
    for (const auto& row : sheet_.rows) {
      if (!sheet_.columns[i].right && !row.sum && ++seen > most_measured)
        continue;
      width = std::max(width, (row.sum ? bold : plain).horizontalAdvance(row.cells[static_cast<qsizetype>(i)]));
    }
    widths.push_back(width + dots);
  }
  return widths;
}

void ReportLayout::fit_columns(const std::vector<double>& natural) {
  const double room = page_.width() - 2 * margin - gap * static_cast<double>(natural.size() - 1);
  double figures = 0;
  std::vector<double> texts;
  for (std::size_t i = 0; i < natural.size(); ++i)
    if (sheet_.columns[i].right)
      figures += natural[i];
    else
      texts.push_back(natural[i]);
  const double widest = widest_text(texts, room - figures);
  double used = figures;
  for (const double width : texts)
    used += std::min(width, widest);
  // Spare room goes between the columns, not into one of them.
  const double spare = natural.size() > 1 ? std::max(room - used, 0.0) / static_cast<double>(natural.size() - 1) : 0;
  double left = margin;
  for (std::size_t i = 0; i < natural.size(); ++i) {
    const double width = sheet_.columns[i].right ? natural[i] : std::min(natural[i], widest);
    columns_.push_back({left, width});
    left += width + gap + spare;
  }
}

ReportLayout::Line ReportLayout::line_of(std::size_t row) const {
  Line line;
  line.sum = sheet_.rows[row].sum;
  qsizetype most = 1;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const QString& text = sheet_.rows[row].cells[static_cast<qsizetype>(i)];
    line.cells.push_back(sheet_.columns[i].right ? QStringList{text} : lines_in(text, cell_font(i, line.sum), columns_[i].width));
    most = std::max(most, line.cells.back().size());
  }
  line.height = line_height * static_cast<double>(most) + row_room;
  return line;
}

void ReportLayout::break_pages() {
  const double bottom = page_.height() - margin - footer;
  breaks_ = {0};
  double y = first_top_ + header_.height;
  for (std::size_t row = 0; row < sheet_.rows.size(); ++row) {
    const double height = line_of(row).height;
    if (y + height > bottom && row > breaks_.back()) {
      breaks_.push_back(row);
      y = top_of(1) + header_.height;
    }
    y += height;
  }
}

std::pair<std::size_t, std::size_t> ReportLayout::rows_of(std::size_t page) const {
  return {breaks_[page], page + 1 < breaks_.size() ? breaks_[page + 1] : sheet_.rows.size()};
}

QRectF ReportLayout::fact_place(std::size_t fact) const {
  const double width = (page_.width() - 2 * margin) / facts_a_row;
  return {margin + width * static_cast<double>(fact % facts_a_row),
          margin + px(head_height) + px(fact_height) * static_cast<double>(fact / facts_a_row), width - gap, px(fact_height)};
}

double ReportLayout::facts_bottom() const {
  const auto rows = (sheet_.facts.size() + facts_a_row - 1) / facts_a_row;
  return margin + px(head_height) + px(fact_height) * static_cast<double>(rows);
}

} // namespace paydesk::ui
