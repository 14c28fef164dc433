// How far the books are closed, and closing a day.
#pragma once

#include <functional>

#include <QDate>
#include <QWidget>

#include "app/models/sources.h"
#include "ui/shell/desk.h"

class QLabel;

namespace paydesk::ui {

class ElidedLabel;

/// One line: the last closed day, by whom, and up to when nothing can join any more. Asks before a day is closed, and
/// says what that means.
class BooksState : public QWidget {
  Q_OBJECT

 public:
  BooksState(Desk& desk, std::function<QDate()> today, QWidget* parent = nullptr);

  void load() { source_.refresh(); }
  bool is_ready() const { return source_.books() || source_.error(); }
  /// Opens the question; `day` is proposed when it can be closed.
  void ask(const QDate& day);

 Q_SIGNALS:
  void readyChanged();
  void closed();

 private:
  void show_state();
  void send(const QString& day, const QString& reason, class ConfirmPanel* panel, Overlay* over, const std::string& key);

  Desk& desk_;
  std::function<QDate()> today_;
  models::BooksSource source_;
  ElidedLabel* words_;
};

} // namespace paydesk::ui
