#include "ui/refunds/refund_draft.h"

#include <algorithm>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/models/commands.h"
#include "ui/format/money_text.h"
#include "ui/format/words.h"

namespace paydesk::ui {
namespace {

/// The context of this file's words.
struct DraftWords {
  Q_DECLARE_TR_FUNCTIONS(DraftWords)
};

} // namespace

Result<std::int64_t> RefundDraftLine::amount() const {
  if (part == RefundPart::none)
    return 0;
  if (part == RefundPart::full)
    return order.refundable.minor;
  auto minor = read_amount(typed, order.refundable.currency);
  if (!minor) {
    const auto digits = order.refundable.currency.digits();
    const QString sentence = digits == 0 ? DraftWords::tr("A whole number, like 60,000")
                                         : DraftWords::tr("An amount with %n decimals, like 12.5", nullptr, digits);
    return invalid("amount", sentence.toStdString());
  }
  if (*minor <= 0)
    return invalid("amount", DraftWords::tr("More than zero").toStdString());
  if (*minor > order.refundable.minor)
    return invalid("amount", DraftWords::tr("At most %1").arg(amount_text(order.refundable)).toStdString());
  return minor;
}

RefundDraft::RefundDraft(const views::PaymentDetail& payment) : payment_id_(payment.payment_id) {
  for (const auto& order : payment.orders)
    lines_.push_back({order, order.refundable.minor > 0 ? RefundPart::full : RefundPart::none, {}});
}

void RefundDraft::set_part(std::size_t line, RefundPart part) {
  lines_[line].part = lines_[line].order.refundable.minor > 0 ? part : RefundPart::none;
  changed();
}

void RefundDraft::set_typed(std::size_t line, const QString& text) {
  lines_[line].typed = text;
  changed();
}

void RefundDraft::set_reason(const QString& reason) {
  reason_ = reason;
  changed();
}

void RefundDraft::set_note(const QString& note) {
  note_ = note;
  changed();
}

void RefundDraft::refund_all() {
  for (std::size_t i = 0; i < lines_.size(); ++i)
    set_part(i, RefundPart::full);
}

bool RefundDraft::is_all() const {
  return std::all_of(lines_.begin(), lines_.end(),
                     [](const auto& line) { return line.part == RefundPart::full || line.order.refundable.minor <= 0; });
}

Result<Money> RefundDraft::total() const {
  Money sum;
  for (const auto& line : lines_) {
    const auto amount = line.amount();
    if (!amount)
      return tl::unexpected(amount.error());
    const auto next = checked_add(sum.minor, *amount);
    if (!next)
      return invalid("amount", DraftWords::tr("The sum is too large").toStdString());
    sum = {*next, line.order.amount.currency};
  }
  if (sum.minor <= 0)
    return fail(ErrorCode::failed_precondition, DraftWords::tr("Nothing is chosen").toStdString());
  return sum;
}

Money RefundDraft::refundable() const {
  Money sum;
  for (const auto& line : lines_)
    sum = {checked_add(sum.minor, line.order.refundable.minor).value_or(sum.minor), line.order.amount.currency};
  return sum;
}

int RefundDraft::chosen_lines() const {
  return static_cast<int>(std::count_if(lines_.begin(), lines_.end(), [](const auto& line) { return line.part != RefundPart::none; }));
}

views::RefundRequest RefundDraft::request() const {
  views::RefundRequest request;
  request.payment_id = payment_id_;
  request.reason = reason_.toStdString();
  request.note = note_.toStdString();
  request.idempotency_key = key();
  for (const auto& line : lines_)
    if (const auto amount = line.amount(); amount && *amount > 0)
      request.lines.push_back({line.order.order_id, format_amount(*amount, line.order.refundable.currency)});
  return request;
}

const std::string& RefundDraft::key() const {
  if (key_.empty())
    key_ = models::new_idempotency_key();
  return key_;
}

QByteArray RefundDraft::save() const {
  QJsonArray lines;
  for (const auto& line : lines_)
    lines.append(QJsonObject{{QStringLiteral("order"), qt(line.order.order_id)}, {QStringLiteral("part"), static_cast<int>(line.part)}, {QStringLiteral("typed"), line.typed}});
  return QJsonDocument(QJsonObject{{QStringLiteral("lines"), lines}, {QStringLiteral("reason"), reason_}, {QStringLiteral("note"), note_},
                                   {QStringLiteral("key"), qt(key())}}).toJson(QJsonDocument::Compact);
}

bool RefundDraft::restore(const QByteArray& saved) {
  const auto object = QJsonDocument::fromJson(saved).object();
  bool any = false;
  for (const auto& value : object.value(QLatin1String("lines")).toArray())
    for (auto& line : lines_)
      if (qt(line.order.order_id) == value[QLatin1String("order")].toString()) {
        const int part = std::clamp(value[QLatin1String("part")].toInt(), 0, 2);
        line.part = line.order.refundable.minor > 0 ? static_cast<RefundPart>(part) : RefundPart::none;
        line.typed = value[QLatin1String("typed")].toString().left(40);
        any = true;
      }
  if (!any)
    return false;
  reason_ = object.value(QLatin1String("reason")).toString(reason_);
  note_ = object.value(QLatin1String("note")).toString();
  key_ = object.value(QLatin1String("key")).toString().toStdString();
  return true;
}

} // namespace paydesk::ui
