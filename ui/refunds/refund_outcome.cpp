#include "ui/refunds/refund_outcome.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_pill.h"

namespace paydesk::ui {
namespace {

QString sentence_for(const std::string& state) {
  if (state == "succeeded")
    return RefundOutcome::tr("Verified with the PSP; the buyer gets the money.");
  if (state == "awaiting_approval")
    return RefundOutcome::tr("Waits for a second person. Nothing was sent to the PSP.");
  if (state == "failed" || state == "rejected")
    return RefundOutcome::tr("Nothing was refunded.");
  if (state == "retry_scheduled")
    return RefundOutcome::tr("The PSP did not take it; it is tried again by itself.");
  if (state == "unknown")
    return RefundOutcome::tr("The outcome is unknown; the PSP is being asked.");
  if (state == "dead_letter")
    return RefundOutcome::tr("Retries are used up; see Queues.");
  return RefundOutcome::tr("Sent, checking. It is refunded once the PSP confirms.");
}

} // namespace

RefundOutcome::RefundOutcome(Desk& desk, const std::vector<views::RefundRow>& refunds, QWidget* parent)
    : QWidget(parent), desk_(desk), source_(desk.session.daemon()) {
  setObjectName(QStringLiteral("refundOutcome"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 4, 20, 12);
  column->setSpacing(10);
  column->addWidget(make_label("heading", tr("%n refund(s) asked", nullptr, static_cast<int>(refunds.size()))));
  for (const auto& refund : refunds) {
    auto* row = new QHBoxLayout;
    Row one{refund.refund_id, new StatePill(desk.look), make_label("meta")};
    row->addWidget(one.pill);
    row->addWidget(make_label("strong", money_text(refund.amount)));
    row->addWidget(make_label("body", qt(refund.seller)));
    row->addWidget(one.sentence, 1);
    column->addLayout(row);
    rows_.push_back(one);
  }
  show_refunds(refunds);
  source_.follow(desk.session.events());
  connect(&source_, &models::LiveSource::changed, this, [this] {
    if (source_.payment())
      show_refunds(source_.payment()->refunds);
  });
  if (!refunds.empty())
    source_.show(refunds.front().payment_id);
}

void RefundOutcome::show_refunds(const std::vector<views::RefundRow>& refunds) {
  for (const auto& refund : refunds)
    for (auto& row : rows_)
      if (row.id == refund.refund_id) {
        row.pill->show_state(qt(refund.state));
        row.sentence->setText(sentence_for(refund.state));
      }
}

} // namespace paydesk::ui
