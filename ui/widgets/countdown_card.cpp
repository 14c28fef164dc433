#include "ui/widgets/countdown_card.h"

#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {

constexpr int least_height = 44;
constexpr int left_of_words = 36;
constexpr int right_of_card = 12;

int height_of(const QString& words, const QFont& font, int width) {
  return words.isEmpty() ? 0 : QFontMetrics(font).boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, words).height();
}

} // namespace

CountdownCard::CountdownCard(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedHeight(least_height);
  connect(&clock_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
  clock_.start(1000);
}

void CountdownCard::show_step(const QString& what, const QString& detail, const QDateTime& due, const QDateTime& since) {
  what_ = what;
  detail_ = detail;
  due_ = due;
  since_ = since;
  fit();
  update();
}

QString CountdownCard::time_left() const { return due_.isValid() ? countdown_text(-seconds_since(due_)) : QString(); }

int CountdownCard::room() const {
  // The seconds that go by must not wrap the words anew.
  const int time = due_.isValid() ? std::max(text_width(time_left(), Theme::font(16, 600)), 76) + 8 : 0;
  return width() - left_of_words - right_of_card - time;
}

void CountdownCard::fit() {
  const int words = height_of(what_, Theme::font(12, 600), room()) + height_of(detail_, Theme::font(11), room());
  setFixedHeight(std::max(least_height, words + 14));
}

void CountdownCard::resizeEvent(QResizeEvent*) { fit(); }

void CountdownCard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  const QRectF box(rect());
  draw_box(painter, box, theme[Token::surface], theme[Token::line2], 5);
  draw_icon(painter, QStringLiteral("retry"), QRectF(12, 15, 14, 14), theme[Token::accent]);
  const double right = box.right() - right_of_card;
  draw_text(painter, QRectF(right - 100, 4, 100, 20), time_left(), Theme::font(16, 600), theme[Token::text], Qt::AlignRight | Qt::AlignVCenter);
  draw_text(painter, QRectF(right - 100, 24, 100, 14), look_.formats.time(due_), Theme::font(11), theme[Token::text2],
            Qt::AlignRight | Qt::AlignVCenter);
  const auto words = [&](int top, const QString& text, const QFont& font, Token ink) {
    const int height = height_of(text, font, room());
    painter.setFont(font);
    painter.setPen(theme[ink]);
    painter.drawText(QRect(left_of_words, top, room(), height), Qt::TextWordWrap, text);
    return top + height;
  };
  words(words(6, what_, Theme::font(12, 600), Token::text) + 1, detail_, Theme::font(11), Token::text2);
  if (since_.isValid() && due_.isValid() && since_ < due_) {
    const double whole = static_cast<double>(since_.msecsTo(due_));
    const double done = std::clamp(static_cast<double>(since_.msecsTo(QDateTime::currentDateTimeUtc())) / whole, 0.0, 1.0);
    painter.fillRect(QRectF(2, box.bottom() - 3, (box.width() - 4) * done, 2), theme[Token::accent]);
  }
}

} // namespace paydesk::ui
