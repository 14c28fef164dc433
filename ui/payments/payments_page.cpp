#include "ui/payments/payments_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/payments/detail_pane.h"
#include "ui/payments/payment_views.h"
#include "ui/payments/payments_actions.h"
#include "ui/widgets/bulk_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui {
namespace {

std::vector<ColumnPlan> columns() {
  return {{"created", 106}, {"order", 84}, {"seller", 104, 3}, {"psp", 68}, {"reference", 92, 2},
          {"amount", 116, 1}, {"status", 136}, {"attempts", 40}, {"age", 74}};
}

} // namespace

PaymentsPage::PaymentsPage(Desk& desk, QWidget* parent)
    : Page(desk, Screen::payments, parent), model_(desk.session.daemon()), totals_(desk.session.daemon()),
      detail_source_(desk.session.daemon()), work_(new PaymentsActions(desk, this)) {
  build();
  add_actions();
  model_.restore(desk.workspace.last_page(QStringLiteral("payments")));
  auto& events = desk.session.events();
  model_.follow(events);
  totals_.follow(events);
  detail_source_.follow(events);
  connect(&totals_, &models::LiveSource::changed, this, &PaymentsPage::show_totals);
  connect(&detail_source_, &models::LiveSource::changed, this, &PaymentsPage::show_detail);
  connect(&detail_source_, &models::LiveSource::failed, this, &PaymentsPage::show_detail);
  connect(&desk.today, &models::LiveSource::changed, this, &Page::sideChanged);
  connect(&desk.lifecycle, &models::LiveSource::changed, this, &PaymentsPage::show_detail);
  connect(work_, &PaymentsActions::done, this, [this] {
    model_.refresh();
    detail_source_.touch();
  });
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, [this] {
    list_->table().set_stale(!desk_.session.connection().is_live());
    allow_actions();
  });
  setFocusProxy(list_);
}

PaymentsPage::~PaymentsPage() {
  if (model_.loaded_count() > 0 && filter_.isEmpty())
    desk_.workspace.set_last_page(QStringLiteral("payments"), model_.snapshot());
}

