// One payment's state machine, drawn.
#pragma once

#include <optional>

#include <QWidget>

#include "ui/lifecycle/machine_layout.h"
#include "ui/theme/look.h"

namespace paydesk::ui::lifecycle {

/// Paints a MachineLayout, 142 high: passed states in their tones with the time they took, the present one filled,
/// possible ones hollow and dashed.
class MachineView : public QWidget {
  Q_OBJECT

 public:
  explicit MachineView(Look look, QWidget* parent = nullptr);
  void show_payment(const views::PaymentDetail& payment, const std::string& shown, const views::LifecycleMachine* machine);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void lay_out();
  void paint_edge(QPainter& painter, const MachineEdge& edge) const;
  void paint_node(QPainter& painter, const MachineNode& node, double label_width) const;

  Look look_;
  views::PaymentDetail payment_;
  std::string shown_;
  std::optional<views::LifecycleMachine> machine_;
  MachineLayout layout_;
};

} // namespace paydesk::ui::lifecycle
