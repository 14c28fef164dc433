// Success rates of the PSP accounts, with their change.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/system.h"

namespace paydesk::ui {

/// How many of `rows` rows fit into `height`, and their pitch: rows stand closer before any is left out; the last place
/// then tells how many are.
struct RatesFit {
  int shown = 0;
  int pitch = 26;
};
RatesFit fit_rates(int rows, int height);

/// One row an account: name, a bar from 0 to 100 %, the rate, its change against the hour before.
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
