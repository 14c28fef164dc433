#include "ui/reports/reports_page.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QSet>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/reports/books_state.h"
#include "ui/reports/report_form.h"
#include "ui/reports/report_kinds.h"
#include "ui/reports/report_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_pane.h"
#include "ui/widgets/segmented.h"

namespace paydesk::ui {

using models::PagedModel;

namespace {

QDate today() { return QDateTime::currentDateTimeUtc().date(); }

} // namespace

ReportsPage::ReportsPage(Desk& desk, QWidget* parent) : Page(desk, Screen::reports, parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(10);
  form_ = new ReportForm(desk.look, today);
  saving_ = new ReportSaving(desk);
  stack_ = new QStackedWidget;
  told_ = build_told();
  column->addWidget(build_head());
  column->addWidget(form_);
  column->addWidget(build_books());
  column->addWidget(stack_, 1);
  column->addWidget(saving_);
  add_actions();
  connect(kinds_, &Segmented::picked, this, &ReportsPage::choose);
  connect(form_, &ReportForm::changed, this, &ReportsPage::make);
  connect(form_, &ReportForm::left, this, [this] { list().table().setFocus(Qt::OtherFocusReason); });
  connect(saving_, &ReportSaving::busyChanged, this, &ReportsPage::settle_actions);
  connect(books_, &BooksState::readyChanged, this, &Page::readyChanged);
  connect(books_, &BooksState::closed, this, &ReportsPage::make);
  connect(&desk.session, &session::Session::signedIn, this, &ReportsPage::settle_actions);
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, &ReportsPage::settle_actions);
  current_ = &view_of(QLatin1String(report_kinds().front().name));
  list().facts().insertWidget(0, told_, 10000);
}

ReportsPage::~ReportsPage() = default;

QWidget* ReportsPage::build_head() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 10, 0, 0);
  row->setSpacing(8);
  kinds_ = new Segmented(desk_.theme());
  kinds_->setObjectName(QStringLiteral("reportKinds"));
  std::vector<Segmented::Segment> segments;
  for (const auto& kind : report_kinds())
    segments.push_back({QLatin1String(kind.name), report_tab(kind.name)});
  kinds_->set_segments(std::move(segments));
  row->addWidget(make_label("title", tr("Reports")));
  row->addSpacing(8);
  row->addWidget(kinds_);
  row->addStretch(1);
  for (const auto& [name, text, key] : {std::tuple<const char*, QString, QString>{"saveCsv", QStringLiteral("CSV"), QStringLiteral("C")},
                                        {"saveXlsx", QStringLiteral("XLSX"), QStringLiteral("X")}, {"savePdf", QStringLiteral("PDF"), QStringLiteral("P")}}) {
    auto* button = new Button(desk_.theme(), Button::Kind::secondary, text);
    button->setObjectName(QLatin1String(name));
    button->set_icon(QStringLiteral("export"));
    button->set_key(key);
    row->addWidget(button);
    savers_.push_back(button);
  }
  return box;
}

QWidget* ReportsPage::build_books() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(12);
  books_ = new BooksState(desk_, today);
  close_why_ = make_label("hint");
  close_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Close a day\u2026"));
  close_->setObjectName(QStringLiteral("closeDay"));
  close_->set_small(true);
  close_->set_icon(QStringLiteral("state-authorized"));
  row->addWidget(books_, 1);
  row->addWidget(close_why_);
  row->addWidget(close_);
  return box;
}

QWidget* ReportsPage::build_told() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(12);
  rows_ = make_label("strong");
  rows_->setObjectName(QStringLiteral("reportRows"));
  purpose_ = new ElidedLabel("meta");
  purpose_->setObjectName(QStringLiteral("reportFound"));
  made_ = make_label("meta");
  made_->setObjectName(QStringLiteral("reportMade"));
  again_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Make again"));
  again_->setObjectName(QStringLiteral("makeAgain"));
  again_->set_small(true);
  again_->set_icon(QStringLiteral("retry"));
  row->addWidget(rows_);
  row->addWidget(purpose_, 1);
  row->addWidget(made_);
  row->addWidget(again_);
  return box;
}

