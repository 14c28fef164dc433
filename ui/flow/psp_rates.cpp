#include "ui/flow/psp_rates.h"

#include <algorithm>

#include <QPainter>

#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

PspRates::PspRates(Look look, QWidget* parent) : QWidget(parent), look_(look) {}

void PspRates::show_psps(const std::vector<views::PspHealth>& psps) {
  psps_ = psps;
  update();
}

void PspRates::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  int names = 40;
  for (const auto& psp : psps_)
    names = std::max(names, text_width(qt(psp.psp_account), Theme::font(12)));
  const double bar_left = 12 + names + 12, bar = std::max(20.0, width() - bar_left - 110);
  for (std::size_t i = 0; i < psps_.size(); ++i) {
    const auto& psp = psps_[i];
    const double top = 4 + 26.0 * static_cast<double>(i);
    if (top + 24 > height())
      break;
    draw_text(painter, QRectF(12, top, names + 2, 22), qt(psp.psp_account), Theme::font(12), theme[Token::text2]);
    const bool known = psp.success_rate >= 0;
    const bool poor = psp.paused || (known && psp.success_rate < 0.95);
    painter.fillRect(QRectF(bar_left, top + 8, bar, 6), theme[Token::grid]);
    // Below 80 % the bar is empty: what differs between good accounts should be seen.
    const double share = known ? std::clamp((psp.success_rate - 0.8) / 0.2, 0.02, 1.0) : 0;
    painter.fillRect(QRectF(bar_left, top + 8, bar * share, 6), theme[poor ? Token::warn : Token::c2]);
    const QString rate = psp.paused ? tr("paused") : known ? QString::number(psp.success_rate * 100, 'f', 1) + QLatin1Char('%') : QStringLiteral("\u2013");
    draw_text(painter, QRectF(width() - 100, top, 52, 22), rate, Theme::font(12, 600), theme[poor ? Token::warn : Token::text],
              Qt::AlignRight | Qt::AlignVCenter);
    if (!known || psp.success_rate_before < 0)
      continue;
    const double change = (psp.success_rate - psp.success_rate_before) * 100;
    const QString text = (change < -0.05 ? QStringLiteral("\u2212") : change > 0.05 ? QStringLiteral("+") : QString()) + QString::number(std::abs(change), 'f', 1);
    draw_text(painter, QRectF(width() - 48, top, 36, 22), text, Theme::font(11), theme[change < -1 ? Token::bad : Token::text2],
              Qt::AlignRight | Qt::AlignVCenter);
  }
}

} // namespace paydesk::ui
