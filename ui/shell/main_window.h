// The console's window: bars around one page at a time.
#pragma once

#include <array>

#include <QMainWindow>
#include <QTimer>

#include "ui/shell/desk.h"
#include "ui/shell/screens.h"

class QStackedWidget;

namespace paydesk::ui {

class Banner;
class SideBar;
class StatusLine;
class Toasts;
class TopBar;
struct PaletteItem;

/// What the window needs from whoever made it.
struct Surroundings {
  Theme& theme;
  Formats& formats;
  session::Session& session;
  workspace::Workspace& workspace;
  QString language;
};

/// Owns the pages, which are made when first visited, and the sources that the bars show. Speaks the language that
/// was set when it was made; another language needs another window. Lives on the GUI thread.
class MainWindow : public QMainWindow, private Shell {
  Q_OBJECT

 public:
  explicit MainWindow(Surroundings around);
  ~MainWindow() override;

  void go(const Visit& visit) override;
  Page* page() const { return pages_[static_cast<std::size_t>(current_)]; }
  Screen current() const noexcept { return current_; }
  /// Whether the bars have what they show.
  bool is_ready() const;
  void open_palette();
  void open_key_map();
  Overlay* overlay() const { return overlay_; }
  Toasts& toasts() noexcept { return *toasts_; }
  Desk& desk() noexcept { return desk_; }

 Q_SIGNALS:
  void languageAsked(const QString& code);
  void themeAsked(paydesk::ui::Theme::Choice choice);
  void readyChanged();

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void say(Tone tone, const QString& icon, const QString& text) override;
  Overlay* cover(QWidget* panel, Overlay::Place place) override;

  void build();
  void add_keys();
  void follow_session();
  void show_connection();
  void show_counts();
  void show_navigation();
  void show_page_parts();
  void open_user_menu(const QPoint& at);
  std::vector<PaletteItem> palette_items();
  void step_back();

  Surroundings around_;
  models::Commands commands_;
  models::FlowSource today_;
  models::LifecycleSource lifecycle_;
  models::StatusSource status_;
  Desk desk_;
  TopBar* top_;
  SideBar* side_;
  StatusLine* line_;
  Banner* banner_;
  QStackedWidget* stack_;
  Toasts* toasts_ = nullptr;
  QPointer<Overlay> overlay_;
  std::array<Page*, screen_entries.size()> pages_{};
  Screen current_ = Screen::flow;
  QTimer banner_clock_;
  bool was_lost_ = false;
  QString lag_;
};

} // namespace paydesk::ui
