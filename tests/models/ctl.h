// paydeskctl, the real program, against a fake daemon.
#pragma once

#include <memory>

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include "tests/models/desk.h"

namespace paydesk::test {

struct Outcome {
  int exit = -1; ///< -2: it did not end
  QByteArray out;
  QByteArray err;

  QJsonObject json() const;
};

/// Waits for its end.
Outcome run_ctl(const QStringList& arguments, const QStringList& environment = {});

/// A fake daemon with demo books, and paydeskctl as one of its people.
class CtlDesk {
 public:
  CtlDesk() : desk_(fake::demo_books(400)) {}

  auto& fake() { return desk_.fake; }
  Outcome ctl(QStringList arguments, const char* login = "operator") const;
  /// Split at each space.
  Outcome ctl(const char* arguments, const char* login = "operator") const;
  /// `key` of the first row that a list shows.
  QString first_id(const char* list, const char* key) const;

 private:
  Desk desk_;
};

// The test classes of this program.
std::unique_ptr<QObject> ctl_acts_tests();
std::unique_ptr<QObject> ctl_events_tests();
std::unique_ptr<QObject> ctl_exit_tests();
std::unique_ptr<QObject> ctl_hostile_tests();
std::unique_ptr<QObject> ctl_lists_tests();

} // namespace paydesk::test
