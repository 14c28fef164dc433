#include "ui/widgets/choice_box.h"

#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {

void ChoiceBox::paintEvent(QPaintEvent* event) {
  QComboBox::paintEvent(event);
  QPainter painter(this);
  draw_icon(painter, QStringLiteral("chevron-down"), QRectF(width() - 22, height() / 2.0 - 7, 14, 14), theme_[isEnabled() ? Token::text2 : Token::text3]);
}

} // namespace paydesk::ui
