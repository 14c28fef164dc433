// One payment's state machine, drawn.
#pragma once

#include <optional>

#include <QWidget>

#include "ui/lifecycle/machine_layout.h"
#include "ui/theme/look.h"

namespace paydesk::ui::lifecycle {

/// Paints a MachineLayout: passed states in their tones with the time they took, the present one filled, possible ones
/// hollow and dashed. What finds no room in the picture stands in the tool tip.
class MachineView : public QWidget {
  Q_OBJECT

 public:
  explicit MachineView(Look look, QWidget* parent = nullptr);
  void show_payment(const views::PaymentDetail& payment, const std::string& shown, const views::LifecycleMachine* machine);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void lay_out();
  void paint_edge(QPainter& painter, const MachineEdge& edge) const;
  void paint_node(QPainter& painter, const MachineNode& node) const;
  QString tip_at(const QPointF& at) const;
  QString passage_text(const MachineEdge& edge) const;

  Look look_;
  views::PaymentDetail payment_;
  std::string shown_;
  std::optional<views::LifecycleMachine> machine_;
  MachineLayout layout_;
};

} // namespace paydesk::ui::lifecycle
