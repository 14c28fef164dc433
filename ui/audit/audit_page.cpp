#include "ui/audit/audit_page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/audit/audit_words.h"
#include "ui/delegates/cell_delegate.h"
#include "ui/format/words.h"
#include "ui/refunds/refund_decisions.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui {
namespace {

std::span<const filter::Key> audit_keys() {
  static constexpr filter::Key keys[] = {{"created", filter::KeyType::time}, {"by", filter::KeyType::text}, {"action", filter::KeyType::text},
                                         {"subject", filter::KeyType::text}, {"outcome", filter::KeyType::text}};
  return keys;
}

} // namespace

AuditPage::AuditPage(Desk& desk, QWidget* parent)
    : Page(desk, Screen::audit, parent), waiting_(desk.session.daemon()), audit_(desk.session.daemon()), decisions_(new RefundDecisions(desk, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(10);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(0, 10, 0, 0);
  head->setSpacing(8);
  approve_button_ = new Button(desk.theme(), Button::Kind::primary, tr("Approve\u2026"));
  approve_button_->set_key(QStringLiteral("A"));
  reject_button_ = new Button(desk.theme(), Button::Kind::secondary, tr("Reject\u2026"));
  reject_button_->set_key(QStringLiteral("D"));
  head->addWidget(make_label("title", tr("Approvals & audit")));
  head->addStretch(1);
  head->addWidget(approve_button_);
  head->addWidget(reject_button_);
  column->addLayout(head);
  column->addWidget(build_waiting(), 2);
  column->addWidget(build_audit(), 3);
  const auto current = [this] { return waiting_.find(waiting_list_->table().current_id()); };
  approve_ = add_action("approve", tr("Approve refund\u2026"), QKeySequence(Qt::Key_A), [this, current] { if (current()) decisions_->decide(*current(), true); });
  reject_ = add_action("reject", tr("Reject refund\u2026"), QKeySequence(Qt::Key_D), [this, current] { if (current()) decisions_->decide(*current(), false); });
  bind(approve_button_, approve_);
  bind(reject_button_, reject_);
  waiting_.set_auto_merge(true);
  waiting_.follow(desk.session.events());
  audit_.follow(desk.session.events());
  connect(decisions_, &RefundDecisions::decided, &waiting_, &models::PagedModel::refresh);
  connect(&desk.session.connection(), &session::ConnectionState::changed, this, &AuditPage::allow_actions);
  allow_actions();
  setFocusProxy(waiting_list_);
}

QWidget* AuditPage::build_waiting() {
  waiting_list_ = new ListPane(desk_.look, waiting_, {QStringLiteral("approvalsTable"),
      {{"created", 120}, {"order", 100}, {"amount", 150, 1}, {"state", 150}, {"reason", 150, 1}, {"seller", 130, 1}, {"note", 140, 3}, {"requested_by", 130, 1}}, {}, false, false}, this);
  waiting_list_->set_words(tr("Nothing waits for a decision"), tr("Refunds above the limit of one person appear here."));
  auto& cells = waiting_list_->table().cells();
  cells.shorten_ids(QStringLiteral("order"), QStringLiteral("ORD"));
  cells.translate(QStringLiteral("reason"), refund_reason_name);
  connect(waiting_list_, &ListPane::readyChanged, this, &AuditPage::show_waiting);
  connect(&waiting_, &QAbstractItemModel::rowsInserted, this, &AuditPage::show_waiting);
  connect(&waiting_, &QAbstractItemModel::rowsRemoved, this, &AuditPage::show_waiting);
  connect(&waiting_list_->table(), &RowTable::cursorMoved, this, &AuditPage::allow_actions);
  connect(&waiting_list_->table(), &RowTable::opened, this, [this](const QString& id) {
    if (const auto* row = waiting_.find(id))
      desk_.shell.go({Screen::payments, QString(), qt(row->order_id)});
  });
  return waiting_list_;
}

QWidget* AuditPage::build_audit() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  audit_list_ = new ListPane(desk_.look, audit_, {QStringLiteral("auditTable"),
      {{"at", 124}, {"principal", 130}, {"action", 160}, {"subject", 130}, {"outcome", 126, 1}, {"detail", 360, 8}}, audit_keys(), false, false}, box);
  audit_list_->set_words(tr("Nothing was done yet"), tr("Every change by a person is kept here."));
  auto& cells = audit_list_->table().cells();
  cells.translate(QStringLiteral("action"), action_name);
  cells.translate(QStringLiteral("outcome"), outcome_name);
  const auto describe = [this, &cells](const QString& key, QString (*words)(const views::AuditRow&)) {
    cells.describe(key, [this, words](int row) { return audit_.row_at(row) ? words(*audit_.row_at(row)) : QString(); });
  };
  describe(QStringLiteral("subject"), audit_subject);
  describe(QStringLiteral("detail"), audit_detail);
  cells.set_secondary({QStringLiteral("subject"), QStringLiteral("detail")});
  audit_list_->table().set_copied_column(QStringLiteral("subject"));
  audit_list_->show_count(tr("Audit"));
  column->addWidget(audit_list_);
  connect(audit_list_, &ListPane::readyChanged, this, &Page::readyChanged);
  connect(&audit_list_->table(), &RowTable::opened, this, [this](const QString& id) {
    if (const auto* row = audit_.find(id); row && !row->payment_id.empty())
      desk_.shell.go({Screen::payments, QString(), qt(row->payment_id)});
  });
  return box;
}

void AuditPage::show_waiting() {
  if (waiting_list_->table().current_id().isEmpty() && waiting_.loaded_count() > 0)
    waiting_list_->table().step(0, false);
  waiting_list_->show_count(tr("%n refund(s) await a decision", nullptr, waiting_.loaded_count()));
  allow_actions();
  Q_EMIT readyChanged();
}

void AuditPage::allow_actions() {
  const QString reason = decisions_->why_not(waiting_.find(waiting_list_->table().current_id()));
  allow(approve_, reason);
  allow(reject_, reason);
}

void AuditPage::visit(const Visit&) {
  waiting_.set_filter("state:awaiting_approval");
  waiting_.load();
  audit_.load();
  waiting_list_->table().setFocus(Qt::OtherFocusReason);
}

bool AuditPage::is_ready() const { return waiting_list_->is_ready() && audit_list_->is_ready(); }

QString AuditPage::failure() const { return waiting_list_->failure().isEmpty() ? audit_list_->failure() : waiting_list_->failure(); }

std::vector<KeyHint> AuditPage::key_hints() const {
  return {{QStringLiteral("J K"), tr("move")}, {QStringLiteral("A"), tr("approve")}, {QStringLiteral("D"), tr("reject")}, {tr("Enter"), tr("open payment")}};
}

} // namespace paydesk::ui
