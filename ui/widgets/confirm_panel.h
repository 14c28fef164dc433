// Asks once more before something that cannot be taken back.
#pragma once

#include <QWidget>

#include "ui/theme/look.h"

class QLabel;
class QLineEdit;

namespace paydesk::ui {

class Button;

/// A panel for an Overlay: what, how much, with which effect; its button repeats the verb. With a reason field the
/// button waits for the reason.
class ConfirmPanel : public QWidget {
  Q_OBJECT

 public:
  struct Words {
    QString title;
    QString effect;
    QStringList facts;
    QString verb;
    bool needs_reason = false;
    QString reason_label;
  };

  ConfirmPanel(Look look, const Words& words, QWidget* parent = nullptr);
  /// While the command is under way, and what came of it when it failed.
  void show_waiting(const QString& text);
  void show_error(const QString& text);
  QString reason() const;

 Q_SIGNALS:
  void confirmed(const QString& reason);
  void cancelled();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void settle();

  Look look_;
  QLineEdit* reason_ = nullptr;
  QLabel* error_;
  Button* go_;
  bool needs_reason_;
  bool waiting_ = false;
};

} // namespace paydesk::ui
