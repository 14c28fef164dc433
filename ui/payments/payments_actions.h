// What can be done with payments: retry, refund, cancel.
#pragma once

#include <QObject>

#include "ui/shell/desk.h"

namespace paydesk::ui {

/// Asks, sends and tells of outcomes in words of the daemon: an outcome is claimed only when it answered. Lives with
/// its page; commands under way go on when the page is hidden.
class PaymentsActions : public QObject {
  Q_OBJECT

 public:
  PaymentsActions(Desk& desk, QObject* parent);

  /// At once: a retry keeps its idempotency key at the PSP and harms nothing.
  void retry(const std::string& payment_id);
  /// Several, one call each; tells of progress once all are answered.
  void retry_all(const std::vector<std::string>& payment_ids);
  /// After a confirmation with a reason.
  void cancel(const views::PaymentDetail& payment);
  void refund(const views::PaymentDetail& payment);

  /// Why this cannot be done with the payment; empty when it can.
  QString why_not(const views::PaymentDetail* payment, const std::string& action) const;

 Q_SIGNALS:
  /// Something was sent and answered; lists should look again.
  void done(const QString& payment_id);

 private:
  void send_cancel(const views::PaymentDetail& payment, const QString& reason, class ConfirmPanel* panel, Overlay* over,
                   const std::string& key);

  struct Batch {
    int left = 0;
    int failed = 0;
    int all = 0;
    QString first_error;
  };
  Desk& desk_;
};

} // namespace paydesk::ui
