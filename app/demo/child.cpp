#include "app/demo/child.h"

#include <QFile>

namespace paydesk::demo {
namespace {

constexpr int start_patience_ms = 10'000;
constexpr int kill_patience_ms = 10'000;
constexpr qint64 log_tail_bytes = 1500;

} // namespace

Child::Child(std::string name, QString program, QStringList arguments, QString log_file)
    : name_(std::move(name)), log_file_(std::move(log_file)) {
  process_.setProgram(program);
  process_.setArguments(arguments);
  process_.setProcessEnvironment(clean_environment());
  process_.setStandardInputFile(QProcess::nullDevice());
  process_.setProcessChannelMode(QProcess::MergedChannels);
  process_.setStandardOutputFile(log_file_, QIODevice::Append);
}

Child::~Child() {
  if (running())
    kill();
}

Result<void> Child::start() {
  process_.start();
  if (process_.waitForStarted(start_patience_ms))
    return {};
  return fail(ErrorCode::unavailable, name_ + " (" + process_.program().toStdString() +
                                          ") could not be started: " + process_.errorString().toStdString());
}

bool Child::running() {
  if (process_.state() == QProcess::NotRunning)
    return false;
  process_.waitForFinished(0); // there is no event loop to notice the end
  return process_.state() != QProcess::NotRunning;
}

void Child::kill() {
  process_.kill();
  process_.waitForFinished(kill_patience_ms);
}

bool Child::stop(std::chrono::milliseconds patience) {
  if (!running())
    return process_.exitStatus() == QProcess::NormalExit && process_.exitCode() == 0;
  process_.terminate();
  if (!process_.waitForFinished(static_cast<int>(patience.count()))) {
    kill();
    return false;
  }
  return process_.exitStatus() == QProcess::NormalExit && process_.exitCode() == 0;
}

std::string Child::last_words() const {
  QFile log(log_file_);
  if (!log.open(QIODevice::ReadOnly))
    return {};
  log.seek(std::max<qint64>(0, log.size() - log_tail_bytes));
  return log.readAll().trimmed().toStdString();
}

Error Child::ended() const {
  const bool crashed = process_.exitStatus() == QProcess::CrashExit;
  return {ErrorCode::unavailable,
          name_ + (crashed ? " was killed or crashed" : " ended with code " + std::to_string(process_.exitCode())) +
              "; the end of " + log_file_.toStdString() + ":\n" + last_words(),
          {}};
}

QProcessEnvironment clean_environment() {
  auto environment = QProcessEnvironment::systemEnvironment();
  for (const auto& name : environment.keys())
    if (name.startsWith(QStringLiteral("PAYDESK")))
      environment.remove(name);
  return environment;
}

} // namespace paydesk::demo
