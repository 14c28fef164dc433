#include "ui/shell/status_line.h"

#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

StatusLine::StatusLine(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedHeight(24);
  connect(&clock_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
  clock_.start(1000);
}

void StatusLine::show_connection(Tone tone, const QString& text) {
  tone_ = tone;
  connection_ = text;
  update();
}

void StatusLine::show_books(bool known, bool balanced, const QDateTime& at) {
  balanced_ = balanced;
  books_ = !known ? QString()
           : balanced ? tr("Ledger balanced, 0 difference \u00B7 %1").arg(look_.formats.time(at))
                      : tr("Ledger does not balance");
  update();
}

void StatusLine::show_keys(std::vector<KeyHint> hints) {
  hints_ = std::move(hints);
  update();
}

void StatusLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme[Token::surface]);
  painter.fillRect(QRect(0, 0, width(), 1), look_.theme[Token::line]);
  paint_right(painter, paint_left(painter) + 16);
}

double StatusLine::paint_left(QPainter& painter) const {
  const auto& theme = look_.theme;
  const QFont font = Theme::font(11);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.ink(tone_));
  painter.drawEllipse(QRectF(17, 9, 6, 6));
  painter.restore();
  double x = 32 + draw_text(painter, QRectF(32, 1, 420, 23), connection_, font, theme[Token::text2]);
  if (books_.isEmpty())
    return x;
  draw_icon(painter, balanced_ ? QStringLiteral("check") : QStringLiteral("warning"), QRectF(x + 16, 6, 12, 12),
            theme[balanced_ ? Token::ok : Token::bad]);
  x += 34;
  return x + draw_text(painter, QRectF(x, 1, 320, 23), books_, font, theme[balanced_ ? Token::text2 : Token::bad]);
}

void StatusLine::paint_right(QPainter& painter, double left) const {
  const auto& theme = look_.theme;
  const QFont font = Theme::font(11);
  const QString clock = look_.formats.zone_name() + QLatin1Char(' ') + look_.formats.time(QDateTime::currentDateTimeUtc());
  double x = width() - 16 - text_width(clock, font);
  draw_text(painter, QRectF(x, 1, width() - x, 23), clock, font, theme[Token::text3]);
  double needed = 0;
  std::size_t fits = 0;
  for (; fits < hints_.size(); ++fits) {
    const double wide = key_cap_width(hints_[fits].keys) + 5 + text_width(hints_[fits].does, font) + 12;
    if (needed + wide > x - 8 - left)
      break;
    needed += wide;
  }
  x -= 8 + needed;
  for (std::size_t i = 0; i < fits; ++i) {
    draw_key_cap(painter, x, 12.5, hints_[i].keys, theme[Token::text2], theme[Token::line2]);
    x += key_cap_width(hints_[i].keys) + 5;
    x += draw_text(painter, QRectF(x, 1, 200, 23), hints_[i].does, font, theme[Token::text2]) + 12;
  }
}

} // namespace paydesk::ui
