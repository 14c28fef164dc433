// Where the states of the Flow map stand and how their edges run: pure geometry, nothing is drawn here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <QPainterPath>
#include <QPointF>
#include <QRectF>

namespace paydesk::ui::lifecycle {

inline constexpr double node_width = 132, node_height = 68, terminal_height = 28;
inline constexpr double column_step = 176;

/// Which path an edge belongs to; decides its tone.
enum class EdgeKind { normal, batch, retry, failure, refund };

struct NodeShape {
  std::string_view status;
  QRectF rect;
  bool terminal = false; ///< only a count is shown
};

struct EdgeShape {
  std::string_view from;
  std::string_view to;
  EdgeKind kind = EdgeKind::normal;
  QPainterPath path;
  QPointF label; ///< centre of the rate's plate
};

struct FlowLayout {
  std::vector<NodeShape> nodes;
  std::vector<EdgeShape> edges;
  QRectF bounds;

  const NodeShape* node(std::string_view status) const noexcept;
};

/// Lays out the states that are always shown, and those of `also` that are shown only when they have counts
/// (capture_requested, partially_captured, void_requested, voided). Edges between shown states only.
FlowLayout lay_out_flow(const std::vector<std::string>& also);

enum class Direction { left, right, up, down };
/// The state to walk to from `status`, or `status` itself when there is none in that direction.
std::string_view neighbour(const FlowLayout& layout, std::string_view status, Direction direction) noexcept;

/// A polyline with rounded corners.
QPainterPath rounded_path(const std::vector<QPointF>& points, double radius);

} // namespace paydesk::ui::lifecycle
