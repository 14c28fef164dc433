// What can be done in the queues: replay, discard with a reason, pause a PSP.
#pragma once

#include <QObject>

#include "ui/shell/desk.h"

namespace paydesk::ui {

/// Confirms where it cannot be undone, sends, tells how many were done.
class QueuesActions : public QObject {
  Q_OBJECT

 public:
  QueuesActions(Desk& desk, QObject* parent) : QObject(parent), desk_(desk) {}

  void replay(const QStringList& jobs);
  void discard(const QStringList& jobs, const std::vector<Money>& sums);
  void pause(const QString& psp_account, bool pause);

 Q_SIGNALS:
  void done();

 private:
  void tell(const Result<views::QueueCommandResponse>& reply, const QString& done_text);

  Desk& desk_;
};

} // namespace paydesk::ui
