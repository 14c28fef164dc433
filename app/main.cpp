// paydesk: the operations console. Puts session, workspace, theme, language and window together.

#include <cstdio>
#include <memory>

#include <QApplication>
#include <QCommandLineParser>

#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/tour/tour.h"

namespace {

using namespace paydesk;

/// What the command line said.
struct Flags {
  client::Locator locator;
  QString theme;
  QString language;
  QString tour;
  QStringList screens;
  QString size;
};

Flags read_flags(const QCoreApplication& app) {
  QCommandLineParser parser;
  parser.setApplicationDescription(QStringLiteral("Paydesk: the operations console"));
  parser.addHelpOption();
  parser.addVersionOption();
  const auto option = [&](const char* name, const char* what, const char* value) {
    const QCommandLineOption one{QLatin1String(name), QLatin1String(what), QLatin1String(value)};
    parser.addOption(one);
    return one;
  };
  const auto instance = option("instance", "Instance of the local daemon", "name");
  const auto endpoints = option("endpoints", "endpoints.json of a daemon", "file");
  const auto address = option("address", "unix:/path or host:port of a daemon", "address");
  const auto token = option("token-file", "File with the bearer token", "file");
  const auto authorities = option("ca-file", "Certificates that vouch for a daemon reached by TLS", "file");
  const auto theme = option("theme", "light, dark or system", "theme");
  const auto language = option("language", "en or ko", "language");
  const auto tour = option("tour", "Save pictures of every screen into this folder, then leave", "folder");
  const auto screens = option("screens", "Screens of the tour, separated by commas", "names");
  const auto size = option("size", "Size of the window, 1440x900 by default", "size");
  parser.process(app);
  Flags flags;
  if (parser.isSet(instance))
    flags.locator.instance = parser.value(instance).toStdString();
  flags.locator.endpoints_file = parser.value(endpoints).toStdString();
  flags.locator.address = parser.value(address).toStdString();
  flags.locator.token_file = parser.value(token).toStdString();
  flags.locator.ca_file = parser.value(authorities).toStdString();
  flags.locator.use_environment();
  flags.theme = parser.value(theme);
  flags.language = parser.value(language);
  flags.tour = parser.value(tour);
  flags.screens = parser.value(screens).split(QLatin1Char(','), Qt::SkipEmptyParts);
  flags.size = parser.value(size);
  return flags;
}

/// Owns everything that outlives a window; makes another window for another language.
class Console : public QObject {
 public:
  explicit Console(Flags flags)
      : flags_(std::move(flags)),
        workspace_(workspace::Workspace::open(QString::fromStdString(flags_.locator.instance), flags_.tour.isEmpty() ? QString() : QStringLiteral(":memory:"))),
        session_(flags_.locator) {
    theme_.choose(ui::Theme::choice_named(flags_.theme.isEmpty() ? workspace_->setting(QStringLiteral("theme"), QStringLiteral("system")) : flags_.theme));
    const QString own = QLocale::system().language() == QLocale::Korean ? QStringLiteral("ko") : QStringLiteral("en");
    speak(flags_.language.isEmpty() ? workspace_->setting(QStringLiteral("language"), own) : flags_.language);
    session_.open();
    if (!flags_.tour.isEmpty())
      begin_tour();
  }

 private:
  void speak(const QString& code) {
    language_.set(code);
    theme_.states().set_language(language_.code());
    const auto screen = window_ ? window_->current() : last_screen();
    window_ = std::make_unique<ui::MainWindow>(ui::Surroundings{theme_, formats_, session_, *workspace_, language_.code()});
    connect(window_.get(), &ui::MainWindow::themeAsked, this, [this](ui::Theme::Choice choice) {
      workspace_->set_setting(QStringLiteral("theme"), ui::Theme::name_of(choice));
      theme_.choose(choice);
    });
    // Queued: the window that asks is replaced.
    connect(window_.get(), &ui::MainWindow::languageAsked, this, [this](const QString& asked) {
      workspace_->set_setting(QStringLiteral("language"), asked);
      speak(asked);
    }, Qt::QueuedConnection);
    if (const auto parts = flags_.size.split(QLatin1Char('x')); parts.size() == 2)
      window_->resize(parts[0].toInt(), parts[1].toInt());
    window_->go({screen, QString(), {}});
    window_->show();
    window_->activateWindow();
  }

  ui::Screen last_screen() const {
    const QString last = workspace_->setting(QStringLiteral("screen"));
    for (const auto& entry : ui::screen_entries)
      if (last == QLatin1String(entry.key))
        return entry.screen;
    return ui::Screen::flow;
  }

  void begin_tour() {
    std::vector<ui::TourLook> looks = {{QStringLiteral("light"), ui::Theme::Choice::light, QStringLiteral("en")},
                                       {QStringLiteral("dark"), ui::Theme::Choice::dark, QStringLiteral("en")},
                                       {QStringLiteral("ko"), ui::Theme::Choice::light, QStringLiteral("ko")}};
    const auto put_on = [this](const ui::TourLook& look) {
      theme_.choose(look.theme);
      if (language_.code() != look.language)
        speak(look.language);
    };
    auto* tour = new ui::Tour({put_on, [this] { return window_.get(); }}, flags_.tour, flags_.screens, std::move(looks), this);
    connect(tour, &ui::Tour::finished, qApp, [](const QStringList& failures) {
      for (const auto& failure : failures)
        std::fprintf(stderr, "%s\n", qPrintable(failure));
      QCoreApplication::exit(failures.isEmpty() ? 0 : 1);
    }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(tour, &ui::Tour::start, Qt::QueuedConnection);
  }

  Flags flags_;
  ui::Theme theme_;
  ui::Formats formats_;
  ui::Language language_;
  std::unique_ptr<workspace::Workspace> workspace_;
  session::Session session_;
  std::unique_ptr<ui::MainWindow> window_;
};

} // namespace

int main(int argc, char** argv) {
  QApplication app(argc, argv);
  QApplication::setApplicationName(QStringLiteral("paydesk"));
  QApplication::setApplicationVersion(QStringLiteral(PAYDESK_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("paydesk"));
  auto flags = read_flags(app);
  if (!ui::load_fonts())
    qWarning("a font of the console could not be read; the system's are used");
  Console console(std::move(flags));
  return QApplication::exec();
}
