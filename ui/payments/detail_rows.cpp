#include "ui/payments/detail_rows.h"

#include <optional>

#include <QCoreApplication>

#include "ui/format/explanations.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"
#include "ui/theme/states.h"
#include "views/psp_reference.h"

namespace paydesk::ui {
namespace {

/// The context of this file's words.
struct DetailWords {
  Q_DECLARE_TR_FUNCTIONS(DetailWords)
};

Tone tone_of(const views::TimelineEntry& entry) {
  if (!entry.error_class.empty() || entry.kind == "alert")
    return Tone::warn;
  if (entry.kind == "operator")
    return Tone::accent;
  if (entry.code == "capture_ok" || entry.code == "capture_partial_ok" || entry.code == "succeed" || entry.kind == "settlement")
    return Tone::ok;
  if (entry.code == "fail_final" || entry.code == "attempts_exhausted")
    return Tone::bad;
  if (entry.kind == "refund")
    return Tone::ret;
  return Tone::neutral;
}

QString detail_of(const views::TimelineEntry& entry) {
  if (!entry.error_class.empty() && entry.detail.empty())
    return States::error_class(qt(entry.error_class)).label;
  return qt(entry.detail);
}

QString tip_of(const views::TimelineEntry& entry, const Formats& formats) {
  QStringList lines = {formats.date_time(to_date_time(entry.at))};
  if (entry.http_status > 0)
    lines << QStringLiteral("HTTP %1").arg(entry.http_status);
  for (const auto& part : {entry.detail, entry.request, entry.response})
    if (!part.empty())
      lines << qt(part).left(400);
  if (entry.superseded)
    lines << DetailWords::tr("News for a state already passed");
  return lines.join(QLatin1Char('\n'));
}

/// What the bank took back of the payment's captures; null when nothing.
std::optional<Money> taken_back(const views::PaymentDetail& payment) {
  std::optional<Money> sum;
  for (const auto& order : payment.orders)
    if (order.reversed.minor > 0)
      sum = Money{order.reversed.minor + (sum ? sum->minor : 0), order.reversed.currency};
  return sum;
}

} // namespace

std::vector<Field> detail_fields(const views::PaymentDetail& payment, const views::OrderDetail* order) {
  std::vector<Field> fields;
  const QString order_id = order ? qt(order->order_id) : QString();
  const QString payment_id = qt(payment.payment_id);
  const QString others = payment.orders.size() > 1 ? QStringLiteral(" +%1").arg(payment.orders.size() - 1) : QString();
  fields.push_back({DetailWords::tr("Order"), short_id(QStringLiteral("ORD"), order_id) + others, true, order_id});
  fields.push_back({DetailWords::tr("Seller"), order ? qt(order->seller) : QString(), false, {}});
  // Before a payment has its own reference there, the PSP knows it by its checkout.
  const QString reference = qt(views::psp_reference(payment));
  fields.push_back({qt(payment.psp_account), reference.isEmpty() ? QStringLiteral("\u2013") : middle_elided(reference, 18), true, reference});
  fields.push_back({DetailWords::tr("Payment"), short_id(QStringLiteral("PAY"), payment_id), true, payment_id});
  fields.push_back({DetailWords::tr("Checkout"), middle_elided(qt(payment.checkout_reference), 18), true, qt(payment.checkout_reference)});
  fields.push_back({DetailWords::tr("Captured"), amount_text(payment.captured), false, {}});
  if (const auto sum = taken_back(payment))
    fields.push_back({DetailWords::tr("Taken back"), amount_text(*sum), false, {}});
  return fields;
}

std::vector<TimelineRow> timeline_rows(const views::PaymentDetail& payment, const Formats& formats) {
  std::vector<TimelineRow> rows;
  for (const auto& step : payment.next)
    if (const QDateTime due = to_date_time(step.due_at); due.isValid())
      rows.push_back({formats.time(due), QStringLiteral("retry"), Tone::accent, next_step_title(step, formats), {},
                      countdown_text(-seconds_since(due)), {}, false, true});
  for (const auto& entry : payment.timeline)
    rows.push_back({formats.time(to_date_time(entry.at)), timeline_icon(entry), tone_of(entry), timeline_title(entry), detail_of(entry),
                    duration_text(entry.duration_ms), tip_of(entry, formats), entry.superseded, false});
  return rows;
}

QString next_step_title(const views::NextStep& step, const Formats& formats) {
  QString title = explanation_text(step.what, formats);
  if (!title.isEmpty())
    title[0] = title.at(0).toUpper();
  return title;
}

QString next_step_detail(const views::NextStep& step, const Formats& formats) {
  return explanation_text(step.notes, formats, QStringLiteral(" \u00B7 "));
}

} // namespace paydesk::ui
