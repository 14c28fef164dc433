// The Flow map: the life of payments as a graph that can be walked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QGraphicsView>

#include "ui/lifecycle/flow_layout.h"
#include "ui/theme/look.h"
#include "views/system.h"

namespace paydesk::ui::lifecycle {

class DetailItem;
class EdgeItem;
class NodeItem;

/// Shows a Flow. Arrow keys walk from state to state, Enter opens the chosen one, + − 0 zoom. Lives on the GUI thread.
class FlowMap : public QGraphicsView {
  Q_OBJECT

 public:
  explicit FlowMap(Look look, QWidget* parent = nullptr);

  void show_flow(const views::Flow& flow);
  /// SLA of a shown status in seconds, from the lifecycle.
  void set_sla(std::function<std::int64_t(std::string_view)> sla) { sla_ = std::move(sla); }
  std::string chosen() const { return chosen_; }
  void choose(std::string status);
  void zoom(double factor);
  void fit();

 Q_SIGNALS:
  void chosenChanged(const QString& status, qint64 count);
  void opened(const QString& status);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void rebuild(const std::vector<std::string>& also);
  NodeItem* node_at(const QPoint& at) const;
  NodeItem* chosen_node() const;

  Look look_;
  FlowLayout layout_;
  std::vector<std::string> also_;
  std::vector<NodeItem*> nodes_;
  std::vector<EdgeItem*> edges_;
  DetailItem* detail_ = nullptr;
  std::function<std::int64_t(std::string_view)> sla_;
  std::string chosen_ = "retry_scheduled";
  bool fitted_ = true;
};

} // namespace paydesk::ui::lifecycle
