#include "app/demo/state_folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace paydesk::demo {
namespace {

constexpr const char* marker = "paydesk-demo";

/// Passable by all and readable by its owner: the database server of a daemon started as root runs as another user.
constexpr QFileDevice::Permissions passable = QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                              QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;

} // namespace

Result<StateFolder> StateFolder::temporary() {
  auto made = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/pd-XXXXXX"));
  if (!made->isValid())
    return fail(ErrorCode::permission_denied, "no temporary folder: " + made->errorString().toStdString());
  StateFolder folder(made->path());
  folder.temporary_ = std::move(made);
  if (auto claimed = folder.claim(); !claimed)
    return tl::unexpected(claimed.error());
  return folder;
}

Result<StateFolder> StateFolder::at(const QString& path) {
  StateFolder folder(QDir(path).absolutePath());
  const QDir there(folder.path_);
  if (there.exists() && !there.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot) && !folder.has(marker))
    return fail(ErrorCode::failed_precondition,
                folder.path_.toStdString() + " holds something that is no demo; choose another folder");
  if (auto claimed = folder.claim(); !claimed)
    return tl::unexpected(claimed.error());
  return folder;
}

bool StateFolder::has(const char* name) const { return QFileInfo::exists(file(name)); }

Result<void> StateFolder::clear() const {
  QDir there(path_);
  if (there.exists() && !there.removeRecursively())
    return fail(ErrorCode::permission_denied, "cannot clear " + path_.toStdString());
  return claim();
}

Result<void> StateFolder::claim() const {
  QFile mark(file(marker));
  if (!QDir().mkpath(path_) || !QFile::setPermissions(path_, passable) || !mark.open(QIODevice::WriteOnly))
    return fail(ErrorCode::permission_denied, "cannot write to " + path_.toStdString());
  return {};
}

} // namespace paydesk::demo
