// A state's pill as a widget.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

/// Icon, tone and word of one state.
class StatePill : public QWidget {
 public:
  explicit StatePill(Look look, QWidget* parent = nullptr);
  void show_state(const QString& state);
  /// Any look, such as an error class.
  void show_look(const StateLook& state);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  StateLook state_;
};

} // namespace paydesk::ui
