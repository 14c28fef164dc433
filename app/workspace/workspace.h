// What the console remembers between two starts, in one SQLite file of the user's.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QByteArray>
#include <QDateTime>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>

#include "core/result.h"

namespace paydesk::workspace {

/// A named filter with its columns: one entry of a screen's list of views.
struct SavedView {
  QString id;     ///< given by save_view when empty
  QString screen; ///< "payments", "queues" …
  QString name;   ///< unique within the screen
  QString filter;
  QByteArray layout; ///< the header's state
  int position = 0;  ///< order in the list
};

/// An unfinished form: survives closing, crash and sign-out.
struct Draft {
  QString kind;    ///< "refund", "resolution" …
  QString subject; ///< the id of what it is about
  QByteArray content;
  QDateTime saved_at; ///< UTC: the draft's age
};

/// Owns the database connection; lives on the GUI thread, where each of its statements takes well under a
/// millisecond (one row by primary key, no wait for the disk: WAL, synchronous off). A file that is damaged
/// or newer than this program is set aside and notice() tells so; where no file can be written at all,
/// everything is kept in memory for this run.
class Workspace {
 public:
  /// Opens or makes the file; `path` empty: in the user's data folder, per instance.
  static std::unique_ptr<Workspace> open(const QString& instance, QString path = {});
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  /// What the user should know about the opening ("… was damaged and is kept as …"); empty when all is well.
  const QString& notice() const noexcept { return notice_; }
  const QString& path() const noexcept { return path_; }

  /// Settings: "theme", "language" …
  QString setting(const QString& key, const QString& fallback = {}) const;
  void set_setting(const QString& key, const QString& value);

  /// Layouts of windows, docks and headers, by name.
  QByteArray layout(const QString& name) const;
  void set_layout(const QString& name, const QByteArray& state);

  std::vector<SavedView> saved_views(const QString& screen) const;
  /// already_exists: another view of the screen has this name.
  Result<SavedView> save_view(SavedView view);
  void remove_view(const QString& id);

  std::optional<Draft> draft(const QString& kind, const QString& subject) const;
  /// The newest first.
  std::vector<Draft> drafts() const;
  void save_draft(const QString& kind, const QString& subject, const QByteArray& content);
  void discard_draft(const QString& kind, const QString& subject);

  /// The last 20 searches of a screen, the newest first.
  QStringList recent_searches(const QString& screen) const;
  void remember_search(const QString& screen, const QString& text);

  /// The last-seen first page of a list (PagedModel::snapshot), for an instant start.
  QByteArray last_page(const QString& list) const;
  void set_last_page(const QString& list, const QByteArray& page);

 private:
  Workspace(QString connection, QString path, QString notice);

  QString connection_; // name of the QSqlDatabase
  QString path_;
  QString notice_;
};

} // namespace paydesk::workspace
