#include "ui/lifecycle/machine_routes.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "ui/format/time_text.h"
#include "ui/theme/draw.h"

namespace paydesk::ui::lifecycle {
namespace {

constexpr double apart = 4; ///< of each of two opposite edges from the line between their states
constexpr double label_height = 12;

QPointF unit_of(const QPointF& way) { return way / std::max(1e-6, std::hypot(way.x(), way.y())); }

/// From a state's centre to where its lines begin or end; the present state is drawn larger.
double rim(const MachineLayout& layout, const MachineNode& node) { return layout.radius + (node.passage == Passage::here ? 5.5 : 1); }

bool has_opposite(const MachineLayout& layout, const MachineEdge& edge) {
  return std::any_of(layout.edges.begin(), layout.edges.end(), [&](const auto& other) { return other.from == edge.to && other.to == edge.from; });
}

/// How many states of the same row stand between two.
int between(const MachineLayout& layout, const MachineNode& from, const MachineNode& to) {
  const double left = std::min(from.centre.x(), to.centre.x()), right = std::max(from.centre.x(), to.centre.x());
  return static_cast<int>(std::count_if(layout.nodes.begin(), layout.nodes.end(), [&](const auto& node) {
    return node.upper == from.upper && node.centre.x() > left + 1 && node.centre.x() < right - 1;
  }));
}

QPainterPath straight(const MachineLayout& layout, const MachineNode& from, const MachineNode& to, bool two_way) {
  const QPointF unit = unit_of(to.centre - from.centre);
  const QPointF shift = two_way ? QPointF(-unit.y(), unit.x()) * apart : QPointF();
  QPainterPath path(from.centre + unit * rim(layout, from) + shift);
  path.lineTo(to.centre - unit * (rim(layout, to) + 2) + shift);
  return path;
}

/// Through the room between the rows, below or above the states in between.
QPainterPath bent(const MachineLayout& layout, const MachineNode& from, const MachineNode& to, int over, bool two_way) {
  const double side = from.upper ? 1 : -1;
  const double depth = std::min(16.0 + 6.0 * over, 34.0) + (two_way && to.centre.x() < from.centre.x() ? 8 : 0);
  // Steep at both ends: the states in between may stand anywhere.
  const double reach = (to.centre.x() - from.centre.x()) * 0.12, high = from.centre.y() + side * depth / 0.75;
  const QPointF out(from.centre.x() + reach, high), in(to.centre.x() - reach, high);
  QPainterPath path(from.centre + unit_of(out - from.centre) * rim(layout, from));
  path.cubicTo(out, in, to.centre - unit_of(to.centre - in) * (rim(layout, to) + 2));
  return path;
}

/// From row to row over several columns: along the middle, so that it stays clear of the states of either row.
QPainterPath along_the_middle(const MachineLayout& layout, const MachineNode& from, const MachineNode& to) {
  const QPointF begin = from.centre, end = to.centre;
  const double middle = (begin.y() + end.y()) / 2, reach = (end.x() - begin.x()) * 0.25;
  const QPointF a(begin.x() + reach, middle), b(end.x() - reach, middle);
  QPainterPath path(begin + unit_of(a - begin) * rim(layout, from));
  path.cubicTo(a, b, end - unit_of(end - b) * (rim(layout, to) + 2));
  return path;
}

bool overlaps_circle(const QRectF& rect, const QPointF& centre, double radius) {
  const double dx = centre.x() - std::clamp(centre.x(), rect.left(), rect.right()), dy = centre.y() - std::clamp(centre.y(), rect.top(), rect.bottom());
  return std::hypot(dx, dy) < radius;
}

bool is_free(const MachineLayout& layout, const QRectF& plate, const QRectF& bounds) {
  if (!bounds.contains(plate))
    return false;
  for (const auto& node : layout.nodes)
    // The present state is drawn larger.
    if (overlaps_circle(plate, node.centre, layout.radius + (node.passage == Passage::here ? 6 : 2)) || plate.intersects(node.caption_rect))
      return false;
  return std::none_of(layout.edges.begin(), layout.edges.end(), [&](const auto& other) { return other.label_rect.adjusted(-2, 0, 2, 0).intersects(plate); });
}

/// How much of other lines runs under a plate, in samples; a line that was gone counts more than a possible one.
int lines_under(const MachineLayout& layout, const QRectF& plate) {
  int cost = 0;
  for (const auto& edge : layout.edges)
    for (int step = 0; step <= 40; ++step)
      if (plate.contains(edge.path.pointAtPercent(step / 40.0)))
        cost += edge.passed ? 4 : 1;
  return cost;
}

/// The best place beside the line; nothing where every place is taken.
std::optional<QRectF> place_beside(const MachineLayout& layout, const QPainterPath& path, double width, const QRectF& bounds) {
  std::optional<QRectF> best;
  int best_cost = 0;
  for (const double share : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82}) {
    const QPointF at = path.pointAtPercent(share);
    const QPointF along = unit_of(path.pointAtPercent(std::min(1.0, share + 0.04)) - path.pointAtPercent(share - 0.04));
    for (const double side : {1.0, -1.0}) {
      // Above a level line, right of a steep one first.
      const QPointF across = QPointF(along.y(), -along.x()) * (along.x() < 0 ? -side : side);
      const double distance = std::abs(across.x()) * width / 2 + std::abs(across.y()) * label_height / 2 + 2;
      const QPointF middle = at + across * distance;
      const QRectF plate(middle.x() - width / 2, middle.y() - label_height / 2, width, label_height);
      if (!is_free(layout, plate, bounds))
        continue;
      const int cost = lines_under(layout, plate);
      if (!best || cost < best_cost) {
        best = plate;
        best_cost = cost;
      }
    }
  }
  // On top of a line that was gone, a label would belong to neither.
  return best && best_cost < 8 ? best : std::nullopt;
}

} // namespace

void route_edges(MachineLayout& layout) {
  for (auto& edge : layout.edges) {
    const auto* from = layout.node(edge.from);
    const auto* to = layout.node(edge.to);
    const bool two_way = has_opposite(layout, edge);
    const int over = between(layout, *from, *to);
    if (from->upper == to->upper && over > 0)
      edge.path = bent(layout, *from, *to, over, two_way);
    else if (from->upper != to->upper && over > 2)
      edge.path = along_the_middle(layout, *from, *to);
    else
      edge.path = straight(layout, *from, *to, two_way);
  }
}

void place_labels(MachineLayout& layout, const QRectF& bounds) {
  std::vector<std::size_t> order(layout.edges.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return layout.edges[a].took_ms > layout.edges[b].took_ms; });
  for (const auto index : order) {
    auto& edge = layout.edges[index];
    if (!edge.passed || edge.took_ms < 0)
      continue;
    for (const QString& text : {duration_text(edge.took_ms), age_text(edge.took_ms / 1000)}) {
      // The short form would tell "0 s" of what took less.
      if (edge.took_ms < 1000 && text != duration_text(edge.took_ms))
        break;
      const auto place = place_beside(layout, edge.path, text_width(text, edge_label_font()) + 2, bounds);
      if (!place)
        continue;
      edge.label = text;
      edge.label_rect = *place;
      break;
    }
  }
}

} // namespace paydesk::ui::lifecycle
