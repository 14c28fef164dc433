// The line at the foot of the window: connection, books, keys, time.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/shell/page.h"

namespace paydesk::ui {

/// Painted; 24 high. Its clock runs in the console's time zone.
class StatusLine : public QWidget {
  Q_OBJECT

 public:
  explicit StatusLine(Look look, QWidget* parent = nullptr);
  void show_connection(Tone tone, const QString& text);
  /// `known` false: the books were not asked yet.
  void show_books(bool known, bool balanced, const QDateTime& at);
  void show_keys(std::vector<KeyHint> hints);
  const std::vector<KeyHint>& keys() const noexcept { return hints_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  double paint_left(QPainter& painter) const;
  void paint_right(QPainter& painter, double left) const;

  Look look_;
  Tone tone_ = Tone::neutral;
  QString connection_;
  QString books_;
  bool balanced_ = true;
  std::vector<KeyHint> hints_;
  QTimer clock_;
};

} // namespace paydesk::ui
