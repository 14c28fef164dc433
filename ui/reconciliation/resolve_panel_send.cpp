// The resolve panel's talk with the daemon.
#include <QLabel>
#include <QLineEdit>

#include "ui/format/money_text.h"
#include "ui/format/sentences.h"
#include "ui/format/words.h"
#include "ui/reconciliation/resolve_panel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/postings_view.h"

namespace paydesk::ui {

void ResolvePanel::preview() {
  previewed_ = false;
  journal_aside_->setText(resolution_name(resolution_));
  set_look(*journal_aside_, "meta");
  settle();
  preview_call_ = desk_.commands.preview_resolution({break_.break_id, resolution_, reason_->text().toStdString(), {}}, this,
                                                    [this](Result<views::ResolutionPreview> reply) { show_preview(reply); });
}

void ResolvePanel::show_preview(const Result<views::ResolutionPreview>& reply) {
  if (!reply) {
    postings_->show_lines({});
    effect_->setText(error_sentence(reply.error()));
    Q_EMIT previewShown();
    return settle();
  }
  previewed_ = true;
  postings_->show_lines(reply->postings);
  QString effect = daemon_sentence(reply->effect);
  if (reply->needs_approval)
    effect += QLatin1Char('\n') + tr("Needs a second person: %1").arg(daemon_sentence(reply->approval_reason));
  effect_->setText(effect.trimmed());
  if (!reply->postings.empty()) {
    journal_aside_->setText(postings_->is_balanced() ? tr("\u2713 Sums to zero") : tr("Does not balance"));
    set_look(*journal_aside_, postings_->is_balanced() ? "ok" : "bad");
  }
  send_->set_words(reply->needs_approval ? tr("Send to checker") : resolution_name(resolution_));
  Q_EMIT previewShown();
  settle();
}

void ResolvePanel::allow(const QString& resolve_why_not, const QString& decide_why_not) {
  resolve_why_not_ = resolve_why_not;
  decide_why_not_ = decide_why_not;
  settle();
}

void ResolvePanel::settle() {
  const bool proposed = has_break_ && break_.state == "proposed";
  approve_->setVisible(proposed);
  reject_->setVisible(proposed);
  send_->setVisible(!proposed);
  reason_->setVisible(has_break_);
  for (auto* button : buttons_)
    button->set_why_not(proposed ? tr("Waits for a second person") : QString());
  const QString busy = sending_ ? tr("Sent, checking") : QString();
  const QString own = proposed && break_.proposed_by == desk_.session.caller().login ? tr("You proposed it: another person decides") : QString();
  for (auto* button : {approve_, reject_})
    button->set_why_not(!busy.isEmpty() ? busy : !decide_why_not_.isEmpty() ? decide_why_not_ : own);
  QString why = busy;
  if (!has_break_ || resolution_.empty())
    why = tr("Choose a resolution");
  else if (!resolve_why_not_.isEmpty())
    why = resolve_why_not_;
  else if (!previewed_)
    why = tr("Checking what it would post");
  else if (reason_->text().trimmed().isEmpty())
    why = tr("Needs a reason");
  send_->set_why_not(why);
}

void ResolvePanel::send() {
  if (!send_->isEnabled())
    return;
  sending_ = true;
  error_->clear();
  settle();
  auto call = desk_.commands.resolve_break({break_.break_id, resolution_, reason_->text().trimmed().toStdString(), key_}, this,
                                           [this](Result<views::ReconBreak> reply) { finish(reply, tr("%1 recorded").arg(resolution_name(resolution_))); });
  call.detach();
}

void ResolvePanel::decide(bool approve) {
  sending_ = true;
  settle();
  auto call = desk_.commands.decide_resolution({break_.break_id, approve, reason_->text().trimmed().toStdString(), models::new_idempotency_key()}, this,
                                               [this, approve](Result<views::ReconBreak> reply) { finish(reply, approve ? tr("Approved") : tr("Refused")); });
  call.detach();
}

void ResolvePanel::finish(const Result<views::ReconBreak>& reply, const QString& done) {
  sending_ = false;
  if (!reply) {
    error_->setText(error_sentence(reply.error()));
    return settle();
  }
  const bool waits = reply->state == "proposed";
  desk_.shell.say(waits ? Tone::warn : Tone::ok, waits ? QStringLiteral("user") : QStringLiteral("check"), waits ? tr("Sent to a second person") : done);
  Q_EMIT resolved(*reply);
}

} // namespace paydesk::ui
