// What a person fills in for a refund, and what it comes to: no widgets, exact amounts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QByteArray>
#include <QString>

#include "core/money.h"
#include "views/payments.h"
#include "views/refunds.h"

namespace paydesk::ui {

enum class RefundPart { none, part, full };

/// One seller order's share of a refund.
struct RefundDraftLine {
  views::OrderDetail order;
  RefundPart part = RefundPart::none;
  QString typed; ///< only for `part`

  /// Minor units to refund; an error for what cannot be refunded. `none` is 0.
  Result<std::int64_t> amount() const;
};

/// A refund being written. Value; the idempotency key belongs to its present content.
class RefundDraft {
 public:
  explicit RefundDraft(const views::PaymentDetail& payment);

  const std::vector<RefundDraftLine>& lines() const noexcept { return lines_; }
  void set_part(std::size_t line, RefundPart part);
  void set_typed(std::size_t line, const QString& text);
  void set_reason(const QString& reason);
  void set_note(const QString& note);
  const QString& reason() const noexcept { return reason_; }
  const QString& note() const noexcept { return note_; }
  void refund_all();
  bool is_all() const;

  /// The sum, or the first line's error. failed_precondition when nothing is chosen.
  Result<Money> total() const;
  Money refundable() const;
  int chosen_lines() const;
  /// What would be sent. Only meaningful while total() holds.
  views::RefundRequest request() const;
  /// The key for the present content: the same until something changes.
  const std::string& key() const;

  QByteArray save() const;
  /// Takes over what fits to the payment as it is now; false when nothing did.
  bool restore(const QByteArray& saved);

 private:
  void changed() { key_.clear(); }

  std::string payment_id_;
  std::vector<RefundDraftLine> lines_;
  QString reason_ = QStringLiteral("returned");
  QString note_;
  mutable std::string key_;
};

} // namespace paydesk::ui
