// What happens next by itself, and when.
#pragma once

#include <QDateTime>
#include <QTimer>
#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

/// A card with what comes, how, the time left and a bar that fills until then. As tall as its words need.
class CountdownCard : public QWidget {
  Q_OBJECT

 public:
  explicit CountdownCard(Look look, QWidget* parent = nullptr);
  /// `since`: when waiting began; invalid: unknown.
  void show_step(const QString& what, const QString& detail, const QDateTime& due, const QDateTime& since);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// The width that words have beside the time left.
  int room() const;
  QString time_left() const;
  void fit();

  Look look_;
  QString what_;
  QString detail_;
  QDateTime due_;
  QDateTime since_;
  QTimer clock_;
};

} // namespace paydesk::ui
