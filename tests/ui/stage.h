// The console's window on a fake daemon: what tests of whole screens begin with.
#pragma once

#include <memory>

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/fake_daemon/demo_books.h"
#include "tests/support/fake_daemon/fake_daemon.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

namespace paydesk::ui::tests {

inline client::Locator locator_for(const fake::FakeDaemon& daemon, const std::string& login) {
  client::Locator locator;
  locator.endpoints_file = daemon.endpoints_file().string();
  locator.token_file = daemon.token_file(login).string();
  return locator;
}

/// A daemon, a session and a window on it.
struct Stage {
  QTemporaryDir folder;
  fake::FakeDaemon daemon{fake::demo_books(300)};
  Theme theme;
  Formats formats;
  Language language;
  std::unique_ptr<workspace::Workspace> workspace = workspace::Workspace::open(QStringLiteral("test"), folder.filePath(QStringLiteral("w.sqlite")));
  session::Session session;
  std::unique_ptr<MainWindow> window;

  explicit Stage(const std::string& login = "operator") : session(locator_for(daemon, login)) {
    language.set(QStringLiteral("en"));
    theme.choose(Theme::Choice::light);
    open_window();
    session.open();
  }
  void open_window() {
    window = std::make_unique<MainWindow>(Surroundings{theme, formats, session, *workspace, language.code()});
    window->go({Screen::flow, QString(), {}});
    window->show();
    window->activateWindow();
    QApplication::setActiveWindow(window.get());
  }
  bool comes() const {
    return QTest::qWaitFor([this] { return window->is_ready(); }, 10'000);
  }
  bool go(Screen screen, const QString& filter = {}) const {
    window->go({screen, filter, {}});
    return comes();
  }
  template <class Widget> Widget* part(const char* name) const { return window->findChild<Widget*>(QLatin1String(name)); }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const {
    QWidget* target = QApplication::focusWidget();
    QTest::keyClick(target ? target : window.get(), key, modifiers);
  }
};

} // namespace paydesk::ui::tests
