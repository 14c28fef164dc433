#include "ui/widgets/label.h"

#include <QPainter>
#include <QStyle>
#include <QVariant>

namespace paydesk::ui {

QLabel* make_label(const char* look, const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setTextFormat(Qt::PlainText);
  label->setProperty("look", QLatin1String(look));
  return label;
}

void set_look(QLabel& label, const char* look) {
  if (label.property("look").toString() == QLatin1String(look))
    return;
  label.setProperty("look", QLatin1String(look));
  label.style()->unpolish(&label);
  label.style()->polish(&label);
}

ElidedLabel::ElidedLabel(const char* look, Qt::TextElideMode mode, QWidget* parent) : QLabel(parent), mode_(mode) {
  setTextFormat(Qt::PlainText);
  setProperty("look", QLatin1String(look));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QString shown = fontMetrics().elidedText(text(), mode_, width());
  setToolTip(shown == text() ? QString() : text());
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(rect(), static_cast<int>(alignment()) | Qt::TextSingleLine, shown);
}

} // namespace paydesk::ui
