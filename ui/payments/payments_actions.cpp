#include "ui/payments/payments_actions.h"

#include <memory>

#include "ui/format/explanations.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/refunds/refund_dialog.h"
#include "ui/widgets/confirm_panel.h"

namespace paydesk::ui {

PaymentsActions::PaymentsActions(Desk& desk, QObject* parent) : QObject(parent), desk_(desk) {}

QString PaymentsActions::why_not(const views::PaymentDetail* payment, const std::string& action) const {
  if (!payment)
    return tr("Choose a payment");
  const std::string_view rpc = action == "retry" ? "RetryPayment" : action == "cancel" ? "CancelPayment" : "CreateRefund";
  if (const QString reason = desk_.why_not(rpc); !reason.isEmpty())
    return reason;
  for (const auto& one : payment->actions)
    if (one.name == action)
      return one.allowed           ? QString()
             : one.why_not.empty() ? tr("Not in this state")
                                   : explanation_text(one.why_not, desk_.look.formats, QStringLiteral(" "));
  return tr("Not in this state");
}

void PaymentsActions::retry(const std::string& payment_id) {
  desk_.shell.say(Tone::accent, QStringLiteral("retry"), tr("Sent, checking"));
  auto call = desk_.commands.retry_payment({payment_id, models::new_idempotency_key(), {}}, this, [this, payment_id](Result<views::CommandOutcome> reply) {
    if (reply)
      desk_.shell.say(Tone::ok, QStringLiteral("check"), qt(reply->message));
    else
      desk_.shell.say(Tone::bad, QStringLiteral("failed"), error_sentence(reply.error()));
    Q_EMIT done(qt(payment_id));
  });
  call.detach();
}

void PaymentsActions::retry_all(const std::vector<std::string>& payment_ids) {
  auto batch = std::make_shared<Batch>();
  batch->left = batch->all = static_cast<int>(payment_ids.size());
  desk_.shell.say(Tone::accent, QStringLiteral("retry"), tr("Sent %n retries, checking", nullptr, batch->all));
  for (const auto& id : payment_ids) {
    auto call = desk_.commands.retry_payment({id, models::new_idempotency_key(), {}}, this, [this, batch](Result<views::CommandOutcome> reply) {
      if (!reply && batch->failed++ == 0)
        batch->first_error = error_sentence(reply.error());
      if (--batch->left > 0)
        return;
      if (batch->failed == 0)
        desk_.shell.say(Tone::ok, QStringLiteral("check"), tr("%n payment(s) will be tried again", nullptr, batch->all));
      else
        desk_.shell.say(Tone::bad, QStringLiteral("failed"), tr("%1 of %2 not retried: %3").arg(batch->failed).arg(batch->all).arg(batch->first_error));
      Q_EMIT done({});
    });
    call.detach();
  }
}

void PaymentsActions::cancel(const views::PaymentDetail& payment) {
  ConfirmPanel::Words words;
  words.title = tr("Cancel this payment?");
  words.facts = {money_text(payment.total), tr("%n seller order(s)", nullptr, static_cast<int>(payment.orders.size()))};
  words.effect = tr("What is authorised is voided at the PSP; the buyer can no longer pay. This cannot be undone.");
  words.verb = tr("Cancel %1").arg(money_text(payment.total));
  words.needs_reason = true;
  words.reason_label = tr("Reason, kept in the audit log");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  // One decision, one key: sending again after an unknown outcome repeats, it does not cancel twice.
  const std::string key = models::new_idempotency_key();
  connect(panel, &ConfirmPanel::confirmed, this, [this, payment, panel, over, key](const QString& reason) { send_cancel(payment, reason, panel, over, key); });
}

void PaymentsActions::send_cancel(const views::PaymentDetail& payment, const QString& reason, ConfirmPanel* panel, Overlay* over, const std::string& key) {
  panel->show_waiting(tr("Sent, checking"));
  auto call = desk_.commands.cancel_payment({payment.payment_id, key, reason.toStdString()}, panel,
      [this, panel, over, id = payment.payment_id](Result<views::CommandOutcome> reply) {
        if (!reply)
          return panel->show_error(error_sentence(reply.error()));
        desk_.shell.say(Tone::ok, QStringLiteral("check"), qt(reply->message));
        over->dismiss();
        Q_EMIT done(qt(id));
      });
  call.detach();
}

void PaymentsActions::refund(const views::PaymentDetail& payment) {
  auto* dialog = new RefundDialog(desk_, payment);
  auto* over = desk_.shell.cover(dialog);
  connect(dialog, &RefundDialog::closeAsked, over, &Overlay::dismiss);
  connect(dialog, &RefundDialog::sent, this, &PaymentsActions::done);
}

} // namespace paydesk::ui
