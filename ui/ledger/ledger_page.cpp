#include "ui/ledger/ledger_page.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/delegates/cell_delegate.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_pane.h"

namespace paydesk::ui {

LedgerPage::LedgerPage(Desk& desk, QWidget* parent)
    : Page(desk, Screen::ledger, parent), balances_(desk.session.daemon()), journals_(desk.session.daemon()) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 12);
  column->setSpacing(10);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(0, 10, 0, 0);
  verdict_ = make_label("meta");
  verdict_->setObjectName(QStringLiteral("ledgerVerdict"));
  verify_ = new Button(desk.theme(), Button::Kind::secondary, tr("Verify the books"));
  verify_->set_icon(QStringLiteral("check"));
  verify_->set_key(QStringLiteral("V"));
  head->addWidget(make_label("title", tr("Ledger")));
  head->addStretch(1);
  head->addWidget(verdict_);
  head->addWidget(verify_);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(build_balances(), 11);
  row->addWidget(build_journals(), 13);
  column->addLayout(head);
  column->addLayout(row, 1);
  auto* action = add_action("verify", tr("Verify the books"), QKeySequence(Qt::Key_V), [this] { verify(); });
  bind(verify_, action);
  balances_.set_auto_merge(true);
  balances_.follow(desk.session.events());
  journals_.follow(desk.session.events());
  connect(accounts_, &ListPane::readyChanged, this, &Page::readyChanged);
  connect(entries_, &ListPane::readyChanged, this, &Page::readyChanged);
  setFocusProxy(accounts_);
}

QWidget* LedgerPage::build_balances() {
  accounts_ = new ListPane(desk_.look, balances_, {QStringLiteral("balancesTable"), {{"account", 186, 4}, {"debit", 90, 1}, {"credit", 90, 1}, {"balance", 156, 1}}, {}, false, false}, this);
  accounts_->set_words(tr("No accounts yet"), tr("Accounts appear with the first posting."));
  accounts_->table().cells().translate(QStringLiteral("account"), account_name);
  accounts_->table().cells().leave_out_currency({QStringLiteral("debit"), QStringLiteral("credit")});
  accounts_->table().cells().show_sides(QStringLiteral("balance"));
  accounts_->show_count(tr("Balances"));
  connect(&accounts_->table(), &RowTable::cursorMoved, this, &LedgerPage::choose);
  return accounts_;
}

QWidget* LedgerPage::build_journals() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  entries_ = new ListPane(desk_.look, journals_, {QStringLiteral("journalTable"),
      {{"booked", 104}, {"kind", 66}, {"account", 172, 4}, {"debit", 100, 1}, {"credit", 100, 1}, {"payment", 102}}, {}, false, false}, box);
  entries_->set_words(tr("No entries"), tr("Nothing was posted on this account."));
  auto& cells = entries_->table().cells();
  cells.translate(QStringLiteral("account"), account_name);
  cells.translate(QStringLiteral("kind"), entry_kind_name);
  cells.shorten_ids(QStringLiteral("payment"), QStringLiteral("PAY"));
  cells.set_secondary({QStringLiteral("kind"), QStringLiteral("payment")});
  entries_->show_count(tr("Entries"));
  account_title_ = make_label("meta");
  entries_->facts().insertWidget(1, account_title_);
  column->addWidget(entries_);
  connect(&entries_->table(), &RowTable::opened, this, [this](const QString& id) {
    if (const auto* row = journals_.find(id); row && !row->head.payment_id.empty())
      desk_.shell.go({Screen::payments, QString(), qt(row->head.payment_id)});
  });
  return box;
}

void LedgerPage::choose(const QString& id) {
  const auto* row = balances_.find(id);
  if (!row)
    return;
  account_title_->setText(account_name(row->account));
  journals_.set_account(row->account);
  journals_.load();
}

void LedgerPage::verify() {
  verify_->set_why_not(tr("Verifying"));
  set_look(*verdict_, "meta");
  verdict_->setText(tr("Verifying every invariant\u2026"));
  verifying_ = desk_.commands.verify_books(this, [this](Result<views::VerifyResponse> reply) {
    verify_->set_why_not({});
    if (!reply) {
      set_look(*verdict_, "bad");
      return verdict_->setText(error_sentence(reply.error()));
    }
    std::int64_t violations = 0;
    QStringList lines;
    for (const auto& finding : reply->findings) {
      violations += finding.violations;
      lines << QStringLiteral("%1  %2: %3").arg(finding.violations == 0 ? QStringLiteral("\u2713") : QStringLiteral("\u2717"), qt(finding.invariant), count_text(finding.checked));
    }
    verdict_->setToolTip(lines.join(QLatin1Char('\n')));
    set_look(*verdict_, violations == 0 ? "ok" : "bad");
    verdict_->setText(violations == 0 ? tr("\u2713 %n invariant(s) hold", nullptr, static_cast<int>(reply->findings.size())) : tr("%n violation(s)", nullptr, static_cast<int>(violations)));
  });
}

void LedgerPage::visit(const Visit&) {
  balances_.load();
  journals_.load();
  accounts_->table().setFocus(Qt::OtherFocusReason);
}

bool LedgerPage::is_ready() const { return accounts_->is_ready() && entries_->is_ready(); }

QString LedgerPage::failure() const { return accounts_->failure().isEmpty() ? entries_->failure() : accounts_->failure(); }

std::vector<KeyHint> LedgerPage::key_hints() const {
  return {{QStringLiteral("J K"), tr("move")}, {tr("Enter"), tr("open payment")}, {QStringLiteral("V"), tr("verify")}};
}

bool LedgerPage::step_back() {
  account_title_->clear();
  journals_.set_account({});
  journals_.load();
  return true;
}

} // namespace paydesk::ui
