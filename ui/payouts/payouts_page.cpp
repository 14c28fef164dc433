#include "ui/payouts/payouts_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/field_grid.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_pill.h"

namespace paydesk::ui {
namespace {

using Step = PayoutActions::Step;

std::span<const filter::Key> batch_keys() {
  static constexpr filter::Key keys[] = {{"created", filter::KeyType::time}, {"state", filter::KeyType::text}, {"currency", filter::KeyType::text},
                                         {"seller", filter::KeyType::text}, {"by", filter::KeyType::text}};
  return keys;
}

} // namespace

PayoutsPage::PayoutsPage(Desk& desk, QWidget* parent)
    : ListPage(desk, Screen::payouts, parent), batches_(desk.session.daemon()), lines_(desk.session.daemon()), steps_(new PayoutActions(desk, this)) {
  build(batches_, {QStringLiteral("payoutsTable"),
                   {{"created", 128, 1}, {"state", 146, 2}, {"batch", 88}, {"total", 140}, {"payouts", 56}, {"created_by", 110, 2}},
                   batch_keys(), false, false});
  list().set_words(tr("No payout batches yet"), tr("A batch is made from the sellers' available balances: paydeskctl payouts create."));
  list().table().cells().shorten_ids(QStringLiteral("batch"), QStringLiteral("PO"));
  list().table().cells().set_secondary({QStringLiteral("created_by")});
  list().show_count(tr("Batches"));
  list().filter()->offer(QStringLiteral("state"), {QStringLiteral("awaiting_approval"), QStringLiteral("approved"), QStringLiteral("submitted"), QStringLiteral("cancelled")});
  add_step(Step::approve, "approvePayouts", tr("Approve\u2026"), tr("Approve payouts\u2026"), Qt::Key_A, true);
  add_step(Step::reject, "rejectPayouts", tr("Reject\u2026"), tr("Reject payouts\u2026"), Qt::Key_X, false);
  add_step(Step::submit, "submitPayouts", tr("Submit\u2026"), tr("Submit payouts to the bank\u2026"), Qt::Key_S, false);
  add_step(Step::cancel, "cancelPayouts", tr("Cancel\u2026"), tr("Cancel payouts\u2026"), Qt::Key_C, false);
  column().removeWidget(&list());
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(&list(), 13);
  detail_ = build_detail();
  row->addWidget(detail_, 10);
  column().addLayout(row, 1);
  lines_.set_auto_merge(true);
  lines_.follow(desk.session.events());
  connect(&list(), &ListPane::readyChanged, this, [this] {
    if (list().table().current_id().isEmpty() && batches_.loaded_count() > 0)
      list().table().step(0, false);
    show_chosen();
  });
  connect(&list().table(), &RowTable::cursorMoved, this, [this](const QString& id) {
    lines_.set_batch(id.toStdString());
    lines_.load();
    show_chosen();
  });
  connect(&batches_, &models::PagedModel::updated, this, &PayoutsPage::show_chosen);
  connect(&lines_, &models::PagedModel::updated, this, &PayoutsPage::show_chosen);
  connect(&lines_, &models::PagedModel::phaseChanged, this, &Page::readyChanged);
  connect(steps_, &PayoutActions::done, this, [this](const views::PayoutBatch& batch) {
    batches_.put(batch);
    lines_.refresh();
    show_chosen();
  });
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, &PayoutsPage::allow_steps);
  connect(&desk.session, &session::Session::signedIn, this, &PayoutsPage::allow_steps);
  show_chosen();
}

void PayoutsPage::add_step(Step step, const char* name, const QString& text, const QString& words, Qt::Key key, bool primary) {
  auto* button = new Button(desk_.theme(), primary ? Button::Kind::primary : Button::Kind::secondary, text);
  button->setObjectName(QLatin1String(name) + QStringLiteral("Button"));
  button->set_key(QKeySequence(key).toString());
  head().addWidget(button);
  auto* action = add_action(name, words, QKeySequence(key), [this, step] {
    if (const auto* batch = chosen())
      steps_->ask(step, *batch);
  });
  bind(button, action);
  actions_.emplace_back(step, action);
}

