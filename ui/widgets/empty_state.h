// What a list says when it has nothing to show.
#pragma once

#include <QTimer>
#include <QWidget>

#include "ui/theme/look.h"

class QLabel;

namespace paydesk::ui {

class Button;
struct EmptyWords;

/// What is empty, why, and one action; or what is being waited for, after 300 ms.
class EmptyState : public QWidget {
  Q_OBJECT

 public:
  explicit EmptyState(Look look, QWidget* parent = nullptr);
  void show_words(const EmptyWords& words);
  void show_waiting(const QString& what);
  /// Hides, also what would only show later.
  void leave();

 Q_SIGNALS:
  void actionAsked();

 private:
  QLabel* title_;
  QLabel* why_;
  Button* action_;
  QTimer patience_;
};

} // namespace paydesk::ui
