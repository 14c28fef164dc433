#include "ui/shell/side_bar.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

SideBar::SideBar(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedWidth(bar_width);
  setMouseTracking(true);
}

void SideBar::show_navigation(std::vector<SideEntry> entries) {
  navigation_ = std::move(entries);
  update();
}

void SideBar::show_sections(std::vector<SideSection> sections) {
  sections_ = std::move(sections);
  update();
}

std::vector<SideBar::Place> SideBar::places() const {
  std::vector<Place> all;
  int y = 8;
  for (const auto& entry : navigation_) {
    all.push_back({QRect(8, y, width() - 16, 30), &entry, {}, true});
    y += 31;
  }
  for (const auto& section : sections_) {
    y += 12;
    all.push_back({QRect(16, y, width() - 32, 20), nullptr, section.title});
    y += 24;
    for (const auto& entry : section.entries) {
      all.push_back({QRect(8, y, width() - 16, 26), &entry, {}});
      y += 27;
    }
  }
  return all;
}

void SideBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme[Token::bg]);
  painter.fillRect(QRect(width() - 1, 0, 1, height()), look_.theme[Token::line]);
  for (const auto& place : places()) {
    if (place.entry)
      paint_entry(painter, place);
    else
      draw_text(painter, place.rect, place.title, Theme::font(11, 600), look_.theme[Token::text2]);
  }
}

void SideBar::paint_entry(QPainter& painter, const Place& place) const {
  const auto& theme = look_.theme;
  const auto& entry = *place.entry;
  const QRectF box(place.rect);
  if (entry.current)
    draw_box(painter, box, theme[Token::surface], theme[Token::line], 5);
  else if (place.rect.contains(hover_))
    draw_box(painter, box, theme[Token::hover], {}, 5);
  const int icon = place.navigation ? 16 : 14;
  draw_icon(painter, entry.icon, QRectF(box.left() + 8, box.center().y() - icon / 2.0, icon, icon),
            theme[entry.current ? Token::accent : Token::text2]);
  const double count_right = box.right() - 8;
  double count_width = 0;
  if (!entry.count.isEmpty() && entry.alarming) {
    count_width = ui::count_width(entry.count);
    draw_count(painter, theme, QPointF(count_right + 4 - count_width, box.center().y() - 8), entry.count, Tone::bad);
  } else if (!entry.count.isEmpty()) {
    count_width = text_width(entry.count, Theme::font(11));
    draw_text(painter, QRectF(count_right - count_width, box.top(), count_width + 1, box.height()), entry.count, Theme::font(11), theme[Token::text2]);
  }
  const double left = box.left() + (place.navigation ? 32 : 30);
  draw_text(painter, QRectF(left, box.top(), count_right - count_width - 6 - left, box.height()), entry.text,
            Theme::font(place.navigation ? 13 : 12, entry.current ? 600 : 400), theme[entry.current ? Token::text : Token::text2]);
}

void SideBar::mouseMoveEvent(QMouseEvent* event) {
  hover_ = event->position().toPoint();
  update();
}

void SideBar::leaveEvent(QEvent*) {
  hover_ = {-1, -1};
  update();
}

void SideBar::mousePressEvent(QMouseEvent* event) {
  for (const auto& place : places()) {
    if (!place.entry || !place.rect.contains(event->position().toPoint()))
      continue;
    const QString key = place.entry->key;
    if (place.navigation)
      Q_EMIT navigated(key);
    else
      Q_EMIT picked(key);
    return;
  }
}

} // namespace paydesk::ui
