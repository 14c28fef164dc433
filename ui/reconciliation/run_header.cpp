#include "ui/reconciliation/run_header.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <QPainter>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

namespace {

/// A box of diagonal strokes, readable also where it is only a few pixels wide.
void hatch(QPainter& painter, const QRectF& box, const QColor& color) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(color, 1));
  painter.setClipRect(box);
  for (double x = box.left() - box.height(); x < box.right(); x += 4)
    painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
  painter.restore();
  draw_box(painter, box, {}, color, 0);
}

} // namespace

RunHeader::RunHeader(Look look, QWidget* parent) : QWidget(parent), look_(look) { setFixedHeight(102); }

void RunHeader::show_run(const views::ReconRun& run) {
  run_ = run;
  update();
}

void RunHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), look_.theme[Token::surface], look_.theme[Token::line], 6);
  const double split = width() * 0.51;
  painter.fillRect(QRectF(split, 1, 1, height() - 2), look_.theme[Token::line]);
  paint_facts(painter, split);
  paint_bars(painter, split + 14);
}

void RunHeader::paint_facts(QPainter& painter, double right) const {
  const auto& theme = look_.theme;
  const auto fact = [&](double& x, double top, const QString& name, const QString& value, const QFont& font, const QColor& color, const QString& aside = {}) {
    const double wide = std::max(text_width(name, Theme::font(11)), text_width(value, font) + (aside.isEmpty() ? 0 : 6 + text_width(aside, Theme::font(11))));
    draw_text(painter, QRectF(x, top, wide + 2, 14), name, Theme::font(11), theme[Token::text2]);
    const qreal used = draw_text(painter, QRectF(x, top + 15, std::min(wide + 2, right - x - 10), 24), value, font, color);
    draw_text(painter, QRectF(x + used + 6, top + 17, std::max(0.0, std::min(x + wide, right - 10) - x - used - 4), 22), aside, Theme::font(11), theme[Token::text2]);
    x += wide + 28;
  };
  const QFont plain = Theme::font(12, 500), large = Theme::font(16, 600);
  double x = 14;
  fact(x, 8, tr("PSP account"), qt(run_.psp_account), plain, theme[Token::text]);
  fact(x, 8, tr("Settlement"), book_date_text(qt(run_.settlement_date)), plain, theme[Token::text], run_.batch.empty() ? QString() : tr("batch %1").arg(qt(run_.batch)));
  fact(x, 8, tr("File"), qt(run_.file_name), Theme::mono(11), theme[Token::text]);
  x = 14;
  const QString share = run_.lines > 0 ? QString::number(100.0 * static_cast<double>(run_.matched) / static_cast<double>(run_.lines), 'f', 2) + QLatin1Char('%') : QStringLiteral("\u2013");
  fact(x, 52, tr("Lines"), count_text(run_.lines), large, theme[Token::text]);
  fact(x, 52, tr("Matched"), share, large, theme[Token::text], count_text(run_.matched));
  fact(x, 52, tr("Suggested"), count_text(run_.suggested), large, theme[run_.suggested > 0 ? Token::accent : Token::text]);
  fact(x, 52, tr("Breaks"), count_text(run_.breaks_open), large, theme[run_.breaks_open > 0 ? Token::bad : Token::text]);
  if (is_set(run_.ledger_total) && is_set(run_.report_gross)) {
    const Money difference{run_.report_gross.minor - run_.ledger_total.minor, run_.ledger_total.currency};
    fact(x, 52, tr("Difference"), signed_amount_text(difference), large, theme[difference.minor == 0 ? Token::ok : Token::bad]);
  }
}

void RunHeader::paint_bars(QPainter& painter, double left) const {
  // From what the ledger expects to what the bank paid: the fees are what stands between the report and the bank.
  const auto& theme = look_.theme;
  const auto same = [](const Money& a, const Money& b) { return is_set(a) && is_set(b) && a.currency == b.currency; };
  struct Bar {
    QString name;
    Money amount;
    std::optional<Money> difference;
    Token color;
    std::int64_t from = 0; ///< where the bar begins, in minor units
    bool hatched = false;
  };
  const auto minus = [&](const Money& a, const Money& b) {
    return same(a, b) ? std::optional(Money{a.minor - b.minor, a.currency}) : std::nullopt;
  };
  const auto fees = minus(run_.report_net, run_.report_gross);
  const Bar bars[] = {{tr("Ledger"), run_.ledger_total, {}, Token::c3},
                      {tr("PSP report"), run_.report_gross, minus(run_.report_gross, run_.ledger_total), Token::c2},
                      {tr("less PSP fees"), fees.value_or(Money{}), {}, Token::c2, run_.report_net.minor, true},
                      {tr("Bank"), run_.bank_amount, minus(run_.bank_amount, run_.report_net), Token::c1}};
  std::int64_t most = 1;
  double name_width = 0;
  for (const auto& bar : bars) {
    most = std::max({most, bar.amount.minor, bar.from});
    name_width = std::max<double>(name_width, text_width(bar.name, Theme::font(12)) + 12);
  }
  const double figures = 184, right = width() - 14.0, room = std::max(40.0, right - left - name_width - figures);
  const auto length = [&](std::int64_t minor) { return room * static_cast<double>(std::max<std::int64_t>(minor, 0)) / static_cast<double>(most); };
  double top = 8;
  for (const auto& bar : bars) {
    const bool known = is_set(bar.amount);
    draw_text(painter, QRectF(left, top, name_width, 20), bar.name, Theme::font(12), theme[bar.hatched ? Token::text3 : Token::text2]);
    const double begin = left + name_width + length(bar.from);
    const QRectF box(begin, top + 5, known ? length(bar.from + std::abs(bar.amount.minor)) - length(bar.from) : 0, 10);
    if (bar.hatched)
      hatch(painter, box, theme[bar.color]);
    else
      painter.fillRect(box, theme[bar.color]);
    draw_text(painter, QRectF(right - figures, top, figures - 80, 20), known ? amount_text(bar.amount) : bar.hatched ? QStringLiteral("\u2013") : tr("no statement yet"),
              Theme::font(12, known && !bar.hatched ? 600 : 400), theme[!known ? Token::text3 : bar.hatched ? Token::text2 : Token::text], Qt::AlignRight | Qt::AlignVCenter);
    const QRectF aside(right - 76, top, 76, 20);
    if (&bar == &bars[0])
      draw_text(painter, aside, currency_code(bar.amount.currency), Theme::font(11), theme[Token::text3], Qt::AlignRight | Qt::AlignVCenter);
    else if (bar.difference)
      draw_text(painter, aside, bar.difference->minor == 0 ? QStringLiteral("\u2713 0") : signed_amount_text(*bar.difference), Theme::font(11, bar.difference->minor == 0 ? 400 : 600),
                theme[bar.difference->minor == 0 ? Token::ok : Token::bad], Qt::AlignRight | Qt::AlignVCenter);
    top += 22;
  }
}

} // namespace paydesk::ui
