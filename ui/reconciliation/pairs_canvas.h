// Ledger lines at the left, settlement lines at the right, curves between them.
#pragma once

#include <QAbstractScrollArea>

#include "app/models/pairs_model.h"
#include "ui/reconciliation/pairs_layout.h"
#include "ui/theme/look.h"

namespace paydesk::ui {

/// Draws a PairsModel. One link can be chosen (by its break); hovering isolates one. A strip at the right edge maps
/// all breaks.
class PairsCanvas : public QAbstractScrollArea {
  Q_OBJECT

 public:
  PairsCanvas(Look look, models::PairsModel& model, QWidget* parent = nullptr);
  /// Chooses the link of this break and scrolls to it.
  void choose_break(const QString& break_id);

 Q_SIGNALS:
  void breakPicked(const QString& break_id);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct Columns {
    double left_end, right_begin, width;
  };
  void take_rows();
  void show_chosen();
  void set_range();
  Columns columns() const;
  double row_y(int row) const;
  int pair_at(const QPoint& at) const;
  void paint_left(QPainter& painter, const Columns& at, int row) const;
  void paint_right(QPainter& painter, const Columns& at, int row) const;
  void paint_row_back(QPainter& painter, double left, double right, double top, std::size_t pair) const;
  void paint_link(QPainter& painter, const Columns& at, const PairLink& link) const;
  void paint_plate(QPainter& painter, const QPointF& at, const views::ReconPair& pair, bool chosen) const;
  void paint_head(QPainter& painter, const Columns& at) const;
  void paint_strip(QPainter& painter) const;

  Look look_;
  models::PairsModel& model_;
  std::vector<views::ReconPair> pairs_;
  PairsLayout layout_;
  QString chosen_;
  int hovered_ = -1;
  bool to_be_shown_ = false; // the chosen link is not on a loaded page yet
};

} // namespace paydesk::ui
