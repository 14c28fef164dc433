// What is ticked and what can be done with it, at the foot of a list.
#pragma once

#include <QWidget>

#include "core/money.h"
#include "ui/theme/look.h"

class QHBoxLayout;
class QLabel;

namespace paydesk::ui {

class Button;

/// Inside the list's card above its footer; hidden while nothing is ticked. Rows do not shift: it takes the room of
/// the last row. Buttons are added by the page.
class BulkBar : public QWidget {
  Q_OBJECT

 public:
  explicit BulkBar(Look look, QWidget* parent = nullptr);
  void show_ticks(int count, const std::vector<Money>& sums);
  void add(QWidget* widget);

 Q_SIGNALS:
  void clearAsked();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  QHBoxLayout* row_;
  QLabel* count_;
  QLabel* sums_;
  Button* clear_;
};

} // namespace paydesk::ui
