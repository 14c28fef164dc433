#include "ui/refunds/refund_dialog.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/refunds/refund_lines.h"
#include "ui/refunds/refund_outcome.h"
#include "ui/refunds/wallet_effect.h"
#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/label.h"
#include "ui/widgets/postings_view.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/state_pill.h"
#include "views/psp_reference.h"

namespace paydesk::ui {

RefundDialog::RefundDialog(Desk& desk, const views::PaymentDetail& payment, QWidget* parent)
    : QWidget(parent), desk_(desk), payment_(payment), draft_(payment), column_(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("refundDialog"));
  setFixedWidth(720);
  if (const auto saved = desk.workspace.draft(QStringLiteral("refund"), qt(payment.payment_id)))
    restored_ = draft_.restore(saved->content);
  column_->setContentsMargins(1, 1, 1, 1);
  column_->setSpacing(0);
  lines_ = new RefundLines(desk.look, draft_);
  column_->addWidget(build_head());
  form_ = {build_mode(), lines_, build_sum(), build_reason(), build_effects()};
  for (auto* part : form_)
    column_->addWidget(part);
  column_->addWidget(build_foot());
  if (restored_)
    draft_note_->setText(tr("Draft kept, %1").arg(desk.look.formats.brief(desk.workspace.draft(QStringLiteral("refund"), qt(payment.payment_id))->saved_at)));
  connect(lines_, &RefundLines::changed, this, &RefundDialog::draft_changed);
  preview_soon_.setSingleShot(true);
  connect(&preview_soon_, &QTimer::timeout, this, &RefundDialog::preview);
  show_sums();
  preview();
  setFocusProxy(lines_->first_field());
}

QWidget* RefundDialog::build_head() {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(20, 12, 14, 10);
  auto* left = new QVBoxLayout;
  left->setSpacing(4);
  auto* first = new QHBoxLayout;
  first->setSpacing(8);
  const auto& order = payment_.orders.front();
  auto* pill = new StatePill(desk_.look);
  pill->show_state(qt(order.status));
  first->addWidget(make_label("title", tr("Refund")));
  first->addWidget(make_label("mono", short_id(QStringLiteral("ORD"), qt(order.order_id))));
  first->addWidget(pill);
  first->addStretch(1);
  auto* facts = new ElidedLabel("meta");
  facts->setText(tr("Captured %1 \u00B7 %2 %3").arg(money_text(payment_.captured), qt(payment_.psp_account), qt(views::psp_reference(payment_))));
  left->addLayout(first);
  left->addWidget(facts);
  auto* right = new QVBoxLayout;
  right->setSpacing(2);
  auto* caption = make_label("meta", tr("Refundable"));
  auto* amount = make_label("title", money_text(draft_.refundable()));
  right->addWidget(caption, 0, Qt::AlignRight);
  right->addWidget(amount, 0, Qt::AlignRight);
  before_ = {pill, caption, amount};
  auto* close = new Button(desk_.theme(), Button::Kind::ghost, {});
  close->set_icon(QStringLiteral("close"));
  connect(close, &QAbstractButton::clicked, this, &RefundDialog::closeAsked);
  row->addLayout(left, 1);
  row->addLayout(right);
  row->addSpacing(8);
  row->addWidget(close, 0, Qt::AlignTop);
  return head;
}

QWidget* RefundDialog::build_mode() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(20, 2, 20, 10);
  mode_ = new Segmented(desk_.theme());
  mode_->setObjectName(QStringLiteral("refundMode"));
  mode_->set_segments({{QStringLiteral("full"), tr("Full, %1").arg(amount_text(draft_.refundable()))}, {QStringLiteral("orders"), tr("By seller order")}});
  mode_->choose(draft_.is_all() ? QStringLiteral("full") : QStringLiteral("orders"));
  row->addWidget(mode_);
  row->addStretch(1);
  row->addWidget(make_label("meta", tr("Commission is given back in proportion")));
  connect(mode_, &Segmented::picked, this, [this](const QString& key) {
    if (key == QLatin1String("full")) {
      draft_.refund_all();
      lines_->show_draft();
      draft_changed();
    } else if (auto* field = lines_->first_field()) {
      field->setFocus(Qt::OtherFocusReason);
    }
  });
  return box;
}

QWidget* RefundDialog::build_sum() {
  auto* box = new QWidget;
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(20, 8, 20, 8);
  row->setSpacing(20);
  chosen_ = make_label("meta");
  left_ = make_label("meta");
  total_ = make_label("title");
  total_->setObjectName(QStringLiteral("refundTotal"));
  row->addWidget(chosen_);
  row->addStretch(1);
  row->addWidget(left_);
  row->addWidget(total_);
  return box;
}

