// Success rates of the PSP accounts, with their change.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/system.h"

namespace paydesk::ui {

/// One row an account: name, a bar from 80 to 100 %, the rate, its change against the hour before.
class PspRates : public QWidget {
  Q_OBJECT

 public:
  explicit PspRates(Look look, QWidget* parent = nullptr);
  void show_psps(const std::vector<views::PspHealth>& psps);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  std::vector<views::PspHealth> psps_;
};

} // namespace paydesk::ui
