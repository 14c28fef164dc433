// One payment's own states: which it passed, where it is, where it can go. Pure geometry.
#pragma once

#include <string>
#include <vector>

#include <QPointF>
#include <QRectF>

#include "views/payments.h"
#include "views/system.h"

namespace paydesk::ui::lifecycle {

enum class Passage { here, passed, possible };

struct MachineNode {
  std::string state;
  QPointF centre;
  Passage passage = Passage::possible;
  bool upper = true; ///< its label stands above
};

struct MachineEdge {
  std::string from;
  std::string to;
  bool passed = false;
  std::int64_t took_ms = -1; ///< time spent in `from` before, -1 when not known
};

struct MachineLayout {
  std::vector<MachineNode> nodes;
  std::vector<MachineEdge> edges;
  double radius = 10;

  const MachineNode* node(const std::string& state) const noexcept;
};

/// Lays out two rows in that width (142 high): the main line above, what leaves it below. The path comes from the
/// timeline's moves; `shown` is the status that is shown for the payment (refund_pending …). Edges that are only
/// possible come from the lifecycle's table.
MachineLayout lay_out_machine(const views::PaymentDetail& payment, const std::string& shown,
                              const views::LifecycleMachine* machine, double width);

} // namespace paydesk::ui::lifecycle
