#include "ui/reconciliation/run_header.h"

#include <algorithm>

#include <QPainter>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

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
    draw_text(painter, QRectF(x + used + 6, top + 17, 90, 22), aside, Theme::font(11), theme[Token::text2]);
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
  const auto& theme = look_.theme;
  struct Bar {
    QString name;
    Money amount;
    Money against;
    Token color;
  };
  // The report's gross stands against the ledger, the bank's credit against the report's net.
  const Bar bars[] = {{tr("Ledger"), run_.ledger_total, {}, Token::c3}, {tr("PSP report"), run_.report_gross, run_.ledger_total, Token::c2},
                      {tr("Bank"), run_.bank_amount, run_.report_net, Token::c1}};
  std::int64_t most = 1;
  for (const auto& bar : bars)
    most = std::max(most, bar.amount.minor);
  const double name_width = 76, figures = 190, room = std::max(40.0, width() - left - name_width - figures - 14);
  for (int i = 0; i < 3; ++i) {
    const auto& bar = bars[i];
    const double top = 12 + i * 28.0;
    draw_text(painter, QRectF(left, top, name_width, 20), bar.name, Theme::font(12), theme[Token::text2]);
    const double length = is_set(bar.amount) ? room * static_cast<double>(std::max<std::int64_t>(bar.amount.minor, 0)) / static_cast<double>(most) : 0;
    painter.fillRect(QRectF(left + name_width, top + 5, length, 10), theme[bar.color]);
    const double right = width() - 14.0;
    const bool has_difference = is_set(bar.amount) && is_set(bar.against) && bar.amount.currency == bar.against.currency && bar.amount.minor != bar.against.minor;
    const QString amount = is_set(bar.amount) ? amount_text(bar.amount) : tr("no statement yet");
    draw_text(painter, QRectF(right - figures, top, figures - 76, 20), amount, Theme::font(12, is_set(bar.amount) ? 600 : 400),
              theme[is_set(bar.amount) ? Token::text : Token::text3], Qt::AlignRight | Qt::AlignVCenter);
    const QString aside = has_difference ? signed_amount_text({bar.amount.minor - bar.against.minor, bar.amount.currency}) : i == 0 ? currency_code(bar.amount.currency) : QStringLiteral("0");
    draw_text(painter, QRectF(right - 72, top, 72, 20), aside, Theme::font(11, has_difference ? 600 : 400), theme[has_difference ? Token::bad : i == 0 ? Token::text3 : Token::ok],
              Qt::AlignRight | Qt::AlignVCenter);
  }
}

} // namespace paydesk::ui
