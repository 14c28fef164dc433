#include "ui/reconciliation/reconciliation_page.h"

#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/reconciliation/break_list.h"
#include "ui/reconciliation/pairs_canvas.h"
#include "ui/reconciliation/resolve_panel.h"
#include "ui/reconciliation/run_header.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/label.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/segmented.h"

namespace paydesk::ui {

using models::PagedModel;

namespace {
constexpr qint64 largest_file = 64 * 1024 * 1024;
}

ReconciliationPage::ReconciliationPage(Desk& desk, QWidget* parent)
    : Page(desk, Screen::reconciliation, parent), runs_(desk.session.daemon()), breaks_(desk.session.daemon()), pairs_(desk.session.daemon()) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(12);
  column->addWidget(build_head());
  stack_ = new QStackedWidget;
  stack_->addWidget(build_work());
  none_ = new EmptyState(desk.look);
  stack_->addWidget(none_);
  column->addWidget(stack_, 1);
  add_actions();
  for (PagedModel* model : {static_cast<PagedModel*>(&runs_), static_cast<PagedModel*>(&breaks_), static_cast<PagedModel*>(&pairs_)}) {
    model->set_auto_merge(true);
    model->follow(desk.session.events());
    connect(model, &PagedModel::phaseChanged, this, &Page::readyChanged);
  }
  connect(&runs_, &PagedModel::phaseChanged, this, &ReconciliationPage::runs_changed);
  connect(&runs_, &PagedModel::updated, this, &ReconciliationPage::runs_changed);
  connect(&breaks_, &PagedModel::phaseChanged, this, &ReconciliationPage::breaks_changed);
  connect(&breaks_, &PagedModel::updated, this, &ReconciliationPage::breaks_changed);
  connect(break_list_, &BreakList::picked, this, &ReconciliationPage::pick_break);
  connect(canvas_, &PairsCanvas::breakPicked, this, &ReconciliationPage::pick_break);
  connect(panel_, &ResolvePanel::resolved, this, [this](const views::ReconBreak& one) {
    breaks_.put(one);
    breaks_.refresh();
    runs_.refresh();
    pick_break(qt(one.break_id));
  });
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, &ReconciliationPage::allow_actions);
  connect(none_, &EmptyState::actionAsked, this, &ReconciliationPage::import_file);
  allow_actions();
  setFocusProxy(break_list_);
}

QWidget* ReconciliationPage::build_head() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 10, 0, 0);
  row->setSpacing(8);
  auto* earlier = new Button(desk_.theme(), Button::Kind::secondary, {});
  earlier->set_icon(QStringLiteral("chevron-left"));
  auto* later = new Button(desk_.theme(), Button::Kind::secondary, {});
  later->set_icon(QStringLiteral("chevron-right"));
  run_name_ = make_label("medium");
  run_name_->setObjectName(QStringLiteral("runName"));
  shown_lines_ = new Segmented(desk_.theme());
  shown_lines_->set_segments({{QStringLiteral("all"), tr("All lines")}, {QStringLiteral("breaks"), tr("Breaks only")}});
  import_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Import file\u2026"));
  import_->set_icon(QStringLiteral("file"));
  row->addWidget(make_label("title", tr("Reconciliation")));
  row->addSpacing(8);
  row->addWidget(earlier);
  row->addWidget(run_name_);
  row->addWidget(later);
  row->addSpacing(8);
  row->addWidget(shown_lines_);
  row->addStretch(1);
  row->addWidget(import_);
  connect(earlier, &QAbstractButton::clicked, this, [this] { step_run(1); });
  connect(later, &QAbstractButton::clicked, this, [this] { step_run(-1); });
  connect(shown_lines_, &Segmented::picked, this, [this](const QString& key) {
    pairs_.set_breaks_only(key == QLatin1String("breaks"));
    pairs_.load();
  });
  return box;
}