QWidget* PayoutsPage::build_detail() {
  auto* card = new Card(desk_.look);
  card->setObjectName(QStringLiteral("payoutDetail"));
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  auto* first = new QHBoxLayout;
  first->setContentsMargins(16, 12, 16, 0);
  state_ = new StatePill(desk_.look);
  total_ = make_label("kpi");
  total_->setObjectName(QStringLiteral("payoutTotal"));
  first->addWidget(state_);
  first->addStretch(1);
  first->addWidget(total_);
  facts_ = new FieldGrid(desk_.look);
  auto* grid = new QHBoxLayout;
  grid->setContentsMargins(16, 0, 16, 4);
  grid->addWidget(facts_);
  payouts_ = new ListPane(desk_.look, lines_, {QStringLiteral("payoutLinesTable"), {{"seller", 110, 1}, {"account", 108, 1}, {"amount", 124}, {"state", 160, 2}}, {}, false, true}, box);
  payouts_->set_words(tr("No payouts"), tr("This batch has none."));
  column->addLayout(first);
  column->addLayout(grid);
  column->addWidget(make_line(desk_.look));
  column->addWidget(payouts_, 1);
  card->body()->addWidget(box);
  connect(facts_, &FieldGrid::copied, this, [this](const QString&) { desk_.shell.say(Tone::neutral, QStringLiteral("copy"), tr("Copied")); });
  return card;
}

const views::PayoutBatch* PayoutsPage::chosen() const {
  const auto* row = batches_.find(list().table().current_id());
  const auto* read = lines_.batch();
  return row && read && read->batch_id == row->batch_id ? read : row; // the detail is the newer one
}

void PayoutsPage::show_chosen() {
  const auto* batch = chosen();
  detail_->setVisible(batch);
  if (batch) {
    const auto when = [this](const std::optional<Instant>& at) { return at ? desk_.look.formats.brief(to_date_time(at)) : QString(); };
    const auto by = [&](const std::string& who, const std::optional<Instant>& at) {
      return who.empty() ? QStringLiteral("\u2013") : qt(who) + QStringLiteral(", ") + when(at);
    };
    state_->show_state(qt(batch->state));
    payouts_->show_count(tr("%n payout(s)", nullptr, batch->payouts));
    total_->setText(money_text(batch->total));
    std::vector<Field> fields = {{tr("Batch"), middle_elided(qt(batch->batch_id), 20), true, qt(batch->batch_id)},
                                 {tr("From account"), qt(batch->funding_account)},
                                 {tr("Created"), by(batch->created_by, batch->created_at)},
                                 {tr("Decided"), by(batch->decided_by, batch->decided_at)},
                                 {batch->state == "cancelled" ? tr("Cancelled") : tr("Submitted"), by(batch->ended_by, batch->ended_at)},
                                 {tr("Reason"), qt(batch->reason)}};
    if (!batch->file_sha256.empty())
      fields.push_back({tr("File SHA-256"), middle_elided(qt(batch->file_sha256), 20), true, qt(batch->file_sha256)});
    facts_->show_fields(std::move(fields));
  }
  allow_steps();
  Q_EMIT readyChanged();
}

void PayoutsPage::allow_steps() {
  for (const auto& [step, action] : actions_)
    allow(action, steps_->why_not(step, chosen()));
}

bool PayoutsPage::is_ready() const {
  if (!ListPage::is_ready() || !chosen())
    return ListPage::is_ready();
  return lines_.phase() == models::PagedModel::Phase::Ready || lines_.phase() == models::PagedModel::Phase::Failed;
}

std::vector<KeyHint> PayoutsPage::key_hints() const {
  return {{QStringLiteral("J K"), tr("move")}, {QStringLiteral("/"), tr("filter")}, {QStringLiteral("A"), tr("approve")},
          {QStringLiteral("X"), tr("reject")}, {QStringLiteral("S"), tr("submit")}, {QStringLiteral("C"), tr("cancel")}};
}

std::vector<SideSection> PayoutsPage::side_sections() const {
  return {{tr("Batch views"),
           {{QString(QLatin1String("")), QStringLiteral("nav-payouts"), tr("All batches")},
            {QStringLiteral("state:awaiting_approval"), QStringLiteral("user"), tr("To approve")},
            {QStringLiteral("state:approved"), QStringLiteral("check"), tr("To submit")},
            {QStringLiteral("state:submitted"), QStringLiteral("export"), tr("Sent to the bank")}}}};
}

void PayoutsPage::side_picked(const QString& key) {
  list().set_filter(key);
  batches_.load();
}

} // namespace paydesk::ui
