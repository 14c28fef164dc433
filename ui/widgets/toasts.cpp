#include "ui/widgets/toasts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace paydesk::ui {
namespace {

constexpr int toast_width = 320;
constexpr int most_shown = 3;

/// One piece of news.
class Toast : public QWidget {
 public:
  Toast(Look look, Tone tone, QString icon, const QString& text, QWidget* parent)
      : QWidget(parent), look_(look), tone_(tone), icon_(std::move(icon)) {
    setFixedWidth(toast_width);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(36, 8, 6, 8);
    label_ = make_label("medium", text);
    label_->setWordWrap(true);
    auto* close = new Button(look.theme, Button::Kind::ghost, {});
    close->set_icon(QStringLiteral("close"));
    close->set_small(true);
    row->addWidget(label_, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    connect(close, &QAbstractButton::clicked, this, &QObject::deleteLater);
    if (tone != Tone::bad)
      QTimer::singleShot(6000, this, &QObject::deleteLater);
  }
  QString text() const { return label_->text(); }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    draw_box(painter, QRectF(rect()), look_.theme[Token::surface], look_.theme[Token::line2], 6);
    painter.fillRect(QRect(1, 6, 3, height() - 12), look_.theme.ink(tone_));
    draw_icon(painter, icon_, QRectF(14, 13, 14, 14), look_.theme.ink(tone_));
  }

 private:
  Look look_;
  Tone tone_;
  QString icon_;
  QLabel* label_;
};

} // namespace

Toasts::Toasts(Look look, QWidget* window) : QWidget(window), look_(look), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(8);
  window->installEventFilter(this);
  hide();
}

void Toasts::say(Tone tone, const QString& icon, const QString& text) {
  while (column_->count() >= most_shown) {
    const std::unique_ptr<QLayoutItem> oldest(column_->takeAt(0));
    oldest->widget()->hide();
    oldest->widget()->deleteLater();
  }
  auto* toast = new Toast(look_, tone, icon, text, this);
  column_->addWidget(toast);
  connect(toast, &QObject::destroyed, this, [this] { QTimer::singleShot(0, this, &Toasts::settle); });
  show();
  settle();
}

QStringList Toasts::texts() const {
  QStringList all;
  for (int i = 0; i < column_->count(); ++i)
    if (const auto* toast = static_cast<const Toast*>(column_->itemAt(i)->widget()))
      all << toast->text();
  return all;
}

bool Toasts::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize)
    settle();
  return QWidget::eventFilter(watched, event);
}

void Toasts::settle() {
  setVisible(column_->count() > 0);
  if (column_->count() == 0)
    return;
  column_->activate();
  resize(toast_width, sizeHint().height());
  move(parentWidget()->width() - width() - 16, parentWidget()->height() - height() - 40);
  raise();
}

} // namespace paydesk::ui
