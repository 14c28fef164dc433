// Short news at the bottom right of the window.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

class QVBoxLayout;

namespace paydesk::ui {

/// Shows at most three toasts, 320 wide, above everything; each leaves after 6 s, errors stay until closed. Owned by
/// the window it lies over.
class Toasts : public QWidget {
  Q_OBJECT

 public:
  Toasts(Look look, QWidget* window);
  void say(Tone tone, const QString& icon, const QString& text);
  /// Texts on the screen, the newest last.
  QStringList texts() const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void settle();

  Look look_;
  QVBoxLayout* column_;
};

} // namespace paydesk::ui
