// The breaks of a run by type.
#pragma once

#include <QAbstractScrollArea>

#include "app/models/breaks_model.h"
#include "ui/theme/look.h"

namespace paydesk::ui {

/// Draws a BreaksModel grouped by type, with what is at stake and since when. J and K walk it.
class BreakList : public QAbstractScrollArea {
  Q_OBJECT

 public:
  BreakList(Look look, models::BreaksModel& model, QWidget* parent = nullptr);
  QString chosen() const { return chosen_; }
  void choose(const QString& break_id); ///< without a signal
  void step(int by);

 Q_SIGNALS:
  void picked(const QString& break_id);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  struct Line {
    bool head = false;
    std::string type;
    int count = 0;
    std::vector<Money> sums;
    QString break_id;
    int top = 0;
    int height = 0;
  };
  void take_rows();
  void set_range();
  void paint_head(QPainter& painter, const Line& line, double top) const;
  void paint_break(QPainter& painter, const Line& line, double top) const;

  Look look_;
  models::BreaksModel& model_;
  std::vector<Line> lines_;
  QString chosen_;
  int total_ = 0;
};

} // namespace paydesk::ui
