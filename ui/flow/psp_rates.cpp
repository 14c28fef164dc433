#include "ui/flow/psp_rates.h"

#include <algorithm>

#include <QPainter>

#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui {

RatesFit fit_rates(int rows, int height) {
  constexpr int widest = 26, closest = 18, above = 4;
  const int pitch = rows > 0 ? std::clamp((height - above) / rows, closest, widest) : widest;
  const int room = std::max(0, (height - above) / pitch);
  return {rows <= room ? rows : std::max(0, room - 1), pitch};
}

PspRates::PspRates(Look look, QWidget* parent) : QWidget(parent), look_(look) {}

void PspRates::show_psps(const std::vector<views::PspHealth>& psps) {
  psps_ = psps;
  update();
}

void PspRates::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  if (psps_.empty())
    draw_text(painter, QRectF(12, 4, width() - 24, 22), tr("No PSP account yet"), Theme::font(12), theme[Token::text2]);
  int names = 40;
  for (const auto& psp : psps_)
    names = std::max(names, text_width(qt(psp.psp_account), Theme::font(12)));
  const double bar_left = 12 + names + 12, bar = std::max(20.0, width() - bar_left - 110);
  const auto fit = fit_rates(static_cast<int>(psps_.size()), height());
  for (std::size_t i = 0; i < static_cast<std::size_t>(fit.shown); ++i) {
    const auto& psp = psps_[i];
    // The text of a row is 22 high, whatever its pitch.
    const double top = 4 + fit.pitch * static_cast<double>(i) + (fit.pitch - 22) / 2.0 - 2;
    draw_text(painter, QRectF(12, top, names + 2, 22), qt(psp.psp_account), Theme::font(12), theme[Token::text2]);
    const bool known = psp.success_rate >= 0;
    const bool poor = psp.paused || (known && psp.success_rate < 0.95);
    painter.fillRect(QRectF(bar_left, top + 8, bar, 6), theme[Token::grid]);
    const double share = known ? std::clamp(psp.success_rate, 0.0, 1.0) : 0;
    painter.fillRect(QRectF(bar_left, top + 8, bar * share, 6), theme[poor ? Token::warn : Token::c2]);
    const QString rate = psp.paused ? tr("paused") : known ? QString::number(psp.success_rate * 100, 'f', 1) + QLatin1Char('%') : QStringLiteral("\u2013");
    draw_text(painter, QRectF(width() - 100, top, 52, 22), rate, Theme::font(12, 600), theme[poor ? Token::warn : Token::text],
              Qt::AlignRight | Qt::AlignVCenter);
    if (!known || psp.success_rate_before < 0) {
      draw_text(painter, QRectF(width() - 48, top, 36, 22), QStringLiteral("\u2013"), Theme::font(11), theme[Token::text3], Qt::AlignRight | Qt::AlignVCenter);
      continue;
    }
    const double change = (psp.success_rate - psp.success_rate_before) * 100;
    const QString text = (change < -0.05 ? QStringLiteral("\u2212") : change > 0.05 ? QStringLiteral("+") : QString()) + QString::number(std::abs(change), 'f', 1);
    draw_text(painter, QRectF(width() - 48, top, 36, 22), text, Theme::font(11), theme[change < -1 ? Token::bad : Token::text2],
              Qt::AlignRight | Qt::AlignVCenter);
  }
  if (const int more = static_cast<int>(psps_.size()) - fit.shown; more > 0)
    draw_text(painter, QRectF(12, 2 + fit.pitch * fit.shown, width() - 24, fit.pitch), tr("%n more", nullptr, more), Theme::font(11), theme[Token::text2]);
}

} // namespace paydesk::ui
