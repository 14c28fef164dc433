// Finds the daemon on this machine, or starts it. The only place of the console that knows about processes.
#pragma once

#include <chrono>

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include "app/client/endpoints.h"
#include "core/result.h"

namespace paydesk::session {

/// Brings a local daemon to life and tells when it answers. The daemon is not the console's child: it goes on
/// when the console closes, and the next console finds it again. Lives on the GUI thread and never waits
/// there.
class LocalDaemon : public QObject {
  Q_OBJECT

 public:
  explicit LocalDaemon(QObject* parent = nullptr);

  /// Looks for a running daemon and starts one when there is none. Ends in ready() or failed().
  void ensure(const client::Locator& locator);
  void cancel();

  /// The program that would be started: PAYDESKD, beside this program, or in PATH; empty when there is none.
  static QString program();

 Q_SIGNALS:
  /// A daemon is being started; it may take some seconds, longer the first time.
  void starting();
  void ready(const paydesk::client::Endpoint& endpoint);
  void failed(const paydesk::Error& error);

 private:
  void look();
  Result<qint64> start();
  void give_up(Error error);

  client::Locator locator_;
  QTimer poll_;
  QElapsedTimer since_;
  QString log_path_;
  qint64 pid_ = 0;
};

} // namespace paydesk::session
