// Approving and rejecting refunds that wait for a second person.
#pragma once

#include <QObject>

#include "ui/shell/desk.h"

namespace paydesk::ui {

/// Confirms, sends, tells. Who asked cannot decide: the daemon refuses, and the reason is shown before.
class RefundDecisions : public QObject {
  Q_OBJECT

 public:
  RefundDecisions(Desk& desk, QObject* parent) : QObject(parent), desk_(desk) {}

  void decide(const views::RefundRow& refund, bool approve);
  QString why_not(const views::RefundRow* refund) const;

 Q_SIGNALS:
  void decided(const paydesk::views::RefundRow& refund);

 private:
  Desk& desk_;
};

} // namespace paydesk::ui