QWidget* ReconciliationPage::build_work() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(12);
  header_ = new RunHeader(desk_.look);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  breaks_card_ = new Card(desk_.look);
  breaks_card_->setFixedWidth(248);
  breaks_card_->add_head(tr("Breaks"), tr("by type"));
  break_list_ = new BreakList(desk_.look, breaks_);
  break_list_->setObjectName(QStringLiteral("breakList"));
  at_stake_ = make_label("strong");
  at_stake_->setContentsMargins(12, 8, 12, 8);
  at_stake_->setWordWrap(true);
  breaks_card_->body()->addWidget(make_line(desk_.look));
  breaks_card_->body()->addWidget(break_list_, 1);
  breaks_card_->body()->addWidget(make_line(desk_.look));
  breaks_card_->body()->addWidget(at_stake_);
  auto* right = new QVBoxLayout;
  right->setSpacing(12);
  canvas_card_ = new Card(desk_.look);
  canvas_card_->add_head(tr("Ledger and settlement lines"));
  canvas_ = new PairsCanvas(desk_.look, pairs_);
  canvas_->setObjectName(QStringLiteral("pairsCanvas"));
  canvas_card_->body()->addWidget(make_line(desk_.look));
  canvas_card_->body()->addWidget(canvas_, 1);
  panel_ = new ResolvePanel(desk_);
  panel_->setObjectName(QStringLiteral("resolvePanel"));
  right->addWidget(canvas_card_, 1);
  right->addWidget(panel_);
  row->addWidget(breaks_card_);
  row->addLayout(right, 1);
  column->addWidget(header_);
  column->addLayout(row, 1);
  return box;
}

void ReconciliationPage::add_actions() {
  add_action("nextBreak", tr("Next break"), QKeySequence(Qt::Key_N), [this] { break_list_->step(1); });
  add_action("down", {}, QKeySequence(Qt::Key_J), [this] { break_list_->step(1); });
  add_action("up", {}, QKeySequence(Qt::Key_K), [this] { break_list_->step(-1); });
  const struct {
    const char* resolution;
    Qt::Key key;
  } keys[] = {{"match", Qt::Key_M}, {"post_adjustment", Qt::Key_A}, {"write_off", Qt::Key_W}, {"carry_forward", Qt::Key_C}, {"raise_with_psp", Qt::Key_R}};
  for (const auto& [resolution, key] : keys)
    add_action(resolution, resolution_name(resolution), QKeySequence(key), [this, name = std::string(resolution)] { panel_->choose(name); });
  auto* import = add_action("import", tr("Import file\u2026"), QKeySequence(Qt::Key_I), [this] { import_file(); });
  bind(import_, import);
}

void ReconciliationPage::allow_actions() {
  panel_->allow(desk_.why_not("ResolveBreak"), desk_.why_not("DecideResolution"));
  for (auto* action : page_actions())
    if (action->objectName() == QLatin1String("import"))
      allow(action, desk_.why_not("ImportFile"));
}

void ReconciliationPage::visit(const Visit&) {
  runs_.load();
  runs_changed();
  break_list_->setFocus(Qt::OtherFocusReason);
}

void ReconciliationPage::runs_changed() {
  const bool known = runs_.phase() == PagedModel::Phase::Ready || runs_.phase() == PagedModel::Phase::Failed;
  const bool any = runs_.loaded_count() > 0;
  stack_->setCurrentIndex(known && !any ? 1 : 0);
  if (known && !any)
    none_->show_words({tr("Nothing was reconciled yet"), tr("A settlement file of a PSP begins a run."), tr("Import file\u2026")});
  if (any && (run_id_.isEmpty() || !runs_.find(run_id_)))
    show_run(first_run());
  else if (const auto* run = runs_.find(run_id_))
    header_->show_run(*run);
  Q_EMIT sideChanged();
}

QString ReconciliationPage::first_run() const {
  for (int row = 0; row < runs_.loaded_count(); ++row)
    if (runs_.row_at(row)->breaks_open > 0)
      return runs_.id_at(row);
  return runs_.id_at(0);
}

void ReconciliationPage::show_run(const QString& run_id) {
  const auto* run = runs_.find(run_id);
  if (!run)
    return;
  run_id_ = run_id;
  run_name_->setText(QStringLiteral("%1 \u00B7 %2 \u00B7 %3").arg(qt(run->psp_account), qt(run->currency), book_date_text(qt(run->settlement_date))));
  header_->show_run(*run);
  canvas_card_->set_aside(tr("%1 matched \u00B7 %2 suggested \u00B7 %n breaks", nullptr, static_cast<int>(run->breaks_open)).arg(count_text(run->matched), count_text(run->suggested)));
  breaks_.set_run(run->run_id);
  breaks_.load();
  pairs_.set_run(run->run_id);
  pairs_.load();
  panel_->show_break(nullptr);
  Q_EMIT sideChanged();
}