QWidget* RefundDialog::build_reason() {
  auto* box = new QWidget;
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(20, 10, 20, 12);
  grid->setHorizontalSpacing(12);
  grid->setVerticalSpacing(4);
  reason_ = new ChoiceBox(desk_.theme());
  reason_->setObjectName(QStringLiteral("refundReason"));
  for (const char* reason : {"returned", "not_delivered", "damaged", "duplicate", "fraud", "other"})
    reason_->addItem(refund_reason_name(reason), QLatin1String(reason));
  reason_->setCurrentIndex(std::max(0, reason_->findData(draft_.reason())));
  reason_->setFixedWidth(200);
  note_ = new QLineEdit(draft_.note());
  note_->setObjectName(QStringLiteral("refundNote"));
  note_->setMaxLength(500);
  grid->addWidget(make_label("metastrong", tr("Reason")), 0, 0);
  grid->addWidget(make_label("metastrong", tr("Note, kept in the audit log")), 0, 1);
  grid->addWidget(reason_, 1, 0);
  grid->addWidget(note_, 1, 1);
  grid->setColumnStretch(1, 1);
  connect(reason_, &QComboBox::currentIndexChanged, this, [this] {
    draft_.set_reason(reason_->currentData().toString());
    draft_changed();
  });
  connect(note_, &QLineEdit::textEdited, this, [this](const QString& text) {
    draft_.set_note(text);
    draft_changed();
  });
  return box;
}

QWidget* RefundDialog::build_effects() {
  auto* box = new QWidget;
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(make_line(desk_.look));
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  auto* books = new QVBoxLayout;
  books->setContentsMargins(0, 10, 0, 10);
  books->setSpacing(4);
  auto* title = new QHBoxLayout;
  title->setContentsMargins(20, 0, 16, 0);
  postings_aside_ = make_label("ok");
  title->addWidget(make_label("heading", tr("Ledger postings")));
  title->addStretch(1);
  title->addWidget(postings_aside_);
  postings_ = new PostingsView(desk_.look);
  postings_->set_margin(20);
  books->addLayout(title);
  books->addWidget(postings_);
  books->addStretch(1);
  auto* sellers = new QVBoxLayout;
  sellers->setContentsMargins(16, 10, 20, 10);
  sellers->setSpacing(4);
  auto* wallets_title = new QHBoxLayout;
  wallets_title->addWidget(make_label("heading", tr("Wallets, available")));
  wallets_title->addStretch(1);
  wallets_title->addWidget(make_label("meta", tr("now and after")));
  wallets_ = new QVBoxLayout;
  wallets_->setSpacing(0);
  sellers->addLayout(wallets_title);
  sellers->addLayout(wallets_);
  sellers->addStretch(1);
  row->addLayout(books, 1);
  row->addWidget(make_line(desk_.look, Qt::Vertical));
  row->addLayout(sellers, 1);
  column->addLayout(row);
  notice_ = new ApprovalNotice(desk_.look);
  auto* notice_column = new QVBoxLayout(notice_);
  notice_column->setContentsMargins(44, 8, 16, 8);
  notice_column->setSpacing(2);
  notice_title_ = make_label("strong", tr("Needs approval by a second person"));
  notice_text_ = make_label("meta");
  notice_column->addWidget(notice_title_);
  notice_column->addWidget(notice_text_);
  auto* notice_row = new QHBoxLayout;
  notice_row->setContentsMargins(20, 0, 20, 12);
  notice_row->addWidget(notice_);
  column->addLayout(notice_row);
  notice_->hide();
  return box;
}

QWidget* RefundDialog::build_foot() {
  auto* foot = new QWidget;
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(20, 10, 20, 12);
  row->setSpacing(8);
  draft_note_ = make_label("hint", tr("Alt F full line \u00B7 Alt 0 none"));
  error_ = make_label("bad");
  error_->setObjectName(QStringLiteral("refundError"));
  error_->setWordWrap(true);
  auto* back = new Button(desk_.theme(), Button::Kind::secondary, tr("Close"));
  back->set_key(tr("Esc"));
  go_ = new Button(desk_.theme(), Button::Kind::primary, tr("Refund"));
  go_->setObjectName(QStringLiteral("refundGo"));
  go_->set_icon(QStringLiteral("refund"));
  go_->set_key(tr("Ctrl Enter"));
  row->addWidget(draft_note_);
  row->addWidget(error_, 1);
  row->addWidget(back);
  row->addWidget(go_);
  connect(back, &QAbstractButton::clicked, this, &RefundDialog::closeAsked);
  connect(go_, &QAbstractButton::clicked, this, &RefundDialog::send);
  return foot;
}

void RefundDialog::draft_changed() {
  desk_.workspace.save_draft(QStringLiteral("refund"), qt(payment_.payment_id), draft_.save());
  draft_note_->setText(tr("Draft kept"));
  previewed_ = false;
  show_sums();
  preview_soon_.start(200);
}

void RefundDialog::show_sums() {
  mode_->choose(draft_.is_all() ? QStringLiteral("full") : QStringLiteral("orders"));
  const auto total = draft_.total();
  chosen_->setText(tr("%1 of %n seller order(s)", nullptr, static_cast<int>(draft_.lines().size())).arg(draft_.chosen_lines()));
  QString why = desk_.why_not("CreateRefund");
  if (total) {
    const Money rest{draft_.refundable().minor - total->minor, total->currency};
    left_->setText(tr("Left to refund after this %1").arg(amount_text(rest)));
    total_->setText(tr("Refund %1").arg(money_text(*total)));
    error_->clear();
  } else {
    left_->clear();
    total_->setText(QStringLiteral("\u2013"));
    error_->setText(error_sentence(total.error()));
    why = error_sentence(total.error());
  }
  if (total)
    go_->set_words((needs_approval_ ? tr("Request refund of %1") : tr("Refund %1")).arg(money_text(*total)));
  if (why.isEmpty() && !previewed_)
    why = tr("Checking what it comes to");
  go_->set_why_not(sending_ ? tr("Sent, checking") : why);
}

} // namespace paydesk::ui
