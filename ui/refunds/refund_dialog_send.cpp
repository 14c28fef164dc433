// The refund dialog's talk with the daemon: preview, sending, following.
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/sentences.h"
#include "ui/format/words.h"
#include "ui/refunds/refund_dialog.h"
#include "ui/refunds/refund_lines.h"
#include "ui/refunds/refund_outcome.h"
#include "ui/refunds/wallet_effect.h"
#include "ui/theme/draw.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/postings_view.h"

namespace paydesk::ui {

void RefundDialog::preview() {
  preview_call_.cancel();
  if (!draft_.total())
    return show_sums();
  preview_call_ = desk_.commands.preview_refund(draft_.request(), this, [this](Result<views::RefundPreview> reply) {
    if (reply)
      return show_preview(*reply);
    error_->setText(error_sentence(reply.error()));
    go_->set_why_not(error_sentence(reply.error()));
    Q_EMIT previewShown();
  });
}

void RefundDialog::show_preview(const views::RefundPreview& preview) {
  previewed_ = true;
  needs_approval_ = preview.needs_approval;
  postings_->show_lines(preview.postings);
  postings_aside_->setText(postings_->is_balanced() ? tr("\u2713 balanced") : tr("not balanced"));
  set_look(*postings_aside_, postings_->is_balanced() ? "ok" : "bad");
  while (auto* item = wallets_->takeAt(0)) {
    const std::unique_ptr<QLayoutItem> owned(item);
    owned->widget()->hide();
    owned->widget()->deleteLater();
  }
  for (const auto& wallet : preview.wallets)
    wallets_->addWidget(new WalletEffectRow(desk_.look, wallet));
  notice_->setVisible(preview.needs_approval);
  notice_text_->setText(daemon_sentence(preview.approval_reason) + QLatin1Char(' ') + tr("Until then nothing is sent to %1.").arg(qt(payment_.psp_account)));
  show_sums();
  if (!preview.refusal.empty()) {
    const QString why = tr("Would be refused: %1.").arg(daemon_sentence(preview.refusal));
    error_->setText(why);
    go_->set_why_not(why);
  }
  updateGeometry();
  Q_EMIT previewShown();
}

void RefundDialog::send() {
  if (!go_->isEnabled() || sending_)
    return;
  sending_ = true;
  show_sums();
  // The same key for the same content: after an unknown outcome sending again cannot pay twice.
  auto call = desk_.commands.create_refund(draft_.request(), this, [this](Result<views::CreateRefundResponse> reply) {
    sending_ = false;
    if (!reply) {
      show_sums();
      error_->setText(error_sentence(reply.error()));
      return;
    }
    desk_.workspace.discard_draft(QStringLiteral("refund"), qt(payment_.payment_id));
    Q_EMIT sent(qt(payment_.payment_id));
    follow(reply->refunds);
  });
  call.detach();
}

void RefundDialog::follow(const std::vector<views::RefundRow>& refunds) {
  for (auto* part : form_)
    part->hide();
  for (auto* part : before_)
    part->hide();
  auto* outcome = new RefundOutcome(desk_, refunds);
  column_->insertWidget(1, outcome);
  draft_note_->clear();
  go_->hide();
  updateGeometry();
  setFocus(Qt::OtherFocusReason);
}

QSize RefundDialog::sizeHint() const { return {720, column_->sizeHint().height()}; }

void RefundDialog::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && event->modifiers() & Qt::ControlModifier)
    return send();
  if (event->modifiers() & Qt::AltModifier && event->key() == Qt::Key_F)
    return lines_->set_focused_line(RefundPart::full);
  if (event->modifiers() & Qt::AltModifier && event->key() == Qt::Key_0)
    return lines_->set_focused_line(RefundPart::none);
  QWidget::keyPressEvent(event);
}

void RefundDialog::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw_box(painter, QRectF(rect()), desk_.theme()[Token::surface], desk_.theme()[Token::line2], 6);
}

} // namespace paydesk::ui
