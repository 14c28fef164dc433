#include "ui/reports/report_pdf.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include "ui/reports/report_layout.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {

using Layout = ReportLayout;

/// Draws one document, a page at a time.
class Press {
 public:
  Press(const ReportSheet& sheet, const Tokens& colors, const Layout& layout, QPainter& painter)
      : sheet_(sheet), colors_(colors), layout_(layout), painter_(painter) {}

  void draw(std::size_t page) {
    if (page == 0)
      draw_head();
    else
      write({left(), Layout::margin, width(), Layout::px(14)}, sheet_.title, Layout::font(9, 600), Token::text2);
    double y = draw_header(layout_.top_of(page));
    const auto [first, end] = layout_.rows_of(page);
    for (std::size_t row = first; row < end; ++row)
      y = draw_row(layout_.line_of(row), y);
    draw_foot(page);
  }

 private:
  static double left() { return Layout::margin; }
  double width() const { return layout_.page().width() - 2 * Layout::margin; }

  void write(const QRectF& rect, const QString& text, const QFont& font, Token color, Qt::Alignment side = Qt::AlignLeft) {
    draw_text(painter_, rect, text, font, colors_[color], side | Qt::AlignVCenter);
  }

  void rule(double y, Token color, double pixels = 0.75) {
    painter_.fillRect(QRectF(left(), y, width(), Layout::px(pixels)), colors_[color]);
  }

  void draw_head() {
    write({left(), Layout::margin - Layout::px(6), width(), Layout::px(14)}, QStringLiteral("Paydesk"), Layout::font(9, 600), Token::accent);
    write({left(), Layout::margin + Layout::px(10), width(), Layout::px(28)}, sheet_.title, Layout::font(20, 600), Token::text);
    for (std::size_t i = 0; i < sheet_.facts.size(); ++i)
      draw_fact(layout_.fact_place(i), sheet_.facts[i].first, sheet_.facts[i].second, Layout::font(9, 500));
    const QRectF last(left(), layout_.facts_bottom(), width(), Layout::px(15));
    draw_fact(last, sheet_.checksum_name, sheet_.checksum, Layout::mono(8));
  }

  void draw_fact(const QRectF& place, const QString& name, const QString& value, const QFont& font) {
    const double names = Layout::px(112);
    write({place.left(), place.top(), names - Layout::px(4), place.height()}, name, Layout::font(9), Token::text2);
    write(place.adjusted(names, 0, 0, 0), value, font, Token::text);
  }

  double draw_header(double top) {
    const auto& header = layout_.header();
    painter_.fillRect(QRectF(left() - Layout::px(4), top, width() + Layout::px(8), header.height), colors_[Token::sunken]);
    draw_cells(header, top, Layout::font(8, 600), Token::text2);
    rule(top + header.height - Layout::px(0.75), Token::line2);
    return top + header.height;
  }

  double draw_row(const Layout::Line& line, double top) {
    if (line.sum)
      painter_.fillRect(QRectF(left() - Layout::px(4), top, width() + Layout::px(8), line.height), colors_[Token::sunken]);
    draw_cells(line, top, Layout::font(9, line.sum ? 600 : 400), Token::text);
    rule(top + line.height - Layout::px(0.5), line.sum ? Token::line2 : Token::line, 0.5);
    return top + line.height;
  }

  void draw_cells(const Layout::Line& line, double top, const QFont& font, Token color) {
    const bool is_header = &line == &layout_.header();
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      const auto& column = layout_.columns()[i];
      const auto& style = sheet_.columns[i];
      double y = top + Layout::row_room / 2;
      for (const auto& text : line.cells[i]) {
        // A little more room than was measured: a rounding must never cost a figure its last digit.
        const double more = Layout::px(2);
        const QRectF rect(style.right ? column.left - more : column.left, y, column.width + more, Layout::line_height);
        write(rect, text, style.mono && !is_header ? Layout::mono(7) : font, color, style.right ? Qt::AlignRight : Qt::AlignLeft);
        y += Layout::line_height;
      }
    }
  }

  void draw_foot(std::size_t page) {
    const double y = layout_.page().height() - Layout::margin - Layout::px(10);
    rule(y - Layout::px(4), Token::line);
    const QRectF place(left(), y, width(), Layout::px(14));
    write(place, QStringLiteral("Paydesk \u00B7 ") + sheet_.title + QStringLiteral(" \u00B7 ") + sheet_.made, Layout::font(8), Token::text2);
    write(place, sheet_.page.arg(page + 1).arg(layout_.pages()), Layout::font(8), Token::text2, Qt::AlignRight);
  }

  const ReportSheet& sheet_;
  const Tokens& colors_;
  const Layout& layout_;
  QPainter& painter_;
};

QString tr(const char* text) { return QCoreApplication::translate("ReportFile", text); }

/// Opens, has it written, and puts it in its place; nothing is left behind otherwise.
template <class Write>
QString save(const QString& path, const FileWork::Progress& progress, Write write) {
  QSaveFile file(path);
  const auto failed = [&] {
    return QCoreApplication::translate("ReportFile", "%1 could not be written: %2. Nothing was saved; choose another folder or name.")
        .arg(path, file.errorString());
  };
  if (!file.open(QIODevice::WriteOnly))
    return failed();
  if (!write(file) || progress.is_stopped()) {
    file.cancelWriting();
    return progress.is_stopped() ? tr(QT_TRANSLATE_NOOP("ReportFile", "Stopped. Nothing was saved.")) : failed();
  }
  return file.commit() ? QString() : failed();
}

} // namespace

int write_pdf(const ReportSheet& sheet, const Tokens& colors, QIODevice& device, const FileWork::Progress& progress) {
  const Layout layout(sheet);
  QPdfWriter writer(&device);
  writer.setTitle(sheet.title);
  writer.setCreator(QStringLiteral("Paydesk"));
  writer.setResolution(96 * Layout::dots);
  writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), layout.is_wide() ? QPageLayout::Landscape : QPageLayout::Portrait, QMarginsF()));
  QPainter painter;
  if (!painter.begin(&writer))
    return 0;
  Press press(sheet, colors, layout, painter);
  for (std::size_t page = 0; page < layout.pages(); ++page) {
    if (progress.is_stopped())
      return 0;
    if (page > 0)
      writer.newPage();
    press.draw(page);
    progress.tell(static_cast<int>(page) + 1, static_cast<int>(layout.pages()));
  }
  painter.end();
  return static_cast<int>(layout.pages());
}

QString save_pdf(const ReportSheet& sheet, const Tokens& colors, const QString& path, const FileWork::Progress& progress) {
  return save(path, progress, [&](QIODevice& file) { return write_pdf(sheet, colors, file, progress) > 0; });
}

QString save_bytes(const std::string& bytes, const QString& path, const FileWork::Progress& progress) {
  return save(path, progress, [&](QIODevice& file) {
    return file.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size());
  });
}

} // namespace paydesk::ui
