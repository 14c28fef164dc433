// One payment's own states: which it passed, where it is, where it can go. Pure geometry.
#pragma once

#include <string>
#include <vector>

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QStringList>

#include "ui/theme/states.h"
#include "views/payments.h"
#include "views/system.h"

namespace paydesk::ui::lifecycle {

enum class Passage { here, passed, possible };

struct MachineNode {
  std::string state;
  QPointF centre;
  Passage passage = Passage::possible;
  bool upper = true;    ///< its caption stands above
  QStringList caption;  ///< one or two lines, elided to the node's column
  QRectF caption_rect;  ///< around the lines
};

struct MachineEdge {
  std::string from;
  std::string to;
  bool passed = false;
  std::int64_t took_ms = -1; ///< longest time spent in `from` before, -1 when not known
  QPainterPath path;         ///< from rim to rim
  QString label;             ///< the time as words; empty when not known or when there is no room for it
  QRectF label_rect;
};

/// Height of a laid out machine.
inline constexpr double machine_height = 154;

struct MachineLayout {
  std::vector<MachineNode> nodes;
  std::vector<MachineEdge> edges;
  double radius = 10;

  const MachineNode* node(const std::string& state) const noexcept;
};

/// The font of a node's caption.
QFont caption_font(Passage passage);
/// The font of an edge's label.
QFont edge_label_font();

/// Lays out two rows in that width (machine_height high): the main line above, what leaves it below, in common
/// columns. The path comes from the timeline's moves; `shown` is the status that is shown for the payment
/// (refund_pending …). Edges that are only possible come from the lifecycle's table; `states` gives the captions. Of
/// more states than fit beside each other, those that may still come are left out first, then the one it began in.
MachineLayout lay_out_machine(const views::PaymentDetail& payment, const std::string& shown,
                              const views::LifecycleMachine* machine, const States& states, double width);

} // namespace paydesk::ui::lifecycle
