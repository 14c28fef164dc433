// The things drawn on the Flow map: nodes, edges, the legend, the card of the chosen state.
#pragma once

#include <QGraphicsItem>

#include "ui/lifecycle/flow_layout.h"
#include "ui/theme/look.h"
#include "views/system.h"

namespace paydesk::ui::lifecycle {

/// One state with count, amount, heat and lateness.
class NodeItem final : public QGraphicsItem {
 public:
  NodeItem(Look look, NodeShape shape);
  void show_node(const views::FlowNode* node); ///< nullptr: nothing is in this state
  void set_chosen(bool chosen);
  std::string_view status() const noexcept { return shape_.status; }
  const views::FlowNode& node() const noexcept { return node_; }

  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  void paint_terminal(QPainter& painter, const StateLook& state) const;
  void paint_active(QPainter& painter, const StateLook& state) const;
  void paint_late(QPainter& painter) const;

  Look look_;
  NodeShape shape_;
  views::FlowNode node_;
  bool chosen_ = false;
};

/// One passage with its rate.
class EdgeItem final : public QGraphicsItem {
 public:
  EdgeItem(Look look, EdgeShape shape);
  void show_rate(double per_minute, std::int64_t count);

  QRectF boundingRect() const override;
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  QColor color() const;
  QString rate_text() const;

  Look look_;
  EdgeShape shape_;
  double per_minute_ = 0;
  std::int64_t count_ = 0;
};

/// What colours and widths mean.
class LegendItem final : public QGraphicsItem {
 public:
  explicit LegendItem(Look look) : look_(look) {}
  QRectF boundingRect() const override { return {0, 0, 262, 156}; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  Look look_;
};

/// The chosen state in detail: ages as bars, what went wrong most.
class DetailItem final : public QGraphicsItem {
 public:
  explicit DetailItem(Look look) : look_(look) {}
  void show_node(const views::FlowNode& node, std::int64_t sla_s);
  QRectF boundingRect() const override { return {0, 0, 498, 104}; }
  void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

 private:
  void paint_ages(QPainter& painter) const;

  Look look_;
  views::FlowNode node_;
  std::int64_t sla_s_ = 0;
};

/// Line width of an edge by payments a minute.
double edge_width(double per_minute) noexcept;

} // namespace paydesk::ui::lifecycle
