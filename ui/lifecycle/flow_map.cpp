#include "ui/lifecycle/flow_map.h"

#include <algorithm>

#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include "ui/format/words.h"
#include "ui/lifecycle/flow_items.h"

namespace paydesk::ui::lifecycle {

FlowMap::FlowMap(Look look, QWidget* parent) : QGraphicsView(parent), look_(look) {
  setScene(new QGraphicsScene(this));
  setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
  setDragMode(QGraphicsView::ScrollHandDrag);
  setFocusPolicy(Qt::StrongFocus);
  setFrameShape(QFrame::NoFrame);
  viewport()->setAutoFillBackground(false);
  rebuild({});
  connect(&look_.theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void FlowMap::rebuild(const std::vector<std::string>& also) {
  also_ = also;
  nodes_.clear();
  edges_.clear();
  scene()->clear();
  layout_ = lay_out_flow(also);
  for (const auto& shape : layout_.edges) {
    edges_.push_back(new EdgeItem(look_, shape));
    scene()->addItem(edges_.back());
  }
  for (const auto& shape : layout_.nodes) {
    nodes_.push_back(new NodeItem(look_, shape));
    nodes_.back()->set_chosen(shape.status == chosen_);
    scene()->addItem(nodes_.back());
  }
  auto* legend = new LegendItem(look_);
  legend->setPos(0, 136);
  scene()->addItem(legend);
  detail_ = new DetailItem(look_);
  detail_->setPos(layout_.bounds.right() - detail_->boundingRect().width(), 206);
  detail_->setZValue(3);
  scene()->addItem(detail_);
  scene()->setSceneRect(layout_.bounds.adjusted(-14, -12, 14, 20));
}

void FlowMap::show_flow(const views::Flow& flow) {
  std::vector<std::string> also;
  for (const auto& node : flow.nodes)
    if (node.count > 0 && std::none_of(layout_.nodes.begin(), layout_.nodes.end(), [&](const auto& shape) { return shape.status == node.status; }))
      also.push_back(node.status);
  for (const auto& kept : also_)
    also.push_back(kept);
  if (also.size() != also_.size())
    rebuild(also);
  for (auto* item : nodes_) {
    const auto at = std::find_if(flow.nodes.begin(), flow.nodes.end(), [&](const auto& node) { return node.status == item->status(); });
    item->show_node(at == flow.nodes.end() ? nullptr : &*at);
  }
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const auto& shape = layout_.edges[i];
    const auto at = std::find_if(flow.edges.begin(), flow.edges.end(), [&](const auto& edge) { return edge.from == shape.from && edge.to == shape.to; });
    edges_[i]->show_rate(at == flow.edges.end() ? 0 : at->per_minute, at == flow.edges.end() ? 0 : at->count);
  }
  choose(chosen_);
}

NodeItem* FlowMap::chosen_node() const {
  const auto at = std::find_if(nodes_.begin(), nodes_.end(), [&](const auto* node) { return node->status() == chosen_; });
  return at == nodes_.end() ? nullptr : *at;
}

void FlowMap::choose(std::string status) {
  chosen_ = std::move(status);
  for (auto* node : nodes_)
    node->set_chosen(node->status() == chosen_);
  if (const auto* node = chosen_node()) {
    detail_->show_node(node->node(), sla_ ? sla_(chosen_) : 0);
    Q_EMIT chosenChanged(qt(chosen_), node->node().count);
  }
}

void FlowMap::zoom(double factor) {
  const double now = transform().m11() * factor;
  if (now < 0.4 || now > 3)
    return;
  fitted_ = false;
  scale(factor, factor);
}

void FlowMap::fit() {
  fitted_ = true;
  const QRectF room = sceneRect();
  const double factor = std::clamp(std::min(viewport()->width() / room.width(), viewport()->height() / room.height()), 0.4, 1.6);
  // Close to natural size text stays crisp at exactly that size.
  const double crisp = std::abs(factor - 1) < 0.02 ? 1.0 : factor;
  setTransform(QTransform::fromScale(crisp, crisp));
  centerOn(room.center());
}

void FlowMap::keyPressEvent(QKeyEvent* event) {
  const auto walk = [this](Direction direction) { choose(std::string(neighbour(layout_, chosen_, direction))); };
  switch (event->key()) {
  case Qt::Key_Left: return walk(Direction::left);
  case Qt::Key_Right: return walk(Direction::right);
  case Qt::Key_Up: return walk(Direction::up);
  case Qt::Key_Down: return walk(Direction::down);
  case Qt::Key_Plus:
  case Qt::Key_Equal: return zoom(1.15);
  case Qt::Key_Minus: return zoom(1 / 1.15);
  case Qt::Key_0: return fit();
  case Qt::Key_Return:
  case Qt::Key_Enter: Q_EMIT opened(qt(chosen_)); return;
  default: QGraphicsView::keyPressEvent(event);
  }
}

NodeItem* FlowMap::node_at(const QPoint& at) const {
  for (auto* item : items(at))
    for (auto* node : nodes_)
      if (node == item)
        return node;
  return nullptr;
}

void FlowMap::mousePressEvent(QMouseEvent* event) {
  if (const auto* node = node_at(event->position().toPoint()))
    choose(std::string(node->status()));
  else
    QGraphicsView::mousePressEvent(event);
}

void FlowMap::mouseDoubleClickEvent(QMouseEvent* event) {
  if (const auto* node = node_at(event->position().toPoint()))
    Q_EMIT opened(qt(node->status()));
}

void FlowMap::wheelEvent(QWheelEvent* event) {
  if (event->modifiers() & Qt::ControlModifier)
    zoom(event->angleDelta().y() > 0 ? 1.1 : 1 / 1.1);
  else
    QGraphicsView::wheelEvent(event);
}

void FlowMap::resizeEvent(QResizeEvent* event) {
  QGraphicsView::resizeEvent(event);
  if (fitted_)
    fit();
}

} // namespace paydesk::ui::lifecycle
