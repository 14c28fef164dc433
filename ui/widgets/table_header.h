// The header of the console's tables: titles, the order's arrow, a tick for all.
#pragma once

#include <QHeaderView>

#include "ui/theme/draw.h"
#include "ui/theme/look.h"

namespace paydesk::ui {

class RowTable;

/// Paints titles aligned like their cells. The first shown column of a time-ordered list carries the arrow.
class TableHeader : public QHeaderView {
  Q_OBJECT

 public:
  TableHeader(Look look, RowTable* table);

  void set_tickable(bool on) { tickable_ = on; }
  void set_tick(Tick tick);

  QSize sizeHint() const override;

 Q_SIGNALS:
  void tickAllAsked();
  void sortAsked();

 protected:
  void paintSection(QPainter* painter, const QRect& rect, int logical) const override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  Look look_;
  RowTable* table_;
  Tick tick_ = Tick::off;
  bool tickable_ = false;
};

} // namespace paydesk::ui
