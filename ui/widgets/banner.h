// One line across the top of a page that somebody must know about.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/theme/look.h"

class QHBoxLayout;
class QLabel;

namespace paydesk::ui {

class Button;

/// 32 high, pushes the page down, covers nothing. Hidden while there is nothing to say.
class Banner : public QWidget {
  Q_OBJECT

 public:
  explicit Banner(Look look, QWidget* parent = nullptr);
  /// `action` may be empty; `for_ms` zero: until it is taken back.
  void say(Tone tone, const QString& icon, const QString& text, const QString& action = {}, int for_ms = 0);
  void take_back();
  QString text() const;

 Q_SIGNALS:
  void actionAsked();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Look look_;
  Tone tone_ = Tone::neutral;
  QString icon_;
  QLabel* label_;
  Button* action_;
  QTimer leave_;
};

} // namespace paydesk::ui
