#include "ui/widgets/overlay.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace paydesk::ui {

Overlay::Overlay(Look look, QWidget* window, QWidget* panel, Place place)
    : QWidget(window), look_(look), panel_(panel), focus_before_(QApplication::focusWidget()), place_(place) {
  panel->setParent(this);
  window->installEventFilter(this);
  panel->installEventFilter(this);
  setFocusPolicy(Qt::StrongFocus);
}

void Overlay::open() {
  settle();
  show();
  raise();
  panel_->setFocus(Qt::OtherFocusReason);
}

void Overlay::dismiss() {
  hide();
  if (focus_before_)
    focus_before_->setFocus(Qt::OtherFocusReason);
  Q_EMIT dismissed();
  deleteLater();
}

void Overlay::settle() {
  setGeometry(parentWidget()->rect());
  if (!panel_)
    return;
  const QSize size = panel_->sizeHint().expandedTo(panel_->minimumSize()).boundedTo(panel_->maximumSize()).boundedTo(this->size() - QSize(32, 32));
  const int top = place_ == Place::top ? 72 : std::max(16, (height() - size.height()) / 2);
  panel_->setGeometry(QRect(QPoint((width() - size.width()) / 2, top), size));
}

void Overlay::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme.is_dark() ? QColor(0, 0, 0, 140) : QColor(23, 26, 31, 110));
}

void Overlay::mousePressEvent(QMouseEvent*) { dismiss(); }

void Overlay::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape)
    return dismiss();
  // Nothing below the scrim hears keys.
  event->accept();
}

bool Overlay::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && watched == parentWidget())
    settle();
  if (event->type() == QEvent::LayoutRequest && watched == panel_)
    settle();
  if (event->type() == QEvent::MouseButtonPress && watched == panel_)
    return true;
  return QWidget::eventFilter(watched, event);
}

bool Overlay::focusNextPrevChild(bool next) {
  QWidget* from = QApplication::focusWidget();
  QWidget* at = from ? from : this;
  for (int tries = 0; tries < 500; ++tries) {
    at = next ? at->nextInFocusChain() : at->previousInFocusChain();
    if (at == from)
      break;
    if (isAncestorOf(at) && at->isVisible() && at->isEnabled() && at->focusPolicy() & Qt::TabFocus) {
      at->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
      return true;
    }
  }
  return true;
}

} // namespace paydesk::ui
