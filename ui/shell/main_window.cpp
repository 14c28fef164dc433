#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/key_map.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/toasts.h"

namespace paydesk::ui {

MainWindow::MainWindow(Surroundings around)
    : around_(std::move(around)), commands_(around_.session.daemon()), today_(around_.session.daemon()),
      lifecycle_(around_.session.daemon()), status_(around_.session.daemon()),
      desk_{{around_.theme, around_.formats}, around_.session, commands_, around_.workspace, today_, lifecycle_, status_, *this} {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowTitle(QStringLiteral("Paydesk"));
  resize(1440, 900);
  setMinimumSize(1120, 700);
  if (const auto geometry = around_.workspace.layout(QStringLiteral("window")); !geometry.isEmpty())
    restoreGeometry(geometry);
  // The daemon tells its zone with its status; until then the last one known holds.
  around_.formats.set_zone(around_.workspace.setting(QStringLiteral("zone")).toUtf8());
  build();
  add_keys();
  follow_session();
  connect(&around_.theme, &Theme::changed, this, [this] {
    for (auto* widget : findChildren<QWidget*>())
      widget->update();
  });
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
  const Look look = desk_.look;
  auto* whole = new QWidget(this);
  auto* column = new QVBoxLayout(whole);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  top_ = new TopBar(look);
  side_ = new SideBar(look);
  line_ = new StatusLine(look);
  banner_ = new Banner(look);
  banner_->setObjectName(QStringLiteral("banner"));
  stack_ = new QStackedWidget;
  auto* right = new QVBoxLayout;
  right->setSpacing(0);
  right->addWidget(banner_);
  right->addWidget(stack_, 1);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  row->addWidget(side_);
  row->addLayout(right, 1);
  column->addWidget(top_);
  column->addLayout(row, 1);
  column->addWidget(line_);
  setCentralWidget(whole);
  toasts_ = new Toasts(look, this);
  connect(side_, &SideBar::navigated, this, [this](const QString& key) {
    for (const auto& entry : screen_entries)
      if (key == QLatin1String(entry.key))
        go({entry.screen, QString(), {}});
  });
  connect(side_, &SideBar::picked, this, [this](const QString& key) { page()->side_picked(key); });
  connect(top_, &TopBar::searchPressed, this, &MainWindow::open_palette);
  connect(top_, &TopBar::approvalsPressed, this, [this] { go({Screen::audit, QString(), {}}); });
  connect(top_, &TopBar::pspPressed, this, [this](const QString& psp) { go({Screen::queues, QStringLiteral("psp:") + psp, {}}); });
  connect(top_, &TopBar::userPressed, this, &MainWindow::open_user_menu);
  connect(banner_, &Banner::actionAsked, this, [this] { around_.session.reconnect_now(); });
}

void MainWindow::add_keys() {
  for (const auto& entry : screen_entries) {
    const int letter = Qt::Key_A + (entry.letter - 'A');
    auto* keys = new QShortcut(QKeySequence(Qt::Key_G, letter), this);
    connect(keys, &QShortcut::activated, this, [this, screen = entry.screen] { go({screen, QString(), {}}); });
  }
  const auto key = [this](const QKeySequence& sequence, auto slot) {
    connect(new QShortcut(sequence, this), &QShortcut::activated, this, slot);
  };
  key(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { open_palette(); });
  key(QKeySequence(Qt::Key_Question), [this] { open_key_map(); });
  key(QKeySequence(Qt::Key_Escape), [this] { step_back(); });
  key(QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
}

void MainWindow::step_back() {
  if (overlay_)
    overlay_->dismiss();
  else
    page()->step_back();
}

void MainWindow::go(const Visit& visit) {
  const auto index = static_cast<std::size_t>(visit.screen);
  auto*& page = pages_[index];
  if (!page) {
    page = make_page(visit.screen, desk_, stack_);
    page->setObjectName(QLatin1String(entry_of(visit.screen).key));
    stack_->addWidget(page);
    connect(page, &Page::hintsChanged, this, &MainWindow::show_page_parts);
    connect(page, &Page::sideChanged, this, &MainWindow::show_page_parts);
    connect(page, &Page::readyChanged, this, &MainWindow::readyChanged);
  }
  current_ = visit.screen;
  around_.workspace.set_setting(QStringLiteral("screen"), QLatin1String(entry_of(visit.screen).key));
  stack_->setCurrentWidget(page);
  page->visit(visit);
  page->setFocus(Qt::OtherFocusReason);
  show_navigation();
  show_page_parts();
  Q_EMIT readyChanged();
}

void MainWindow::show_page_parts() {
  if (!page())
    return;
  auto hints = page()->key_hints();
  hints.push_back({tr("Ctrl K"), tr("commands")});
  line_->show_keys(std::move(hints));
  side_->show_sections(page()->side_sections());
}

void MainWindow::show_navigation() {
  std::vector<SideEntry> entries;
  const auto* flow = today_.flow();
  for (const auto& entry : screen_entries) {
    SideEntry side{QLatin1String(entry.key), QLatin1String(entry.icon), screen_title(entry.screen), {}, false, entry.screen == current_};
    if (flow) {
      const std::int64_t count = entry.screen == Screen::payments         ? flow->in_flight
                                 : entry.screen == Screen::refunds        ? flow->refund_count
                                 : entry.screen == Screen::reconciliation ? flow->open_breaks
                                 : entry.screen == Screen::queues         ? flow->dead_letter
                                 : entry.screen == Screen::audit          ? flow->awaiting_decision
                                                                          : 0;
      side.count = count > 0 ? compact_count(count) : QString();
      side.alarming = entry.screen == Screen::queues && count > 0;
    }
    entries.push_back(std::move(side));
  }
  side_->show_navigation(std::move(entries));
}

void MainWindow::show_counts() {
  show_navigation();
  if (const auto* flow = today_.flow()) {
    top_->show_health(flow->psps);
    top_->show_approvals(flow->awaiting_decision);
    line_->show_books(true, flow->ledger_balanced, to_date_time(today_.updated_at()));
  }
  Q_EMIT readyChanged();
}

bool MainWindow::is_ready() const {
  return today_.flow() && status_.status() && around_.session.is_signed_in() && page() && page()->is_ready();
}

void MainWindow::say(Tone tone, const QString& icon, const QString& text) { toasts_->say(tone, icon, text); }

Overlay* MainWindow::cover(QWidget* panel, Overlay::Place place) {
  if (overlay_)
    overlay_->dismiss();
  overlay_ = new Overlay(desk_.look, this, panel, place);
  overlay_->open();
  return overlay_;
}

void MainWindow::open_palette() {
  auto* palette = new CommandPalette(desk_, palette_items());
  auto* over = cover(palette, Overlay::Place::top);
  connect(palette, &CommandPalette::closeAsked, over, &Overlay::dismiss);
}

void MainWindow::open_key_map() {
  auto hints = page()->key_hints();
  cover(new KeyMap(desk_.look, screen_title(current_), std::move(hints)), Overlay::Place::centre);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  around_.workspace.set_layout(QStringLiteral("window"), saveGeometry());
  QMainWindow::closeEvent(event);
}

} // namespace paydesk::ui
