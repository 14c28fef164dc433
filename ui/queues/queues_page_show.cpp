// What the Queues screen shows of its models.
#include <QLabel>
#include <QStackedWidget>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/payments/detail_rows.h"
#include "ui/queues/policy_card.h"
#include "ui/queues/psp_lanes.h"
#include "ui/queues/queues_page.h"
#include "ui/widgets/bulk_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/kpi_strip.h"
#include "ui/widgets/label.h"
#include "ui/widgets/list_pane.h"
#include "ui/widgets/state_pill.h"
#include "ui/widgets/tabs.h"
#include "ui/widgets/timeline_view.h"

namespace paydesk::ui {

QStringList QueuesPage::targets() {
  const auto& ticked = list().table().ticked();
  if (!ticked.isEmpty())
    return {ticked.begin(), ticked.end()};
  return item() ? QStringList{qt(item()->job_id)} : QStringList();
}

std::vector<Money> QueuesPage::sums_of(const QStringList& jobs) {
  std::vector<Money> sums;
  for (const auto& job : jobs)
    if (const auto* row = model().find(job))
      add_to(sums, row->amount);
  return sums;
}

void QueuesPage::allow_actions() {
  const bool any = !targets().isEmpty();
  const QString none = tr("Choose an item");
  allow(replay_, any ? desk_.why_not("RetryItems") : none);
  allow(open_, item() ? QString() : none);
  allow(discard_, !is_dead() ? tr("Only dead letters can be discarded") : any ? desk_.why_not("DiscardItems") : none);
}

void QueuesPage::show_tab(const QString& key) {
  tabs_->choose(key);
  stack_->setCurrentIndex(is_dead() ? 1 : 0);
  model().load();
  list().table().setFocus(Qt::OtherFocusReason);
  if (item())
    payment_.show(item()->payment_id);
  show_item();
  Q_EMIT hintsChanged();
  Q_EMIT readyChanged();
}

void QueuesPage::visit(const Visit& visit) {
  if (visit.id == QLatin1String("dead") || visit.id == QLatin1String("retry"))
    tabs_->choose(visit.id);
  if (!visit.filter.isNull())
    list().set_filter(visit.filter);
  stats_.refresh();
  show_tab(tabs_->chosen());
}

namespace {

/// The rule by which the item waits: its account's own, else that of accounts without one.
const views::RetryPolicyView& policy_of(const views::QueueStats& stats, const views::QueueItem* item) {
  for (const auto& own : stats.policies)
    if (item && own.psp_account == item->psp_account && own.error_class == item->error_class)
      return own;
  return stats.policy;
}

} // namespace

void QueuesPage::show_stats() {
  const auto* stats = stats_.stats();
  if (!stats)
    return;
  tabs_->show_tabs({{QStringLiteral("retry"), tr("Retry queue"), compact_count(stats->waiting)},
                    {QStringLiteral("dead"), tr("Dead letter"), compact_count(stats->dead), stats->dead > 0}});
  const QDateTime oldest = to_date_time(stats->oldest_at), next = to_date_time(stats->next_due_at);
  kpis_->show_figures({{tr("Depth"), count_text(stats->waiting), {}, {}},
                       {tr("Oldest"), oldest.isValid() ? age_text(seconds_since(oldest)) : QStringLiteral("\u2013"), {}, {}},
                       {tr("Next due"), next.isValid() ? countdown_text(-seconds_since(next)) : QStringLiteral("\u2013"),
                        tr("%n in 5 min", nullptr, static_cast<int>(stats->due_within_5m)), {}}});
  lanes_->show_lanes(stats->psps, desk_.why_not("PausePsp"));
  retry_list_->show_count(tr("%n waiting", nullptr, static_cast<int>(stats->waiting)));
  dead_list_->show_count(tr("%n dead letter(s)", nullptr, static_cast<int>(stats->dead)));
  policy_->show_policy(policy_of(*stats, item()), item() && !is_dead() ? item()->attempts : 0);
  Q_EMIT sideChanged();
  Q_EMIT readyChanged();
}

void QueuesPage::show_item() {
  const auto* one = item();
  allow_actions();
  set_look(*order_, one ? "mono" : "meta");
  pill_->setVisible(one != nullptr);
  open_button_->setVisible(one != nullptr);
  if (!one) {
    order_->setText(tr("Nothing chosen"));
    amount_->clear();
    where_->setText(tr("A row of the list shows its payment here."));
    attempts_aside_->clear();
    no_attempts_->setText(tr("No attempts: nothing is chosen."));
    no_attempts_->show();
    attempts_->show_rows({});
    return;
  }
  order_->setText(short_id(QStringLiteral("ORD"), qt(one->order_id), list().table().short_id_length()));
  amount_->setText(money_text(one->amount));
  pill_->show_state(is_dead() ? QStringLiteral("dead_letter") : QStringLiteral("retry_scheduled"));
  where_->setText(qt(one->seller) + QStringLiteral(" \u00B7 ") + qt(one->psp_account));
  if (const auto* stats = stats_.stats())
    policy_->show_policy(policy_of(*stats, one), is_dead() ? 0 : one->attempts);
  attempts_aside_->setText(tr("%1 of %2 tries used").arg(one->attempts).arg(one->max_attempts));
  std::vector<TimelineRow> rows;
  if (const auto* payment = payment_.payment(); payment && payment->payment_id == one->payment_id)
    rows = timeline_rows(*payment, desk_.look.formats);
  no_attempts_->setText(tr("Nothing happened to this payment yet."));
  no_attempts_->setVisible(rows.empty() && payment_.payment() && payment_.payment()->payment_id == one->payment_id);
  attempts_->show_rows(std::move(rows));
}

void QueuesPage::show_ticks() {
  const auto& ticked = list().table().ticked();
  const QStringList jobs(ticked.begin(), ticked.end());
  list().bulk().show_ticks(static_cast<int>(jobs.size()), sums_of(jobs));
  for (auto* button : replay_buttons_)
    button->set_words(tr("Replay %1").arg(jobs.size()));
  allow_actions();
}

bool QueuesPage::is_ready() const {
  const bool shown = list().table().paged()->loaded_count() == 0 || payment_.payment() || payment_.error();
  return list().is_ready() && (stats_.stats() || stats_.error()) && shown;
}

QString QueuesPage::failure() const { return list().failure(); }

std::vector<KeyHint> QueuesPage::key_hints() const {
  std::vector<KeyHint> hints = {{QStringLiteral("J K"), tr("move")}, {QStringLiteral("X"), tr("tick")}, {QStringLiteral("/"), tr("filter")},
                                {QStringLiteral("R"), tr("replay")}};
  if (is_dead())
    hints.push_back({QStringLiteral("D"), tr("discard")});
  hints.push_back({QStringLiteral("O"), tr("open payment")});
  return hints;
}

std::vector<SideSection> QueuesPage::side_sections() const {
  SideSection section{tr("Queue views"), {{QStringLiteral("retry"), QStringLiteral("nav-queues"), tr("All retries")},
                                          {QStringLiteral("retry class:psp_unavailable"), QStringLiteral("bolt"), tr("Temporary errors")},
                                          {QStringLiteral("dead"), QStringLiteral("dead-letter"), tr("All dead letters")}}};
  if (const auto* stats = stats_.stats())
    for (const auto& psp : stats->psps)
      if (psp.waiting > 0)
        section.entries.push_back({QStringLiteral("retry psp:") + qt(psp.psp_account), QStringLiteral("nav-psp"), qt(psp.psp_account), compact_count(psp.waiting)});
  return {section};
}

void QueuesPage::side_picked(const QString& key) {
  const auto space = key.indexOf(QLatin1Char(' '));
  show_tab(space < 0 ? key : key.left(space));
  list().set_filter(space < 0 ? QString() : key.mid(space + 1));
  model().load();
}

bool QueuesPage::step_back() { return list().step_back(); }

} // namespace paydesk::ui
