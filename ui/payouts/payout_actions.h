// What can be done with a batch of pay-outs: approve, reject, submit, cancel.
#pragma once

#include <QObject>

#include "ui/shell/desk.h"
#include "views/payouts.h"

namespace paydesk::ui {

/// Confirms with amount, count and effect, sends, and tells what the daemon answered. Who created a batch cannot
/// decide it: the daemon refuses, and the reason is shown before.
class PayoutActions : public QObject {
  Q_OBJECT

 public:
  enum class Step { approve, reject, submit, cancel };

  PayoutActions(Desk& desk, QObject* parent) : QObject(parent), desk_(desk) {}

  void ask(Step step, const views::PayoutBatch& batch);
  /// Why this cannot be done with the batch; empty when it can.
  QString why_not(Step step, const views::PayoutBatch* batch) const;

 Q_SIGNALS:
  void done(const paydesk::views::PayoutBatch& batch);

 private:
  void send(Step step, const views::PayoutBatch& batch, const QString& reason, class ConfirmPanel* panel, Overlay* over,
            const std::string& key);

  Desk& desk_;
};

} // namespace paydesk::ui
