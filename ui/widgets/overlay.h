// A panel over the window, with a flat scrim that keeps the context readable.
#pragma once

#include <QPointer>
#include <QWidget>

#include "ui/theme/look.h"

namespace paydesk::ui {

/// Covers its window and centres one panel; Esc or a click beside it closes. Keyboard focus stays inside while it is
/// open and goes back afterwards. Deletes itself when closed.
class Overlay : public QWidget {
  Q_OBJECT

 public:
  enum class Place { centre, top };

  /// Takes the panel.
  Overlay(Look look, QWidget* window, QWidget* panel, Place place = Place::centre);
  void open();
  QWidget* panel() const { return panel_; }

 public Q_SLOTS:
  void dismiss();

 Q_SIGNALS:
  void dismissed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  bool focusNextPrevChild(bool next) override;

 private:
  void settle();

  Look look_;
  QPointer<QWidget> panel_;
  QPointer<QWidget> focus_before_;
  Place place_;
};

} // namespace paydesk::ui
