#include "ui/lifecycle/flow_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace paydesk::ui::lifecycle {
namespace {

struct NodePlan {
  const char* status;
  int column;
  double top;
  bool terminal;
  bool always;
};
constexpr NodePlan node_plans[] = {
    {"created", 0, 0, false, true},
    {"registered", 1, 0, false, true},
    {"awaiting_customer", 2, 0, false, true},
    {"processing", 3, 0, false, true},
    {"authorized", 4, 0, false, true},
    {"captured", 5, 0, false, true},
    {"settled", 6, 0, false, true},
    {"cancelled", 1, -68, true, true},
    {"expired", 2, -68, true, true},
    {"unknown", 3, -106, false, true},
    {"disputed", 5, -96, true, true},
    {"dispute_won", 6, -113, true, true},
    {"dispute_lost", 6, -77, true, true},
    {"retry_scheduled", 2, 120, false, true},
    {"dead_letter", 3, 224, false, true},
    {"failed", 4, 140, true, true},
    {"refund_pending", 5, 120, false, true},
    {"partially_refunded", 6, 122, true, true},
    {"refunded", 6, 158, true, true},
    {"capture_requested", 4, 88, true, false},
    {"partially_captured", 4, 173, true, false},
    {"void_requested", 1, 84, true, false},
    {"voided", 0, 84, true, false},
};

enum class Side { left, right, top, bottom };
enum class Route {
  straight,
  curve, ///< leaves and arrives at right angles
  elbow, ///< one corner
  over,  ///< up, across, down
  step,  ///< two corners half way
  hook,  ///< up between the rows, across, then in from the side
};

struct EdgePlan {
  const char* from;
  const char* to;
  EdgeKind kind;
  Route route;
  Side out;
  double out_at; ///< share along the side
  Side in;
  double in_at;
  double label_at; ///< share along the path
};
using S = Side;
using R = Route;
using K = EdgeKind;
constexpr EdgePlan edge_plans[] = {
    {"created", "registered", K::normal, R::straight, S::right, .5, S::left, .5, .45},
    {"registered", "awaiting_customer", K::normal, R::straight, S::right, .5, S::left, .5, .45},
    {"awaiting_customer", "processing", K::normal, R::straight, S::right, .5, S::left, .5, .45},
    {"processing", "authorized", K::normal, R::straight, S::right, .5, S::left, .5, .45},
    {"authorized", "captured", K::normal, R::straight, S::right, .5, S::left, .5, .45},
    {"captured", "settled", K::batch, R::straight, S::right, .5, S::left, .5, .45},
    {"registered", "cancelled", K::normal, R::straight, S::top, .5, S::bottom, .5, .5},
    {"awaiting_customer", "cancelled", K::normal, R::curve, S::top, .22, S::right, .5, .45},
    {"awaiting_customer", "expired", K::normal, R::straight, S::top, .66, S::bottom, .66, .5},
    {"processing", "captured", K::normal, R::over, S::top, .8, S::top, .16, .5},
    {"processing", "unknown", K::retry, R::straight, S::top, .3, S::bottom, .3, .5},
    {"unknown", "processing", K::normal, R::straight, S::bottom, .62, S::top, .62, .5},
    {"unknown", "captured", K::normal, R::elbow, S::right, .8, S::top, .34, .4},
    {"processing", "retry_scheduled", K::retry, R::elbow, S::bottom, .5, S::right, .5, .6},
    {"retry_scheduled", "processing", K::retry, R::hook, S::top, .5, S::left, .84, .42},
    {"processing", "dead_letter", K::failure, R::straight, S::bottom, .66, S::top, .66, .72},
    {"processing", "failed", K::failure, R::curve, S::bottom, .84, S::left, .2, .4},
    {"retry_scheduled", "failed", K::failure, R::straight, S::right, .5, S::left, .5, .8},
    {"retry_scheduled", "dead_letter", K::failure, R::elbow, S::bottom, .5, S::left, .5, .3},
    {"captured", "disputed", K::normal, R::straight, S::top, .64, S::bottom, .64, .45},
    {"settled", "disputed", K::normal, R::step, S::top, .22, S::bottom, .88, .5},
    {"disputed", "dispute_won", K::normal, R::curve, S::right, .5, S::left, .5, .5},
    {"disputed", "dispute_lost", K::normal, R::curve, S::right, .5, S::left, .5, .5},
    {"captured", "refund_pending", K::refund, R::straight, S::bottom, .3, S::top, .3, .5},
    {"settled", "refund_pending", K::refund, R::step, S::bottom, .22, S::top, .8, .4},
    {"refund_pending", "partially_refunded", K::refund, R::curve, S::right, .5, S::left, .5, .5},
    {"refund_pending", "refunded", K::refund, R::curve, S::right, .5, S::left, .5, .5},
    {"captured", "partially_refunded", K::refund, R::step, S::right, .84, S::left, .35, .5},
    {"captured", "refunded", K::refund, R::step, S::right, .9, S::left, .7, .5},
    {"authorized", "capture_requested", K::normal, R::straight, S::bottom, .3, S::top, .3, .5},
    {"capture_requested", "captured", K::normal, R::curve, S::right, .5, S::left, .84, .5},
    {"partially_captured", "captured", K::normal, R::step, S::right, .5, S::left, .94, .5},
    {"registered", "void_requested", K::normal, R::straight, S::bottom, .5, S::top, .5, .5},
    {"void_requested", "voided", K::normal, R::straight, S::left, .5, S::right, .5, .5},
};

QPointF port(const QRectF& rect, Side side, double at) {
  switch (side) {
  case Side::left: return {rect.left(), rect.top() + rect.height() * at};
  case Side::right: return {rect.right(), rect.top() + rect.height() * at};
  case Side::top: return {rect.left() + rect.width() * at, rect.top()};
  case Side::bottom: break;
  }
  return {rect.left() + rect.width() * at, rect.bottom()};
}

QPointF normal(Side side) {
  switch (side) {
  case Side::left: return {-1, 0};
  case Side::right: return {1, 0};
  case Side::top: return {0, -1};
  case Side::bottom: break;
  }
  return {0, 1};
}

bool is_upright(Side side) { return side == Side::top || side == Side::bottom; }

QPainterPath curve(const QPointF& a, Side out, const QPointF& b, Side in) {
  const double reach = std::max(18.0, std::hypot(b.x() - a.x(), b.y() - a.y()) * 0.45);
  QPainterPath path(a);
  if (is_upright(out) && !is_upright(in)) // a flat corner: it leaves low under what stands above
    path.cubicTo(a + normal(out) * std::abs(b.y() - a.y()) * 0.26, b + normal(in) * std::abs(b.x() - a.x()) * 0.46, b);
  else
    path.cubicTo(a + normal(out) * reach, b + normal(in) * reach, b);
  return path;
}

QPainterPath run(const EdgePlan& plan, const QRectF& from, const QRectF& to) {
  const QPointF a = port(from, plan.out, plan.out_at);
  QPointF b = port(to, plan.in, plan.in_at);
  switch (plan.route) {
  case Route::straight: {
    // Nodes that face each other at different heights still meet at a right angle.
    if (is_upright(plan.out))
      b.setX(a.x());
    else if (a.y() > to.top() && a.y() < to.bottom())
      b.setY(a.y());
    QPainterPath path(a);
    path.lineTo(b);
    return path;
  }
  case Route::curve: return curve(a, plan.out, b, plan.in);
  case Route::elbow: {
    const QPointF corner = is_upright(plan.out) ? QPointF(a.x(), b.y()) : QPointF(b.x(), a.y());
    return rounded_path({a, corner, b}, 14);
  }
  case Route::over: {
    const double top = std::min(a.y(), b.y()) - 34;
    return rounded_path({a, {a.x(), top}, {b.x(), top}, b}, 14);
  }
  case Route::hook: {
    const double between = a.y() - 26;
    return rounded_path({a, {a.x(), between}, {b.x() - 22, between}, {b.x() - 22, b.y()}, b}, 12);
  }
  case Route::step: break;
  }
  const QPointF middle = (a + b) / 2;
  if (is_upright(plan.out))
    return rounded_path({a, {a.x(), middle.y()}, {b.x(), middle.y()}, b}, 10);
  return rounded_path({a, {middle.x(), a.y()}, {middle.x(), b.y()}, b}, 10);
}

} // namespace

