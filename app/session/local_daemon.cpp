#include "app/session/local_daemon.h"

#include <chrono>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#endif

namespace paydesk::session {
namespace {

using namespace std::chrono_literals;
constexpr auto poll_interval = 100ms;
/// The first start makes a database cluster, which takes its time on a slow disk.
constexpr auto longest_start = 120s;
constexpr qint64 log_tail = 4096;

bool is_alive(qint64 pid) {
#ifdef Q_OS_UNIX
  return pid <= 0 || ::kill(static_cast<pid_t>(pid), 0) == 0 || errno == EPERM;
#else
  Q_UNUSED(pid);
  return true;
#endif
}

std::string last_line_of(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  file.seek(std::max<qint64>(file.size() - log_tail, 0));
  const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
  return lines.isEmpty() ? std::string() : lines.last().toStdString();
}

QString executable(const QString& path) { return QFileInfo(path).isExecutable() ? path : QString(); }

} // namespace

LocalDaemon::LocalDaemon(QObject* parent) : QObject(parent) {
  poll_.setInterval(poll_interval);
  connect(&poll_, &QTimer::timeout, this, &LocalDaemon::look);
}

QString LocalDaemon::program() {
  if (const QString named = qEnvironmentVariable("PAYDESKD"); !named.isEmpty()) return executable(named);
  const QString sibling = executable(QCoreApplication::applicationDirPath() + QStringLiteral("/paydeskd"));
  return sibling.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("paydeskd")) : sibling;
}

void LocalDaemon::ensure(const client::Locator& locator) {
  cancel();
  locator_ = locator;
  // From the event loop: whoever called is not yet listening, and one turn later is soon enough.
  poll_.start();
}

void LocalDaemon::cancel() {
  poll_.stop();
  pid_ = 0;
}

void LocalDaemon::look() {
  const auto endpoint = client::locate(locator_);
  if (endpoint && is_alive(endpoint->pid)) {
    cancel();
    Q_EMIT ready(*endpoint);
    return;
  }
  if (!endpoint && endpoint.error().code != ErrorCode::not_found) return give_up(endpoint.error());
  if (pid_ == 0) {
    const auto started = start();
    if (!started) return give_up(started.error());
    pid_ = *started;
    since_.start();
    Q_EMIT starting();
    return;
  }
  if (!is_alive(pid_))
    return give_up({ErrorCode::failed_precondition,
                    "The daemon ended while it was starting: " + last_line_of(log_path_) + " (" +
                        log_path_.toStdString() + ")",
                    {}});
  if (since_.elapsed() > std::chrono::milliseconds(longest_start).count())
    give_up({ErrorCode::unavailable,
             "The daemon was started but does not answer yet. Its log: " + log_path_.toStdString(),
             {}});
}

Result<qint64> LocalDaemon::start() {
  const QString paydeskd = program();
  if (paydeskd.isEmpty())
    return fail(ErrorCode::not_found,
                "No daemon runs on this machine and paydeskd is not installed here. Install it, "
                "or name a daemon with --address.");
  const QString folder = client::state_folders(locator_.instance).front();
  if (!QDir().mkpath(folder))
    return fail(ErrorCode::permission_denied, "The folder " + folder.toStdString() + " cannot be made.");
  log_path_ = folder + QStringLiteral("/paydeskd.log");
  QProcess process;
  process.setProgram(paydeskd);
  process.setArguments({QStringLiteral("--instance"), QString::fromStdString(locator_.instance)});
  process.setWorkingDirectory(folder);
  process.setStandardInputFile(QProcess::nullDevice());
  process.setStandardOutputFile(log_path_, QIODevice::Append);
  process.setStandardErrorFile(log_path_, QIODevice::Append);
  qint64 pid = 0;
  if (!process.startDetached(&pid))
    return fail(ErrorCode::failed_precondition,
                paydeskd.toStdString() + " cannot be started: " + process.errorString().toStdString());
  return pid;
}

void LocalDaemon::give_up(Error error) {
  cancel();
  Q_EMIT failed(error);
}

} // namespace paydesk::session
