#include "ui/queues/queues_actions.h"

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/confirm_panel.h"

namespace paydesk::ui {
namespace {

views::QueueCommand command_for(const QStringList& jobs, const QString& reason, const std::string& key) {
  views::QueueCommand command{{}, reason.toStdString(), key};
  for (const auto& job : jobs)
    command.job_ids.push_back(job.toStdString());
  return command;
}

} // namespace

void QueuesActions::tell(const Result<views::QueueCommandResponse>& reply, const QString& done_text) {
  if (!reply)
    return desk_.shell.say(Tone::bad, QStringLiteral("failed"), error_sentence(reply.error()));
  int failed = 0;
  QString first;
  for (const auto& result : reply->results)
    if (!result.done && failed++ == 0)
      first = qt(result.message);
  if (failed == 0)
    desk_.shell.say(Tone::ok, QStringLiteral("check"), done_text);
  else
    desk_.shell.say(Tone::warn, QStringLiteral("warning"), tr("%1 of %2 not done: %3").arg(failed).arg(reply->results.size()).arg(first));
  Q_EMIT done();
}

void QueuesActions::replay(const QStringList& jobs) {
  if (jobs.isEmpty())
    return;
  desk_.shell.say(Tone::accent, QStringLiteral("retry"), tr("Sent, checking"));
  auto call = desk_.commands.retry_items(command_for(jobs, {}, models::new_idempotency_key()), this, [this, n = jobs.size()](Result<views::QueueCommandResponse> reply) {
    tell(reply, tr("%n item(s) due now; each keeps its idempotency key", nullptr, static_cast<int>(n)));
  });
  call.detach();
}

void QueuesActions::discard(const QStringList& jobs, const std::vector<Money>& sums) {
  if (jobs.isEmpty())
    return;
  ConfirmPanel::Words words;
  words.title = tr("Discard %n dead letter(s)?", nullptr, static_cast<int>(jobs.size()));
  words.facts = {sums_text(sums)};
  words.effect = tr("They are not tried again. The payments stay as they are; this cannot be undone.");
  words.verb = tr("Discard %1").arg(jobs.size());
  words.needs_reason = true;
  words.reason_label = tr("Reason, kept in the audit log");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  const std::string key = models::new_idempotency_key();
  connect(panel, &ConfirmPanel::confirmed, this, [this, panel, over, jobs, key](const QString& reason) {
    panel->show_waiting(tr("Sent, checking"));
    auto call = desk_.commands.discard_items(command_for(jobs, reason, key), panel, [this, panel, over, jobs](Result<views::QueueCommandResponse> reply) {
      if (!reply)
        return panel->show_error(error_sentence(reply.error()));
      over->dismiss();
      tell(reply, tr("%n dead letter(s) discarded", nullptr, static_cast<int>(jobs.size())));
    });
    call.detach();
  });
}

void QueuesActions::pause(const QString& psp_account, bool pause) {
  ConfirmPanel::Words words;
  words.title = pause ? tr("Pause %1?").arg(psp_account) : tr("Resume %1?").arg(psp_account);
  words.effect = pause ? tr("No call is made to this account until somebody resumes it. Payments wait, nothing fails.")
                       : tr("What waits is called again, at the account's rate.");
  words.verb = pause ? tr("Pause %1").arg(psp_account) : tr("Resume %1").arg(psp_account);
  words.needs_reason = true;
  words.reason_label = tr("Reason, kept in the audit log");
  auto* panel = new ConfirmPanel(desk_.look, words);
  auto* over = desk_.shell.cover(panel);
  connect(panel, &ConfirmPanel::cancelled, over, &Overlay::dismiss);
  const std::string key = models::new_idempotency_key();
  connect(panel, &ConfirmPanel::confirmed, this, [this, panel, over, psp_account, pause, key](const QString& reason) {
    panel->show_waiting(tr("Sent, checking"));
    auto call = desk_.commands.pause_psp({psp_account.toStdString(), pause, reason.toStdString(), key}, panel, [this, panel, over, psp_account](Result<views::PspQueue> reply) {
      if (!reply)
        return panel->show_error(error_sentence(reply.error()));
      over->dismiss();
      desk_.shell.say(reply->paused ? Tone::warn : Tone::ok, reply->paused ? QStringLiteral("pause") : QStringLiteral("play"),
                      reply->paused ? tr("%1 is paused").arg(psp_account) : tr("%1 runs").arg(psp_account));
      Q_EMIT done();
    });
    call.detach();
  });
}

} // namespace paydesk::ui
