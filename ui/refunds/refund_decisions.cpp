#include "ui/refunds/refund_decisions.h"

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/confirm_panel.h"

namespace paydesk::ui {

QString RefundDecisions::why_not(const views::RefundRow* refund) const {
  if (!refund || refund->state != "awaiting_approval")
    return tr("Choose a refund that awaits approval");
  if (const QString reason = desk_.why_not("DecideRefund"); !reason.isEmpty())
    return reason;
  return refund->requested_by == desk_.session.caller().login ? tr("You asked for it: another person decides") : QString();
}

void RefundDecisions::decide(const views::RefundRow& refund, bool approve) {
  ConfirmPanel::Words words;
  words.title = approve ? tr("Approve this refund?") : tr("Reject this refund?");
  words.facts = {money_text(refund.amount) + QStringLiteral("   ") + qt(refund.seller),
                 tr("%1, asked by %2").arg(refund_reason_name(refund.reason), qt(refund.requested_by))};
  words.effect = approve ? tr("It is sent to the PSP at once.") : tr("Nothing goes to the PSP; the held amount is released.");
  words.verb = approve ? tr("Approve %1").arg(money_text(refund.amount)) : tr("Reject %1").arg(money_text(refund.amount));
  words.needs_reason = !approve;
  words.reason_label = tr("Reason, kept in the audit log");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  const std::string key = models::new_idempotency_key();
  connect(panel, &ConfirmPanel::confirmed, this, [=, this, id = refund.refund_id](const QString& note) {
    panel->show_waiting(tr("Sent, checking"));
    auto call = desk_.commands.decide_refund({id, approve, note.toStdString(), key}, panel, [this, panel, over, approve](Result<views::RefundRow> reply) {
      if (!reply)
        return panel->show_error(error_sentence(reply.error()));
      over->dismiss();
      desk_.shell.say(approve ? Tone::ok : Tone::neutral, approve ? QStringLiteral("check") : QStringLiteral("cancelled"),
                      approve ? tr("Approved; on its way to the PSP") : tr("Rejected"));
      Q_EMIT decided(*reply);
    });
    call.detach();
  });
}

} // namespace paydesk::ui
