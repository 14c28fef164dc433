#include "ui/widgets/tabs.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

Tabs::Tabs(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedHeight(34);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Tabs::show_tabs(std::vector<Tab> tabs) {
  tabs_ = std::move(tabs);
  if (chosen_.isEmpty() && !tabs_.empty())
    chosen_ = tabs_.front().key;
  updateGeometry();
  update();
}

void Tabs::choose(const QString& key) {
  chosen_ = key;
  update();
}

int Tabs::tab_width(const Tab& tab) const {
  return text_width(tab.text, Theme::font(12, 600)) + (tab.count.isEmpty() ? 0 : 6 + count_width(tab.count)) + 20;
}

QSize Tabs::sizeHint() const {
  int width = 0;
  for (const auto& tab : tabs_)
    width += tab_width(tab);
  return {width, 34};
}

void Tabs::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  double x = 0;
  for (const auto& tab : tabs_) {
    const bool chosen = tab.key == chosen_;
    const int width = tab_width(tab);
    const qreal used = draw_text(painter, QRectF(x + 10, 0, width, 32), tab.text, Theme::font(12, chosen ? 600 : 400), theme[chosen ? Token::text : Token::text2]);
    if (!tab.count.isEmpty())
      draw_count(painter, theme, QPointF(x + 16 + used, 8), tab.count, tab.alarming ? Tone::bad : Tone::neutral);
    if (chosen)
      painter.fillRect(QRectF(x + 6, 32, width - 12, 2), theme[Token::accent]);
    x += width;
  }
}

void Tabs::mousePressEvent(QMouseEvent* event) {
  double x = 0;
  for (const auto& tab : tabs_) {
    x += tab_width(tab);
    if (event->position().x() >= x)
      continue;
    if (tab.key != chosen_) {
      choose(tab.key);
      Q_EMIT picked(chosen_);
    }
    return;
  }
}

} // namespace paydesk::ui