QPainterPath rounded_path(const std::vector<QPointF>& points, double radius) {
  QPainterPath path(points.front());
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const QPointF in = points[i] - points[i - 1], out = points[i + 1] - points[i];
    const double in_length = std::hypot(in.x(), in.y()), out_length = std::hypot(out.x(), out.y());
    const double bend = std::min({radius, in_length / 2, out_length / 2});
    if (bend < 0.5) {
      path.lineTo(points[i]);
      continue;
    }
    path.lineTo(points[i] - in / in_length * bend);
    path.quadTo(points[i], points[i] + out / out_length * bend);
  }
  path.lineTo(points.back());
  return path;
}

const NodeShape* FlowLayout::node(std::string_view status) const noexcept {
  const auto at = std::find_if(nodes.begin(), nodes.end(), [&](const auto& shape) { return shape.status == status; });
  return at == nodes.end() ? nullptr : &*at;
}

FlowLayout lay_out_flow(const std::vector<std::string>& also) {
  FlowLayout layout;
  for (const auto& plan : node_plans) {
    if (!plan.always && std::find(also.begin(), also.end(), plan.status) == also.end())
      continue;
    const double height = plan.terminal ? terminal_height : node_height;
    layout.nodes.push_back({plan.status, QRectF(plan.column * column_step, plan.top, node_width, height), plan.terminal});
    layout.bounds |= layout.nodes.back().rect;
  }
  for (const auto& plan : edge_plans) {
    const auto* from = layout.node(plan.from);
    const auto* to = layout.node(plan.to);
    if (!from || !to)
      continue;
    EdgeShape edge{plan.from, plan.to, plan.kind, run(plan, from->rect, to->rect), {}};
    edge.label = edge.path.pointAtPercent(edge.path.percentAtLength(edge.path.length() * plan.label_at));
    if (plan.route == Route::straight && !is_upright(plan.out) && edge.path.length() < node_width)
      edge.label += QPointF(0, -10); // between neighbours there is no room for a plate on the line
    else if (plan.route == Route::curve && !is_upright(plan.out) && !is_upright(plan.in) && edge.path.length() < node_width)
      edge.label.setY(edge.path.currentPosition().y() + (edge.path.currentPosition().y() < edge.path.elementAt(0).y ? -10 : 10));
    layout.edges.push_back(std::move(edge));
  }
  return layout;
}

std::string_view neighbour(const FlowLayout& layout, std::string_view status, Direction direction) noexcept {
  const auto* from = layout.node(status);
  if (!from)
    return layout.nodes.empty() ? status : layout.nodes.front().status;
  std::string_view best = status;
  double best_cost = std::numeric_limits<double>::max();
  for (const auto& node : layout.nodes) {
    const QPointF way = node.rect.center() - from->rect.center();
    const bool sideways = direction == Direction::left || direction == Direction::right;
    const double sign = direction == Direction::left || direction == Direction::up ? -1 : 1;
    const double ahead = sign * (sideways ? way.x() : way.y());
    const double aside = std::abs(sideways ? way.y() : way.x());
    if (ahead < 12 || aside > (sideways ? 400 : 260))
      continue;
    if (const double cost = ahead + aside * 2.5; cost < best_cost) {
      best_cost = cost;
      best = node.status;
    }
  }
  return best;
}

} // namespace paydesk::ui::lifecycle
