#include "ui/lifecycle/machine_view.h"

#include <cmath>

#include <QPainter>

#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui::lifecycle {

MachineView::MachineView(Look look, QWidget* parent) : QWidget(parent), look_(look) { setFixedHeight(142); }

void MachineView::show_payment(const views::PaymentDetail& payment, const std::string& shown, const views::LifecycleMachine* machine) {
  payment_ = payment;
  shown_ = shown;
  if (machine)
    machine_ = *machine;
  lay_out();
}

void MachineView::lay_out() {
  layout_ = lay_out_machine(payment_, shown_, machine_ ? &*machine_ : nullptr, width() - 24);
  update();
}

void MachineView::resizeEvent(QResizeEvent*) { lay_out(); }

void MachineView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.translate(12, 0);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const bool passed : {false, true})
    for (const auto& edge : layout_.edges)
      if (edge.passed == passed)
        paint_edge(painter, edge);
  std::size_t upper = 0;
  for (const auto& node : layout_.nodes)
    upper += node.upper ? 1 : 0;
  for (const auto& node : layout_.nodes) {
    const auto peers = node.upper ? upper : layout_.nodes.size() - upper;
    paint_node(painter, node, (width() - 24.0) / static_cast<double>(std::max<std::size_t>(peers, 1)));
  }
}

void MachineView::paint_edge(QPainter& painter, const MachineEdge& edge) const {
  const auto* from = layout_.node(edge.from);
  const auto* to = layout_.node(edge.to);
  if (!from || !to)
    return;
  const auto& theme = look_.theme;
  const QPointF way = to->centre - from->centre;
  const double length = std::max(1.0, std::hypot(way.x(), way.y()));
  const QPointF unit = way / length, across(-unit.y(), unit.x());
  // Two-way passages bend apart.
  const bool two_way = std::any_of(layout_.edges.begin(), layout_.edges.end(), [&](const auto& other) { return other.from == edge.to && other.to == edge.from; });
  const QPointF shift = two_way ? across * 4 : QPointF();
  const QPointF a = from->centre + unit * (layout_.radius + 1) + shift, b = to->centre - unit * (layout_.radius + 3) + shift;
  const QColor ink = theme[edge.passed ? Token::ink : Token::line2];
  painter.setPen(QPen(ink, edge.passed ? 1.5 : 1, edge.passed ? Qt::SolidLine : Qt::DashLine));
  painter.drawLine(a, b);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawPolygon(QPolygonF({b + unit * 2, b - unit * 4 + across * 3, b - unit * 4 - across * 3}));
  if (!edge.passed || edge.took_ms < 0)
    return;
  const bool flat = std::abs(way.y()) < 4;
  const QPointF middle = (a + b) / 2;
  const QRectF plate = flat ? QRectF(middle.x() - 26, middle.y() - 15, 52, 13) : QRectF(middle.x() + 6, middle.y() - 6, 60, 13);
  draw_text(painter, plate, duration_text(edge.took_ms), Theme::font(10), theme[Token::text2],
            flat ? Qt::AlignCenter : Qt::AlignLeft | Qt::AlignVCenter);
}

void MachineView::paint_node(QPainter& painter, const MachineNode& node, double label_width) const {
  const auto& theme = look_.theme;
  const auto state = theme.states().look(qt(node.state));
  const bool here = node.passage == Passage::here, passed = node.passage == Passage::passed;
  const double radius = layout_.radius + (here ? 1.5 : 0);
  painter.setRenderHint(QPainter::Antialiasing);
  if (here) {
    painter.setPen(QPen(theme.wash(state.tone), 4));
    painter.setBrush(theme.ink(state.tone));
    painter.drawEllipse(node.centre, radius + 2, radius + 2);
  } else {
    painter.setPen(QPen(passed ? theme.ink(state.tone) : theme[Token::line2], passed ? 1.4 : 1, passed ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(passed ? theme.wash(state.tone) : theme[Token::surface]);
    painter.drawEllipse(node.centre, radius, radius);
  }
  const QColor icon = here ? theme[Token::surface] : passed ? theme.ink(state.tone) : theme[Token::ctl];
  draw_icon(painter, state.icon, QRectF(node.centre.x() - 6, node.centre.y() - 6, 12, 12), icon);
  const QFont font = Theme::font(10, here ? 600 : passed ? 500 : 400);
  const QRectF label(node.centre.x() - label_width / 2, node.upper ? node.centre.y() - 42 : node.centre.y() + 15, label_width, 26);
  painter.setFont(font);
  painter.setPen(theme[here || passed ? Token::text : Token::text3]);
  painter.drawText(label, static_cast<int>(Qt::AlignHCenter | (node.upper ? Qt::AlignBottom : Qt::AlignTop)) | Qt::TextWordWrap, state.label);
}

} // namespace paydesk::ui::lifecycle
