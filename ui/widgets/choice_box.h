// A combo box with the console's arrow.
#pragma once

#include <QComboBox>

#include "ui/theme/theme.h"

namespace paydesk::ui {

/// Style sheets can only show an arrow that is a file of one colour; this one is drawn in the theme's.
class ChoiceBox : public QComboBox {
  Q_OBJECT

 public:
  explicit ChoiceBox(const Theme& theme, QWidget* parent = nullptr) : QComboBox(parent), theme_(theme) {}

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& theme_;
};

} // namespace paydesk::ui
