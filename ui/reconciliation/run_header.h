// A run at a glance: what was compared, how much matched, and the three totals.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"
#include "views/reconciliation.h"

namespace paydesk::ui {

/// Painted, 96 high: facts at the left, bars of ledger, report and bank at the right.
class RunHeader : public QWidget {
  Q_OBJECT

 public:
  explicit RunHeader(Look look, QWidget* parent = nullptr);
  void show_run(const views::ReconRun& run);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paint_facts(QPainter& painter, double right) const;
  void paint_bars(QPainter& painter, double left) const;

  Look look_;
  views::ReconRun run_;
};

} // namespace paydesk::ui
