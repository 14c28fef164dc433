#include "ui/theme/draw.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QFontMetricsF>
#include <QPaintDevice>

namespace paydesk::ui {

qreal draw_text(QPainter& painter, const QRectF& rect, const QString& text, const QFont& font, const QColor& color,
                Qt::Alignment align, Qt::TextElideMode elide) {
  if (text.isEmpty() || rect.width() < 2)
    return 0;
  painter.setFont(font);
  painter.setPen(color);
  const QFontMetricsF metrics(font);
  const qreal full = metrics.horizontalAdvance(text);
  const QString shown = full <= rect.width() + 0.5 ? text : metrics.elidedText(text, elide, rect.width());
  painter.drawText(rect, static_cast<int>(align) | Qt::TextSingleLine | Qt::TextDontClip, shown);
  return std::min(full, rect.width());
}

int text_width(const QString& text, const QFont& font) {
  return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

void draw_icon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color) {
  const int size = static_cast<int>(std::min(rect.width(), rect.height()));
  const qreal scale = std::max(1.0, std::abs(painter.transform().m11()));
  const auto pixmap = Theme::icon(name, color, size, painter.device()->devicePixelRatio() * std::ceil(scale * 2) / 2);
  if (pixmap.isNull())
    return;
  const QPointF at = rect.center() - QPointF(size, size) / 2.0;
  painter.drawPixmap(QRectF(QPointF(std::round(at.x()), std::round(at.y())), QSizeF(size, size)), pixmap,
                     QRectF(QPointF(), QSizeF(pixmap.size())));
}

void draw_box(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& line, qreal radius,
              qreal line_width) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, radius > 0);
  painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
  painter.setPen(line.isValid() ? QPen(line, line_width) : QPen(Qt::NoPen));
  const qreal inset = line.isValid() ? line_width / 2 : 0;
  painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
  painter.restore();
}

void draw_tick(QPainter& painter, const Theme& theme, const QRect& rect, Tick tick, bool enabled) {
  const QRectF box(rect.center().x() - 6, rect.center().y() - 6, 14, 14);
  if (tick == Tick::off) {
    draw_box(painter, box, theme[enabled ? Token::surface : Token::sunken], theme[enabled ? Token::ctl : Token::line2], 3);
    return;
  }
  draw_box(painter, box, theme[Token::accent], {}, 3);
  if (tick == Tick::on)
    draw_icon(painter, QStringLiteral("check"), box.adjusted(1, 1, -1, -1), theme[Token::onaccent]);
  else
    painter.fillRect(QRectF(box.left() + 3, box.center().y() - 1, 8, 2), theme[Token::onaccent]);
}

int key_cap_width(const QString& keys) { return std::max(16, text_width(keys, Theme::font(10, 500)) + 9); }

void draw_key_cap(QPainter& painter, qreal left, qreal middle, const QString& keys, const QColor& text,
                  const QColor& line) {
  const QRectF cap(left, std::round(middle) - 8, key_cap_width(keys), 16);
  draw_box(painter, cap, {}, line, 3);
  draw_text(painter, cap, keys, Theme::font(10, 500), text, Qt::AlignCenter);
}

int pill_width(const StateLook& look) { return 5 + 12 + 4 + text_width(look.label, Theme::font(12, 500)) + 7; }

int draw_pill(QPainter& painter, const Theme& theme, const QPointF& at, const StateLook& look, const QColor& wash,
              int max_width) {
  const int width = std::min(pill_width(look), max_width);
  const QRectF box(at, QSizeF(width, 20));
  draw_box(painter, box, wash.isValid() ? wash : theme.wash(look.tone), {}, 4);
  draw_icon(painter, look.icon, QRectF(box.left() + 5, box.top() + 4, 12, 12), theme.ink(look.tone));
  draw_text(painter, box.adjusted(21, 0, -5, 0), look.label, Theme::font(12, 500), theme.ink(look.tone));
  return width;
}

int count_width(const QString& text) { return text_width(text, Theme::font(11, 600)) + 10; }

int draw_count(QPainter& painter, const Theme& theme, const QPointF& at, const QString& text, Tone tone) {
  const QRectF box(at, QSizeF(count_width(text), 16));
  draw_box(painter, box, theme.wash(tone), {}, 3);
  draw_text(painter, box, text, Theme::font(11, 600), theme.ink(tone), Qt::AlignCenter);
  return static_cast<int>(box.width());
}

void draw_heat_bar(QPainter& painter, const Theme& theme, const QRectF& rect, const std::vector<std::int64_t>& heat) {
  const auto total = std::accumulate(heat.begin(), heat.end(), std::int64_t{0});
  if (total <= 0) {
    painter.fillRect(rect, theme[Token::line]);
    return;
  }
  const auto parts = std::count_if(heat.begin(), heat.end(), [](auto n) { return n > 0; });
  const qreal free = rect.width() - (static_cast<qreal>(parts) - 1) - 2.0 * static_cast<qreal>(parts);
  qreal x = rect.left();
  for (std::size_t i = 0; i < heat.size(); ++i) {
    if (heat[i] <= 0)
      continue;
    const qreal width = 2 + free * static_cast<qreal>(heat[i]) / static_cast<qreal>(total);
    painter.fillRect(QRectF(x, rect.top(), width, rect.height()), theme.tokens().heat(static_cast<int>(i)));
    x += width + 1;
  }
}

} // namespace paydesk::ui
