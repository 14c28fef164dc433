#include "ui/widgets/field_grid.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/draw.h"

namespace paydesk::ui {
namespace {
constexpr int line = 20;
}

FieldGrid::FieldGrid(Look look, QWidget* parent) : QWidget(parent), look_(look) { setMouseTracking(true); }

void FieldGrid::show_fields(std::vector<Field> fields) {
  fields_ = std::move(fields);
  setFixedHeight(static_cast<int>((fields_.size() + 1) / 2) * line);
  update();
}

QRectF FieldGrid::place(std::size_t field) const {
  const double half = width() * 0.54;
  const bool right = field % 2 == 1;
  return {right ? half : 0, static_cast<double>(field / 2) * line, right ? width() - half : half - 8, line};
}

int FieldGrid::name_width(std::size_t column) const {
  int widest = 0;
  for (std::size_t i = column; i < fields_.size(); i += 2)
    widest = std::max(widest, text_width(fields_[i].name, Theme::font(11)));
  return widest + 10;
}

void FieldGrid::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const auto& theme = look_.theme;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const auto& field = fields_[i];
    QRectF box = place(i);
    draw_text(painter, box, field.name, Theme::font(11), theme[Token::text2]);
    box.setLeft(box.left() + name_width(i % 2));
    const double end = field.copy.isEmpty() ? box.right() : box.right() - 16;
    const qreal used = draw_text(painter, QRectF(box.left(), box.top(), end - box.left(), line), field.value,
                                 field.mono ? Theme::mono(11) : Theme::font(12), theme[Token::text], Qt::AlignLeft | Qt::AlignVCenter,
                                 field.mono ? Qt::ElideMiddle : Qt::ElideRight);
    if (!field.copy.isEmpty())
      draw_icon(painter, QStringLiteral("copy"), QRectF(box.left() + used + 4, box.top() + 4, 12, 12), theme[Token::text3]);
  }
}

void FieldGrid::mousePressEvent(QMouseEvent* event) {
  for (std::size_t i = 0; i < fields_.size(); ++i)
    if (!fields_[i].copy.isEmpty() && place(i).contains(event->position())) {
      QGuiApplication::clipboard()->setText(fields_[i].copy);
      Q_EMIT copied(fields_[i].copy);
    }
}

void FieldGrid::mouseMoveEvent(QMouseEvent* event) {
  setToolTip({});
  for (std::size_t i = 0; i < fields_.size(); ++i)
    if (place(i).contains(event->position()))
      setToolTip(fields_[i].copy);
}

} // namespace paydesk::ui
