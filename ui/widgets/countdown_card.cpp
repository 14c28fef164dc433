#include "ui/widgets/countdown_card.h"

#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

CountdownCard::CountdownCard(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedHeight(44);
  connect(&clock_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
  clock_.start(1000);
}

void CountdownCard::show_step(const QString& what, const QString& detail, const QDateTime& due, const QDateTime& since) {
  what_ = what;
  detail_ = detail;
  due_ = due;
  since_ = since;
  update();
}

void CountdownCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const QRectF box(rect());
  draw_box(painter, box, theme[Token::surface], theme[Token::line2], 5);
  draw_icon(painter, QStringLiteral("retry"), QRectF(12, 15, 14, 14), theme[Token::accent]);
  const auto left = due_.isValid() ? -seconds_since(due_) : 0;
  const QString count = due_.isValid() ? countdown_text(left) : QString();
  const int count_width = text_width(count, Theme::font(16, 600));
  const double right = box.right() - 12;
  draw_text(painter, QRectF(right - 100, 4, 100, 20), count, Theme::font(16, 600), theme[Token::text], Qt::AlignRight | Qt::AlignVCenter);
  draw_text(painter, QRectF(right - 100, 24, 100, 14), look_.formats.time(due_), Theme::font(11), theme[Token::text2],
            Qt::AlignRight | Qt::AlignVCenter);
  const double room = right - std::max(count_width, 60) - 8 - 36;
  draw_text(painter, QRectF(36, 5, room, 18), what_, Theme::font(12, 600), theme[Token::text]);
  draw_text(painter, QRectF(36, 23, room, 16), detail_, Theme::font(11), theme[Token::text2]);
  if (since_.isValid() && due_.isValid() && since_ < due_) {
    const double whole = static_cast<double>(since_.msecsTo(due_));
    const double done = std::clamp(static_cast<double>(since_.msecsTo(QDateTime::currentDateTimeUtc())) / whole, 0.0, 1.0);
    painter.fillRect(QRectF(2, box.bottom() - 3, (box.width() - 4) * done, 2), theme[Token::accent]);
  }
}

} // namespace paydesk::ui
