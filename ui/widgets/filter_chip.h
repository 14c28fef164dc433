// One term of a filter.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

/// Paints "key:value" with a cross; a click on the text opens it, one on the cross drops it.
class FilterChip : public QWidget {
  Q_OBJECT

 public:
  FilterChip(Look look, const QString& text, QWidget* parent);
  const QString& text() const noexcept { return text_; }
  QSize sizeHint() const override;

 Q_SIGNALS:
  void dropped();
  void opened();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  Look look_;
  QString text_;
  QString key_;
  QString value_;
};

} // namespace paydesk::ui
