// The window's side that follows the session: connection, user, palette and menu.
#include <QActionGroup>
#include <QMenu>

#include "ui/format/words.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/toasts.h"

namespace paydesk::ui {

using session::ConnectionState;

namespace {

/// The role that allows most, in words.
QString leading_role(const std::vector<std::string>& roles) {
  const std::pair<const char*, QString> names[] = {{"admin", MainWindow::tr("Admin")}, {"approver", MainWindow::tr("Approver")}, {"operator", MainWindow::tr("Operator")},
                                                   {"support", MainWindow::tr("Support")}, {"viewer", MainWindow::tr("Viewer")}};
  for (const auto& [role, name] : names)
    if (std::find(roles.begin(), roles.end(), role) != roles.end())
      return name;
  return roles.empty() ? QString() : qt(roles.front());
}

} // namespace

void MainWindow::follow_session() {
  auto& session = around_.session;
  connect(&session.connection(), &ConnectionState::changed, this, &MainWindow::show_connection);
  connect(&session.connection(), &ConnectionState::regained, this, [this] {
    today_.refresh();
    status_.refresh();
  });
  const auto sign_in = [this] {
    const auto& caller = around_.session.caller();
    top_->show_user(qt(caller.display_name.empty() ? caller.login : caller.display_name), leading_role(caller.roles));
    today_.refresh();
    lifecycle_.refresh();
    status_.refresh();
    Q_EMIT readyChanged();
  };
  connect(&session, &session::Session::signedIn, this, sign_in);
  connect(&session.events(), &client::EventStream::eventsArrived, this, [this](const std::vector<views::Event>& events) {
    if (events.back().at)
      lag_ = duration_text(std::max<std::int64_t>(0, to_date_time(events.back().at).msecsTo(QDateTime::currentDateTimeUtc())));
    show_connection();
  });
  today_.follow(session.events());
  connect(&today_, &models::LiveSource::changed, this, &MainWindow::show_counts);
  connect(&status_, &models::LiveSource::changed, this, [this] {
    const auto* status = status_.status();
    if (!status)
      return;
    around_.formats.set_zone(QByteArray::fromStdString(status->time_zone));
    around_.workspace.set_setting(QStringLiteral("zone"), qt(status->time_zone));
    top_->show_environment(status->demo ? tr("DEMO") : QString::fromStdString(around_.session.instance()).toUpper(), status->demo);
    show_counts();
  });
  connect(&banner_clock_, &QTimer::timeout, this, &MainWindow::show_connection);
  banner_clock_.start(1000);
  show_connection();
  if (session.is_signed_in())
    sign_in();
}

void MainWindow::show_connection() {
  const auto& connection = around_.session.connection();
  const QDateTime seen = to_date_time(connection.last_seen());
  switch (connection.phase()) {
  case ConnectionState::Phase::Live:
    line_->show_connection(Tone::ok, lag_.isEmpty() ? tr("Live") : tr("Live \u00B7 event lag %1").arg(lag_));
    if (std::exchange(was_lost_, false))
      banner_->say(Tone::ok, QStringLiteral("check"), tr("Connected again. Values are fresh."), {}, 4000);
    return;
  case ConnectionState::Phase::Lost:
    was_lost_ = true;
    line_->show_connection(Tone::bad, tr("No connection"));
    banner_->say(Tone::neutral, QStringLiteral("warning"),
                 seen.isValid() ? tr("No connection since %1. Values are %2 old. Reconnecting, try %3")
                                      .arg(around_.formats.time(seen), age_text(seconds_since(seen))).arg(connection.tries())
                                : tr("No connection. Reconnecting, try %1").arg(connection.tries()),
                 tr("Try now"));
    return;
  case ConnectionState::Phase::Refused:
    line_->show_connection(Tone::bad, tr("Not signed in"));
    banner_->say(Tone::bad, QStringLiteral("failed"), connection.error() ? error_sentence(*connection.error()) : tr("The daemon refuses this user."),
                 tr("Try again"));
    return;
  case ConnectionState::Phase::Starting:
    line_->show_connection(Tone::neutral, tr("Starting the local daemon"));
    banner_->say(Tone::neutral, QStringLiteral("clock"), tr("Starting the local daemon; the first time takes some seconds longer."));
    was_lost_ = true;
    return;
  case ConnectionState::Phase::Connecting:
    line_->show_connection(Tone::neutral, tr("Connecting to %1").arg(connection.address()));
    return;
  case ConnectionState::Phase::Idle: line_->show_connection(Tone::neutral, tr("Not connected"));
  }
}

std::vector<PaletteItem> MainWindow::palette_items() {
  std::vector<PaletteItem> items;
  for (auto* action : page()->page_actions()) {
    const QString icon = action->property("icon").toString();
    items.push_back({icon.isEmpty() ? QStringLiteral("bolt") : icon, action->text(), screen_title(current_),
                     action->shortcut().toString(QKeySequence::NativeText), why_not(*action), [action] { action->trigger(); }});
  }
  for (const auto& entry : screen_entries)
    items.push_back({QLatin1String(entry.icon), tr("Go to %1").arg(screen_title(entry.screen)), {}, QStringLiteral("G ") + QLatin1Char(entry.letter), {},
                     [this, screen = entry.screen] { go({screen, QString(), {}}); }});
  const std::pair<QString, Theme::Choice> themes[] = {{tr("Light theme"), Theme::Choice::light}, {tr("Dark theme"), Theme::Choice::dark},
                                                      {tr("Theme of the system"), Theme::Choice::system}};
  for (const auto& [title, choice] : themes)
    items.push_back({QStringLiteral("eye"), title, {}, {}, {}, [this, choice = choice] { Q_EMIT themeAsked(choice); }});
  items.push_back({QStringLiteral("user"), QStringLiteral("English"), {}, {}, {}, [this] { Q_EMIT languageAsked(QStringLiteral("en")); }});
  items.push_back({QStringLiteral("user"), QStringLiteral("한국어"), {}, {}, {}, [this] { Q_EMIT languageAsked(QStringLiteral("ko")); }});
  items.push_back({QStringLiteral("file"), tr("Keys"), {}, QStringLiteral("?"), {}, [this] { open_key_map(); }});
  items.push_back({QStringLiteral("close"), tr("Quit"), {}, tr("Ctrl Q"), {}, [this] { close(); }});
  return items;
}

void MainWindow::open_user_menu(const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto choice = [menu](const QString& text, bool current, auto run) {
    auto* action = menu->addAction(text);
    action->setCheckable(true);
    action->setChecked(current);
    QObject::connect(action, &QAction::triggered, menu, run);
  };
  const auto theme = around_.theme.choice();
  choice(tr("Theme of the system"), theme == Theme::Choice::system, [this] { Q_EMIT themeAsked(Theme::Choice::system); });
  choice(tr("Light theme"), theme == Theme::Choice::light, [this] { Q_EMIT themeAsked(Theme::Choice::light); });
  choice(tr("Dark theme"), theme == Theme::Choice::dark, [this] { Q_EMIT themeAsked(Theme::Choice::dark); });
  menu->addSeparator();
  choice(QStringLiteral("English"), around_.language == QLatin1String("en"), [this] { Q_EMIT languageAsked(QStringLiteral("en")); });
  choice(QStringLiteral("한국어"), around_.language == QLatin1String("ko"), [this] { Q_EMIT languageAsked(QStringLiteral("ko")); });
  const auto logins = around_.session.logins();
  if (logins.size() > 1)
    menu->addSeparator();
  for (const auto& login : logins)
    if (logins.size() > 1)
      choice(tr("Sign in as %1").arg(qt(login)), login == around_.session.caller().login, [this, login] { around_.session.sign_in_as(login); });
  menu->popup(at);
}

} // namespace paydesk::ui
