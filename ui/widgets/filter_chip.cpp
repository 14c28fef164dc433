#include "ui/widgets/filter_chip.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/draw.h"
#include "ui/widgets/filter_bar.h"

namespace paydesk::ui {
namespace {
constexpr int chip_height = 22;
constexpr int cross_width = 20;
} // namespace

FilterChip::FilterChip(Look look, const QString& text, QWidget* parent) : QWidget(parent), look_(look), text_(text) {
  const QString shown = folded_chip(text);
  const auto colon = shown.indexOf(QLatin1Char(':'));
  key_ = shown.left(colon + 1);
  value_ = shown.mid(colon + 1);
  setToolTip(text);
}

QSize FilterChip::sizeHint() const {
  return {7 + text_width(key_, Theme::font(11)) + text_width(value_, Theme::font(11, 600)) + 6 + cross_width, chip_height};
}

void FilterChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  draw_box(painter, QRectF(rect()), theme[Token::sunken], theme[Token::line2], 4);
  const double end = width() - cross_width;
  double x = 7;
  x += draw_text(painter, QRectF(x, 0, end - x - 4, chip_height), key_, Theme::font(11), theme[Token::text2]);
  draw_text(painter, QRectF(x, 0, end - x - 4, chip_height), value_, Theme::font(11, 600), theme[Token::text]);
  painter.fillRect(QRectF(end, 1, 1, chip_height - 2), theme[Token::line2]);
  draw_icon(painter, QStringLiteral("close"), QRectF(end + 4, 5, 12, 12), theme[Token::text2]);
}

void FilterChip::mousePressEvent(QMouseEvent* event) {
  if (event->position().x() >= width() - cross_width)
    Q_EMIT dropped();
  else
    Q_EMIT opened();
}

} // namespace paydesk::ui