void ReportsPage::add_actions() {
  using Format = ReportSaving::Format;
  const std::tuple<const char*, QString, Qt::Key, Format> savers[] = {{"saveCsv", tr("Save as CSV"), Qt::Key_C, Format::csv},
                                                                      {"saveXlsx", tr("Save as XLSX"), Qt::Key_X, Format::xlsx},
                                                                      {"savePdf", tr("Save as PDF"), Qt::Key_P, Format::pdf}};
  for (std::size_t i = 0; i < std::size(savers); ++i) {
    const auto& [name, text, key, format] = savers[i];
    save_actions_.push_back(add_action(name, text, QKeySequence(key), [this, format = format] { save(format); }));
    bind(savers_[i], save_actions_.back());
  }
  bind(again_, add_action("makeAgain", tr("Make the report again"), QKeySequence(Qt::Key_R), [this] { make(); }));
  close_action_ = add_action("closeDay", tr("Close a day"), QKeySequence(Qt::Key_D), [this] { ask_to_close(); });
  bind(close_, close_action_);
  for (std::size_t i = 0; i < report_kinds().size(); ++i) {
    const QString kind = QLatin1String(report_kinds()[i].name);
    add_action(report_kinds()[i].name, tr("Report: %1").arg(report_title(kind.toStdString())), QKeySequence(Qt::Key_1 + static_cast<int>(i)),
               [this, kind] { choose(kind); });
  }
}

ReportsPage::View& ReportsPage::view_of(const QString& name) {
  const auto& kind = report_kind(name.toStdString());
  const QString key = QLatin1String(kind.name);
  if (const auto found = views_.find(key); found != views_.end())
    return found->second;
  auto& view = views_[key];
  view.kind = &kind;
  view.model = std::make_unique<models::ReportModel>(desk_.session.daemon(), kind.name);
  auto* holder = new QWidget;
  auto* column = new QVBoxLayout(holder);
  column->setContentsMargins(0, 0, 0, 0);
  view.list = new ListPane(desk_.look, *view.model, {key + QStringLiteral("Table"), {kind.plan.begin(), kind.plan.end()}, {}, false, false}, holder);
  view.list->set_words(tr("No rows"), tr("Nothing was booked in these days, or nothing matches."));
  view.list->facts().setSpacing(0);
  dress_cells(kind, view.list->table());
  column->addWidget(view.list);
  stack_->addWidget(holder);
  connect(view.model.get(), &PagedModel::phaseChanged, this, &ReportsPage::show_report);
  connect(&view.list->table(), &RowTable::opened, this, &ReportsPage::open_row);
  return view;
}

void ReportsPage::choose(const QString& kind) {
  current_->model->stop();
  current_ = &view_of(kind);
  back_to_.clear();
  kinds_->choose(QLatin1String(current_->kind->name));
  form_->show_kind(*current_->kind);
  stack_->setCurrentWidget(current_->list->parentWidget());
  list().facts().insertWidget(0, told_, 10000);
  told_->show();
  desk_.workspace.set_setting(QStringLiteral("report"), QLatin1String(current_->kind->name));
  make();
  list().table().setFocus(Qt::OtherFocusReason);
  Q_EMIT hintsChanged();
}

void ReportsPage::make() {
  const QString missing = form_->missing();
  list().table().set_waiting_words({report_title(current_->kind->name), missing, {}});
  current_->model->make(form_->request(), missing.isEmpty());
  show_report();
}

void ReportsPage::show_report() {
  const auto report = model().report();
  const bool shown = report && model().phase() == PagedModel::Phase::Ready;
  const int sums = shown ? static_cast<int>(report->totals) : 0;
  rows_->setText(shown ? tr("%n row(s)", nullptr, model().loaded_count() - sums) : QString());
  rows_->setVisible(shown);
  const QString found = shown ? found_words(*report) : QString();
  purpose_->setText(found.isEmpty() ? report_purpose(current_->kind->name) : found);
  purpose_->setToolTip(report_purpose(current_->kind->name));
  made_->setText(shown ? made_words(*report) + QStringLiteral(" \u00B7 SHA-256 ") + qt(report->rows_sha256).left(8) + QChar(0x2026) : QString());
  made_->setToolTip(shown ? checksum_name() + QStringLiteral(": ") + qt(report->rows_sha256) : QString());
  settle_actions();
  Q_EMIT readyChanged();
}

