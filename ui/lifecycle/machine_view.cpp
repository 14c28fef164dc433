#include "ui/lifecycle/machine_view.h"

#include <cmath>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/format/time_text.h"
#include "ui/format/words.h"
#include "ui/theme/draw.h"

namespace paydesk::ui::lifecycle {

namespace {
constexpr int margin = 12;
}

MachineView::MachineView(Look look, QWidget* parent) : QWidget(parent), look_(look) {
  setFixedHeight(static_cast<int>(machine_height));
}

void MachineView::show_payment(const views::PaymentDetail& payment, const std::string& shown, const views::LifecycleMachine* machine) {
  payment_ = payment;
  shown_ = shown;
  if (machine)
    machine_ = *machine;
  lay_out();
}

void MachineView::lay_out() {
  layout_ = lay_out_machine(payment_, shown_, machine_ ? &*machine_ : nullptr, look_.theme.states(), width() - 2 * margin);
  update();
}

void MachineView::resizeEvent(QResizeEvent*) { lay_out(); }

bool MachineView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip)
    return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), tip_at(QPointF(help->pos()) - QPointF(margin, 0)), this);
  return true;
}

QString MachineView::passage_text(const MachineEdge& edge) const {
  const auto& states = look_.theme.states();
  const QString way = states.look(qt(edge.from)).label + QStringLiteral(" \u2192 ") + states.look(qt(edge.to)).label;
  return edge.took_ms < 0 ? way : way + QStringLiteral(": ") + duration_text(edge.took_ms);
}

QString MachineView::tip_at(const QPointF& at) const {
  QStringList lines;
  for (const auto& node : layout_.nodes)
    if (const QPointF way = node.centre - at; std::hypot(way.x(), way.y()) <= layout_.radius + 3 || node.caption_rect.contains(at))
      lines << look_.theme.states().look(qt(node.state)).label;
  for (const auto& edge : layout_.edges) {
    bool near = edge.label_rect.contains(at);
    for (int step = 0; edge.passed && step <= 40; ++step) {
      const QPointF way = edge.path.pointAtPercent(step / 40.0) - at;
      near = near || std::hypot(way.x(), way.y()) < 5;
    }
    if (near)
      lines << passage_text(edge);
  }
  // Beside everything: the whole way.
  if (lines.isEmpty())
    for (const auto& edge : layout_.edges)
      if (edge.passed)
        lines << passage_text(edge);
  return lines.join(QLatin1Char('\n'));
}

void MachineView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.translate(margin, 0);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const bool passed : {false, true})
    for (const auto& edge : layout_.edges)
      if (edge.passed == passed)
        paint_edge(painter, edge);
  for (const auto& edge : layout_.edges)
    if (!edge.label.isEmpty()) {
      painter.fillRect(edge.label_rect, look_.theme[Token::surface]);
      draw_text(painter, edge.label_rect, edge.label, edge_label_font(), look_.theme[Token::text2], Qt::AlignCenter);
    }
  for (const auto& node : layout_.nodes)
    paint_node(painter, node);
}

void MachineView::paint_edge(QPainter& painter, const MachineEdge& edge) const {
  const QColor ink = look_.theme[edge.passed ? Token::ink : Token::line2];
  painter.setPen(QPen(ink, edge.passed ? 1.5 : 1, edge.passed ? Qt::SolidLine : Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(edge.path);
  const QPointF end = edge.path.currentPosition();
  const QPointF way = end - edge.path.pointAtPercent(edge.path.percentAtLength(std::max(0.0, edge.path.length() - 6)));
  const QPointF unit = way / std::max(1e-6, std::hypot(way.x(), way.y())), across(-unit.y(), unit.x());
  painter.setPen(Qt::NoPen);
  painter.setBrush(ink);
  painter.drawPolygon(QPolygonF({end + unit * 2, end - unit * 4 + across * 3, end - unit * 4 - across * 3}));
}

void MachineView::paint_node(QPainter& painter, const MachineNode& node) const {
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
  QRectF line(node.caption_rect.left() - 2, node.caption_rect.top(), node.caption_rect.width() + 4, node.caption_rect.height() / static_cast<double>(std::max<qsizetype>(node.caption.size(), 1)));
  for (const auto& words : node.caption) {
    draw_text(painter, line, words, caption_font(node.passage), theme[here || passed ? Token::text : Token::text3], Qt::AlignCenter);
    line.translate(0, line.height());
  }
}

} // namespace paydesk::ui::lifecycle