void PaymentsPage::build() {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  auto* left = new QVBoxLayout;
  left->setSpacing(0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(16, 10, 16, 10);
  head->setSpacing(8);
  view_name_ = make_label("medium");
  save_ = new Button(desk_.theme(), Button::Kind::link, tr("Save view"));
  save_->setObjectName(QStringLiteral("saveView"));
  export_ = new Button(desk_.theme(), Button::Kind::secondary, tr("Export"));
  export_->set_icon(QStringLiteral("export"));
  head->addWidget(make_label("title", tr("Payments")));
  head->addSpacing(10);
  head->addWidget(view_name_);
  head->addWidget(save_);
  head->addStretch(1);
  head->addWidget(export_);
  list_ = new ListPane(desk_.look, model_, {QStringLiteral("paymentsTable"), columns(), filter::payment_keys(), true, true}, this);
  list_->set_words(tr("No payments yet"), tr("Payments appear here as soon as a shop creates one."));
  list_->filter()->setObjectName(QStringLiteral("paymentsFilter"));
  list_->filter()->offer(QStringLiteral("state"), payment_states());
  list_->filter()->offer(QStringLiteral("class"), error_classes());
  list_->filter()->offer(QStringLiteral("created"), {QStringLiteral("today"), QStringLiteral("yesterday")});
  list_->table().cells().shorten_ids(QStringLiteral("order"), QStringLiteral("ORD"));
  list_->table().cells().set_secondary({QStringLiteral("psp"), QStringLiteral("reference")});
  sums_ = make_label("body");
  list_->facts().insertWidget(1, sums_);
  bulk_retry_ = new Button(desk_.theme(), Button::Kind::primary, tr("Retry"));
  bulk_retry_->set_icon(QStringLiteral("retry"));
  list_->bulk().add(bulk_retry_);
  left->addLayout(head);
  left->addWidget(list_, 1);
  detail_ = new DetailPane(desk_);
  row->addLayout(left, 1);
  row->addWidget(detail_);
  connect(list_, &ListPane::filterChanged, this, &PaymentsPage::use_filter);
  connect(list_, &ListPane::readyChanged, this, [this] {
    if (list_->table().current_id().isEmpty() && model_.loaded_count() > 0)
      list_->table().step(0, false);
    Q_EMIT readyChanged();
  });
  connect(&list_->table(), &RowTable::cursorMoved, this, &PaymentsPage::open);
  connect(&list_->table(), &RowTable::opened, this, [this](const QString& id) {
    detail_open_ = true;
    open(id);
  });
  connect(&list_->table(), &RowTable::ticksChanged, this, &PaymentsPage::show_ticks);
  connect(detail_, &DetailPane::stepAsked, this, [this](int by) { list_->table().step(by, false); });
  connect(detail_, &DetailPane::closeAsked, this, [this] { step_back(); });
  connect(save_, &QAbstractButton::clicked, this, &PaymentsPage::save_view);
  connect(export_, &QAbstractButton::clicked, this, &PaymentsPage::export_rows);
}

void PaymentsPage::add_actions() {
  retry_ = add_action("retry", tr("Retry now"), QKeySequence(Qt::Key_R), [this] {
    if (const auto payments = ticked_payments(); !payments.empty())
      work_->retry_all(payments);
    else if (chosen())
      work_->retry(chosen()->payment_id);
  });
  retry_->setProperty("icon", QStringLiteral("retry"));
  refund_ = add_action("refund", tr("Refund\u2026"), QKeySequence(Qt::Key_F), [this] {
    if (chosen())
      work_->refund(*chosen());
  });
  refund_->setProperty("icon", QStringLiteral("refund"));
  cancel_ = add_action("cancel", tr("Cancel payment\u2026"), {}, [this] {
    if (chosen())
      work_->cancel(*chosen());
  });
  cancel_->setProperty("icon", QStringLiteral("cancelled"));
  add_action("export", tr("Export the list"), {}, [this] { export_rows(); })->setProperty("icon", QStringLiteral("export"));
  bind(detail_->retry(), retry_);
  bind(detail_->refund(), refund_);
  bind(detail_->cancel(), cancel_);
  connect(bulk_retry_, &QAbstractButton::clicked, this, [this] { work_->retry_all(ticked_payments()); });
  allow_actions();
}

void PaymentsPage::allow_actions() {
  allow(retry_, ticked_payments().empty() ? work_->why_not(chosen(), "retry") : desk_.why_not("RetryPayment"));
  allow(refund_, work_->why_not(chosen(), "refund"));
  allow(cancel_, work_->why_not(chosen(), "cancel"));
  bulk_retry_->set_why_not(desk_.why_not("RetryPayment"));
  QStringList reasons;
  for (const auto* action : {retry_, refund_, cancel_})
    if (const QString reason = why_not(*action); chosen() && !reason.isEmpty() && !reasons.contains(reason))
      reasons << reason;
  detail_->show_reason(reasons.isEmpty() ? QString() : reasons.back());
}

void PaymentsPage::visit(const Visit& visit) {
  if (!visited_ || !visit.filter.isNull()) {
    const QString filter = visit.filter.isNull() ? desk_.workspace.setting(QStringLiteral("payments.filter")) : visit.filter;
    list_->set_filter(filter);
    use_filter(filter);
  }
  visited_ = true;
  model_.load();
  if (!visit.id.isEmpty()) {
    list_->table().select_id(visit.id);
    open(visit.id);
  }
  list_->table().setFocus(Qt::OtherFocusReason);
}

void PaymentsPage::use_filter(const QString& filter) {
  filter_ = filter;
  desk_.workspace.set_setting(QStringLiteral("payments.filter"), filter);
  if (!filter.isEmpty())
    desk_.workspace.remember_search(QStringLiteral("payments"), filter);
  totals_.set_filter(filter.toStdString());
  list_->table().clear_ticks();
  show_view_name();
  Q_EMIT sideChanged();
}

void PaymentsPage::show_view_name() {
  QString name;
  for (const auto& view : built_in_payment_views())
    if (view.filter == filter_)
      name = view.name;
  for (const auto& view : desk_.workspace.saved_views(QStringLiteral("payments")))
    if (view.filter == filter_)
      name = view.name;
  save_->setVisible(name.isEmpty());
  view_name_->setText(name.isEmpty() ? tr("Edited") : name);
}

void PaymentsPage::show_totals() {
  const auto* totals = totals_.totals();
  list_->show_count(totals ? tr("%n payment(s)", nullptr, static_cast<int>(totals->count)) : tr("Counting\u2026"));
  QStringList sums;
  if (totals)
    for (const auto& sum : totals->sums)
      sums << QStringLiteral("<span style='color:%1;font-size:11px'>%2</span>&nbsp;%3")
                  .arg(desk_.theme()[Token::text2].name(), currency_code(sum.currency), amount_text(sum));
  sums_->setTextFormat(Qt::RichText);
  sums_->setText(sums.mid(0, 5).join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
  export_->set_words(tr("Export"));
}

void PaymentsPage::open(const QString& id) {
  chosen_id_ = id;
  const auto* row = model_.find(id);
  detail_source_.show(row ? row->order_id : id.toStdString());
}

void PaymentsPage::show_detail() {
  detail_->setVisible(detail_open_ && !chosen_id_.isEmpty());
  if (const auto* payment = chosen())
    detail_->show_payment(*payment, chosen_id_);
  else if (detail_source_.error())
    detail_->show_failure(error_sentence(*detail_source_.error()));
  else
    detail_->show_waiting();
  allow_actions();
  Q_EMIT readyChanged();
}

std::vector<std::string> PaymentsPage::ticked_payments() const {
  QSet<QString> seen;
  std::vector<std::string> payments;
  for (const auto& id : list_->table().ticked())
    if (const auto* row = model_.find(id); row && !seen.contains(qt(row->payment_id))) {
      seen.insert(qt(row->payment_id));
      payments.push_back(row->payment_id);
    }
  return payments;
}

void PaymentsPage::show_ticks() {
  std::vector<Money> sums;
  for (const auto& id : list_->table().ticked())
    if (const auto* row = model_.find(id))
      add_to(sums, row->amount);
  list_->bulk().show_ticks(static_cast<int>(list_->table().ticked().size()), sums);
  bulk_retry_->set_words(tr("Retry %1").arg(ticked_payments().size()));
  allow_actions();
}

bool PaymentsPage::is_ready() const {
  const bool no_rows = model_.loaded_count() == 0;
  return list_->is_ready() && (totals_.totals() || totals_.error()) && (no_rows || chosen() || detail_source_.error());
}

QString PaymentsPage::failure() const { return list_->failure(); }

bool PaymentsPage::step_back() {
  if (list_->step_back())
    return true;
  detail_open_ = !detail_open_;
  detail_->setVisible(detail_open_);
  return true;
}

} // namespace paydesk::ui
