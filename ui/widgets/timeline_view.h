// What happened, newest first, as compact rows.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

struct TimelineRow {
  QString time;
  QString icon;
  Tone tone = Tone::neutral;
  QString title;
  QString detail;
  QString duration;
  QString tip;
  bool muted = false; ///< superseded news
  bool coming = false; ///< not yet: the next attempt
};

/// Paints rows of 21 px in a fixed height for all of them; meant for a scroll area.
class TimelineView : public QWidget {
  Q_OBJECT

 public:
  static constexpr int line_height = 21;

  explicit TimelineView(Look look, QWidget* parent = nullptr);
  void show_rows(std::vector<TimelineRow> rows);
  const std::vector<TimelineRow>& rows() const noexcept { return rows_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  Look look_;
  std::vector<TimelineRow> rows_;
};

} // namespace paydesk::ui
