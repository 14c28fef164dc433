// One process that the demo started.
#pragma once

#include <chrono>
#include <string>

#include <QProcess>
#include <QString>
#include <QStringList>

#include "core/result.h"

namespace paydesk::demo {

/// Owns a child whose output goes to a log file; the child ends with it. Main thread, needs no event loop.
class Child {
 public:
  /// `name` is what messages call it; the log is appended to.
  Child(std::string name, QString program, QStringList arguments, QString log_file);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  Result<void> start();
  bool running();
  /// Ends it at once and waits until it is gone.
  void kill();
  /// Asks it to end and waits; kills it after `patience`. True when it ended by itself with exit code 0.
  bool stop(std::chrono::milliseconds patience);
  /// The last lines of its log, for messages.
  std::string last_words() const;
  /// "paydeskd ended with …" and its last words.
  Error ended() const;

 private:
  std::string name_;
  QString log_file_;
  QProcess process_;
};

/// The environment without PAYDESK_… variables, which would overrule the demo's configuration.
QProcessEnvironment clean_environment();

} // namespace paydesk::demo