void ReportsPage::settle_actions() {
  QString why;
  if (!model().report() || model().phase() != PagedModel::Phase::Ready)
    why = model().is_making() ? tr("The report is being made") : tr("No report is shown");
  else if (saving_->is_busy())
    why = tr("A file is being saved");
  // What is too long for the screen may still be a file.
  const bool too_long = model().phase() == PagedModel::Phase::Failed && model().error() && model().error()->code == ErrorCode::failed_precondition;
  for (auto* action : save_actions_) {
    const bool of_daemon = action != save_actions_.back();
    const QString own = of_daemon && too_long ? (saving_->is_busy() ? tr("A file is being saved") : QString()) : why;
    allow(action, own.isEmpty() && of_daemon ? desk_.why_not("MakeReport") : own);
  }
  allow(close_action_, desk_.why_not("CloseDay"));
  close_why_->setText(ui::why_not(*close_action_));
}

void ReportsPage::open_row() {
  const auto* row = model().row_at(list().table().currentIndex().row());
  if (!row)
    return;
  const QString kind = QLatin1String(current_->kind->name);
  if (kind == QLatin1String("trial_balance") && !row->sum) {
    form_->ask_statement(qt(row->cells[0].text), qt(row->cells[1].text));
    choose(QStringLiteral("statement"));
    back_to_ = kind;
    return;
  }
  const auto payment = kind == QLatin1String("statement") ? 4u : 6u;
  if ((kind == QLatin1String("statement") || kind == QLatin1String("seller_statement")) && !row->cells[payment].text.empty())
    desk_.shell.go({Screen::payments, QString(), qt(row->cells[payment].text)});
}

void ReportsPage::ask_to_close() { books_->ask(QDate::fromString(qt(form_->request().to), Qt::ISODate)); }

void ReportsPage::save(ReportSaving::Format format) { saving_->ask(format, model()); }

void ReportsPage::ask_accounts() {
  accounts_call_ = desk_.commands.list_accounts(this, [this](Result<views::ListBalancesResponse> reply) {
    if (!reply)
      return; // names can still be typed
    QSet<QString> accounts, sellers;
    for (const auto& row : reply->rows) {
      const QString account = qt(row.account);
      accounts << account;
      if (account.startsWith(QLatin1String("seller_payable:")))
        sellers << account.mid(account.indexOf(QLatin1Char(':')) + 1);
    }
    QStringList all = accounts.values(), of_sellers = sellers.values();
    all.sort();
    of_sellers.sort();
    form_->offer(all, of_sellers);
  });
}

void ReportsPage::visit(const Visit& visit) {
  const QString kind = !visit.id.isEmpty() ? visit.id : desk_.workspace.setting(QStringLiteral("report"));
  const bool first = model().phase() == PagedModel::Phase::Idle;
  books_->load();
  ask_accounts();
  if (first || !visit.id.isEmpty())
    choose(kind);
  list().table().setFocus(Qt::OtherFocusReason);
}

bool ReportsPage::is_ready() const {
  const auto phase = model().phase();
  const bool waits = phase == PagedModel::Phase::Idle && !form_->missing().isEmpty();
  return books_->is_ready() && (waits || phase == PagedModel::Phase::Ready || phase == PagedModel::Phase::Failed);
}

QString ReportsPage::failure() const { return list().failure(); }

std::vector<KeyHint> ReportsPage::key_hints() const {
  std::vector<KeyHint> hints = {{QStringLiteral("J K"), tr("move")}, {QStringLiteral("1 \u2013 6"), tr("report")}};
  const std::string kind = current_->kind->name;
  if (kind == "trial_balance")
    hints.push_back({tr("Enter"), tr("statement")});
  else if (kind == "statement" || kind == "seller_statement")
    hints.push_back({tr("Enter"), tr("open payment")});
  for (const auto& [key, does] : {std::pair<const char*, QString>{"C", tr("CSV")}, {"X", tr("XLSX")}, {"P", tr("PDF")}, {"R", tr("again")}, {"D", tr("close a day")}})
    hints.push_back({QLatin1String(key), does});
  return hints;
}

bool ReportsPage::step_back() {
  if (saving_->is_busy()) {
    saving_->stop();
    return true;
  }
  if (model().is_making()) {
    current_->model->stop();
    return true;
  }
  if (back_to_.isEmpty())
    return false;
  choose(QString(back_to_));
  return true;
}

} // namespace paydesk::ui
