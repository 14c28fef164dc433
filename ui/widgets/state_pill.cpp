#include "ui/widgets/state_pill.h"

#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

StatePill::StatePill(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatePill::show_state(const QString& state) { show_look(look_.theme.states().look(state)); }

void StatePill::show_look(const StateLook& state) {
  state_ = state;
  updateGeometry();
  update();
}

QSize StatePill::sizeHint() const { return {pill_width(state_), 20}; }

void StatePill::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_pill(painter, look_.theme, {0, 0}, state_);
}

} // namespace paydesk::ui