void ReconciliationPage::step_run(int by) {
  const int row = runs_.row_of(run_id_) + by;
  if (row >= 0 && row < runs_.loaded_count())
    show_run(runs_.id_at(row));
}

void ReconciliationPage::breaks_changed() {
  std::vector<Money> sums;
  int open = 0;
  for (int row = 0; row < breaks_.loaded_count(); ++row)
    if (const auto* one = breaks_.row_at(row); one->state != "resolved" && one->state != "healed") {
      Money size = one->at_stake;
      size.minor = std::abs(size.minor);
      add_to(sums, size);
      ++open;
    }
  breaks_card_->set_aside(tr("%n open", nullptr, open), open > 0 ? "bad" : "ok");
  at_stake_->setText(open > 0 ? tr("At stake %1").arg(sums_text(sums)) : tr("No open break"));
  if (!breaks_.find(break_list_->chosen()) && breaks_.phase() == PagedModel::Phase::Ready && open > 0)
    break_list_->step(0);
  else
    pick_break(break_list_->chosen());
  Q_EMIT readyChanged();
}

void ReconciliationPage::pick_break(const QString& break_id) {
  break_list_->choose(break_id);
  canvas_->choose_break(break_id);
  panel_->show_break(breaks_.find(break_id));
}

void ReconciliationPage::import_file() {
  auto* dialog = new QFileDialog(this, tr("Import a settlement or bank file"));
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largest_file)
      return desk_.shell.say(Tone::bad, QStringLiteral("failed"), file.isOpen() ? tr("The file is larger than 64 MB.") : file.errorString());
    desk_.shell.say(Tone::accent, QStringLiteral("file"), tr("Sent, checking"));
    auto call = desk_.commands.import_file({QFileInfo(path).fileName().toStdString(), file.readAll().toStdString(), {}, models::new_idempotency_key()}, this,
        [this](Result<views::ImportFileResponse> reply) {
          if (!reply)
            return desk_.shell.say(Tone::bad, QStringLiteral("failed"), error_sentence(reply.error()));
          desk_.shell.say(Tone::ok, QStringLiteral("check"), qt(reply->message));
          runs_.refresh();
        });
    call.detach();
  });
  dialog->open();
}

bool ReconciliationPage::is_ready() const {
  const auto done = [](const PagedModel& model) { return model.phase() == PagedModel::Phase::Ready || model.phase() == PagedModel::Phase::Failed; };
  return done(runs_) && (runs_.loaded_count() == 0 || (done(breaks_) && done(pairs_) && (breaks_.loaded_count() == 0 || break_list_->chosen().isEmpty() || panel_->is_previewed())));
}

QString ReconciliationPage::failure() const {
  return runs_.phase() == PagedModel::Phase::Failed && runs_.error() ? error_sentence(*runs_.error()) : QString();
}

std::vector<KeyHint> ReconciliationPage::key_hints() const {
  return {{QStringLiteral("N"), tr("next break")}, {QStringLiteral("M"), tr("match")}, {QStringLiteral("A"), tr("adjust")}, {QStringLiteral("W"), tr("write off")},
          {QStringLiteral("C"), tr("carry forward")}, {QStringLiteral("R"), tr("raise")}};
}

std::vector<SideSection> ReconciliationPage::side_sections() const {
  SideSection section{tr("Runs"), {}};
  for (int row = 0; row < std::min(runs_.loaded_count(), 10); ++row) {
    const auto* run = runs_.row_at(row);
    const bool open = run->breaks_open > 0;
    section.entries.push_back({runs_.id_at(row), open ? QStringLiteral("state-processing") : QStringLiteral("check"),
                               qt(run->psp_account) + QStringLiteral(" \u00B7 ") + qt(run->currency), open ? QString::number(run->breaks_open) : QString(), false,
                               runs_.id_at(row) == run_id_});
  }
  return {section};
}

void ReconciliationPage::side_picked(const QString& key) { show_run(key); }

} // namespace paydesk::ui
