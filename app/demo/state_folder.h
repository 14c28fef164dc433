// The folder in which one demo keeps everything.
#pragma once

#include <memory>

#include <QString>
#include <QTemporaryDir>

#include "core/result.h"

namespace paydesk::demo {

/// Owns a folder that only a demo uses. A temporary one goes with it, any other stays.
class StateFolder {
 public:
  /// A new one with a short path, as Unix sockets' paths are limited.
  static Result<StateFolder> temporary();
  /// This folder, made when absent. Refuses one that has content and was not made by a demo.
  static Result<StateFolder> at(const QString& path);

  const QString& path() const noexcept { return path_; }
  QString file(const char* name) const { return path_ + QLatin1Char('/') + QLatin1String(name); }
  bool has(const char* name) const;
  /// Throws away what an earlier demo left here.
  Result<void> clear() const;

 private:
  explicit StateFolder(QString path) : path_(std::move(path)) {}
  Result<void> claim() const;

  QString path_;
  std::unique_ptr<QTemporaryDir> temporary_;
};

} // namespace paydesk::demo
