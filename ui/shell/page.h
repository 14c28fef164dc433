// What the shell knows of a screen.
#pragma once

#include <functional>
#include <vector>

#include <QAction>
#include <QWidget>

#include "ui/shell/desk.h"

class QHBoxLayout;

namespace paydesk::ui {

class Button;

/// A key and what it does here, for the status bar.
struct KeyHint {
  QString keys;
  QString does;
};

/// One entry below the sidebar's navigation.
struct SideEntry {
  QString key;
  QString icon;
  QString text;
  QString count;
  bool alarming = false;
  bool current = false;
};
struct SideSection {
  QString title;
  std::vector<SideEntry> entries;
};

/// A screen: made once, shown and hidden. Its actions answer single letters outside text fields and stand in the
/// palette with their reasons.
class Page : public QWidget {
  Q_OBJECT

 public:
  Page(Desk& desk, Screen screen, QWidget* parent = nullptr);

  Screen screen() const noexcept { return screen_; }
  /// Called when it comes to the front.
  virtual void visit(const Visit& visit) = 0;
  /// Everything that the screen shows at first has come.
  virtual bool is_ready() const = 0;
  /// Why it could not be shown; empty while all is well.
  virtual QString failure() const { return {}; }
  virtual std::vector<KeyHint> key_hints() const { return {}; }
  virtual std::vector<SideSection> side_sections() const { return {}; }
  virtual void side_picked(const QString&) {}
  /// Closes what is open: selection, detail. Tells whether there was anything.
  virtual bool step_back() { return false; }
  const std::vector<QAction*>& page_actions() const noexcept { return actions_; }

 Q_SIGNALS:
  void readyChanged();
  void hintsChanged();
  void sideChanged();

 protected:
  /// `name` is the object's name and stays in English; `key` may be empty.
  QAction* add_action(const char* name, const QString& text, const QKeySequence& key, std::function<void()> run);
  /// Enables, or disables with a reason.
  static void allow(QAction* action, const QString& why_not);
  /// Makes a button press the action, and shows its reason.
  static void bind(Button* button, QAction* action);

  Desk& desk_;

 private:
  Screen screen_;
  std::vector<QAction*> actions_;
};

/// Why an action is disabled; empty while it is not.
QString why_not(const QAction& action);

} // namespace paydesk::ui
