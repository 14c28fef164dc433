#include "ui/widgets/segmented.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "ui/theme/draw.h"

namespace paydesk::ui {

Segmented::Segmented(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Segmented::set_segments(std::vector<Segment> segments) {
  const QString before = chosen();
  segments_ = std::move(segments);
  current_ = 0;
  choose(before);
  updateGeometry();
  update();
}

void Segmented::choose(const QString& key) {
  for (std::size_t i = 0; i < segments_.size(); ++i)
    if (segments_[i].key == key)
      current_ = static_cast<int>(i);
  updateGeometry();
  update();
}

QString Segmented::chosen() const {
  return current_ < static_cast<int>(segments_.size()) ? segments_[static_cast<std::size_t>(current_)].key : QString();
}

int Segmented::segment_width(const Segment& segment, bool chosen) const {
  // The widest weight, so that choosing does not move the others.
  return text_width(segment.text, Theme::font(12, 600)) + 20 + (chosen && !segment.icon.isEmpty() ? 18 : 0);
}

QSize Segmented::sizeHint() const {
  int width = 0;
  for (std::size_t i = 0; i < segments_.size(); ++i)
    width += segment_width(segments_[i], static_cast<int>(i) == current_);
  return {std::max(width, 10), height_};
}

void Segmented::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QRectF box(rect());
  draw_box(painter, box, theme_[Token::surface], {}, 5);
  QPainterPath outline;
  outline.addRoundedRect(box, 5, 5);
  painter.setClipPath(outline);
  qreal x = 0;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const auto& segment = segments_[i];
    const bool chosen = static_cast<int>(i) == current_;
    QRectF part(x, 0, segment_width(segment, chosen), height());
    if (chosen)
      painter.fillRect(part, theme_.wash(segment.tone));
    if (i > 0)
      painter.fillRect(QRectF(x, 0, 1, height()), theme_[Token::line2]);
    const QColor ink = chosen ? theme_.ink(segment.tone) : theme_[Token::text2];
    if (chosen && !segment.icon.isEmpty()) {
      draw_icon(painter, segment.icon, QRectF(x + 8, height() / 2.0 - 6, 12, 12), ink);
      part.setLeft(x + 22);
      draw_text(painter, part, segment.text, Theme::font(12, 600), ink);
      part.setLeft(x);
    } else {
      draw_text(painter, part, segment.text, Theme::font(12, chosen ? 600 : 400), ink, Qt::AlignCenter);
    }
    x += part.width();
  }
  painter.setClipping(false);
  draw_box(painter, box, {}, theme_[hasFocus() ? Token::accent : Token::line2], 5);
}

void Segmented::pick(int index) {
  if (read_only_ || index < 0 || index >= static_cast<int>(segments_.size()) || index == current_)
    return;
  current_ = index;
  updateGeometry();
  update();
  Q_EMIT picked(chosen());
}

void Segmented::mousePressEvent(QMouseEvent* event) {
  qreal x = 0;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    x += segment_width(segments_[i], static_cast<int>(i) == current_);
    if (event->position().x() < x)
      return pick(static_cast<int>(i));
  }
}

void Segmented::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
    return pick(current_ + (event->key() == Qt::Key_Right ? 1 : -1));
  QWidget::keyPressEvent(event);
}

} // namespace paydesk::ui
