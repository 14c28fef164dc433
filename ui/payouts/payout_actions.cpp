#include "ui/payouts/payout_actions.h"

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/confirm_panel.h"

namespace paydesk::ui {
namespace {

using Step = PayoutActions::Step;

bool decides(Step step) { return step == Step::approve || step == Step::reject; }

} // namespace

QString PayoutActions::why_not(Step step, const views::PayoutBatch* batch) const {
  const char* state = decides(step) ? "awaiting_approval" : "approved";
  if (!batch || batch->state != state)
    return decides(step) ? tr("Choose a batch that awaits approval") : tr("Choose a batch that is approved and not sent");
  const char* rpc = decides(step) ? "DecidePayoutBatch" : step == Step::submit ? "SubmitPayoutBatch" : "CancelPayoutBatch";
  if (const QString reason = desk_.why_not(rpc); !reason.isEmpty())
    return reason;
  return decides(step) && batch->created_by == desk_.session.caller().login ? tr("You created it: another person decides") : QString();
}

void PayoutActions::ask(Step step, const views::PayoutBatch& batch) {
  const QString total = money_text(batch.total);
  ConfirmPanel::Words words;
  words.facts = {total + QStringLiteral("   ") + tr("%n payout(s)", nullptr, batch.payouts), tr("From %1, created by %2").arg(qt(batch.funding_account), qt(batch.created_by))};
  switch (step) {
  case Step::approve:
    words.title = tr("Approve these payouts?");
    words.effect = tr("Nothing is sent yet: the batch can be submitted to the bank then. The sellers' money stays reserved.");
    words.verb = tr("Approve %1").arg(total);
    break;
  case Step::reject:
    words.title = tr("Reject these payouts?");
    words.effect = tr("Nothing is paid. The reserved money is the sellers' to use again.");
    words.verb = tr("Reject %1").arg(total);
    break;
  case Step::submit:
    words.title = tr("Submit these payouts to the bank?");
    words.effect = tr("The file for the bank is made, once and for good, and the sellers' balances are booked out. This cannot be undone here: what the bank rejects or sends back is booked back when it says so.");
    words.verb = tr("Submit %1").arg(total);
    break;
  case Step::cancel:
    words.title = tr("Cancel these payouts?");
    words.effect = tr("Nothing is paid. The reserved money is the sellers' to use again.");
    words.verb = tr("Cancel %1").arg(total);
    break;
  }
  words.needs_reason = step != Step::approve;
  words.reason_label = tr("Reason, kept in the audit log");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  const std::string key = models::new_idempotency_key();
  connect(panel, &ConfirmPanel::confirmed, this, [=, this](const QString& reason) { send(step, batch, reason, panel, over, key); });
}

void PayoutActions::send(Step step, const views::PayoutBatch& batch, const QString& reason, ConfirmPanel* panel, Overlay* over,
                         const std::string& key) {
  panel->show_waiting(tr("Sent, checking"));
  const auto answered = [this, panel, over, step](Result<views::PayoutBatch> reply) {
    if (!reply)
      return panel->show_error(error_sentence(reply.error()));
    over->dismiss();
    const bool forward = step == Step::approve || step == Step::submit;
    desk_.shell.say(forward ? Tone::ok : Tone::neutral, forward ? QStringLiteral("check") : QStringLiteral("cancelled"),
                    step == Step::approve  ? tr("Approved; it can be submitted")
                    : step == Step::submit ? tr("The file for the bank is made")
                    : step == Step::reject ? tr("Rejected; the money is free again")
                                           : tr("Cancelled; the money is free again"));
    Q_EMIT done(*reply);
  };
  const std::string note = reason.toStdString();
  auto call = decides(step)            ? desk_.commands.decide_payouts({batch.batch_id, step == Step::approve, note, key}, panel, answered)
              : step == Step::submit ? desk_.commands.submit_payouts({batch.batch_id, note, key}, panel, answered)
                                     : desk_.commands.cancel_payouts({batch.batch_id, note, key}, panel, answered);
  call.detach();
}

} // namespace paydesk::ui
