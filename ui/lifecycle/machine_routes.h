// Lines between a payment's states, and the places of what is written beside them.
#pragma once

#include "ui/lifecycle/machine_layout.h"

namespace paydesk::ui::lifecycle {

/// Gives every edge its path: straight between neighbours, opposite ones apart, bent around states that it does not
/// touch.
void route_edges(MachineLayout& layout);

/// Places the labels beside their lines, the longest times first; none lies on a state, a caption, another label or
/// outside `bounds`. What finds no place stays without a label.
void place_labels(MachineLayout& layout, const QRectF& bounds);

} // namespace paydesk::ui::lifecycle
