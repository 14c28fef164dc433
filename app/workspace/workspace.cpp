#include "app/workspace/workspace.h"

#include <initializer_list>
#include <utility>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QUuid>
#include <QVariant>

#include "app/workspace/schema.h"

namespace paydesk::workspace {
namespace {

Q_LOGGING_CATEGORY(log, "paydesk.workspace")

constexpr int kept_searches = 20;

QString default_path(const QString& instance) {
  return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/paydesk/") +
         instance + QStringLiteral("/workspace.sqlite");
}

Result<void> open_file(const QString& connection, const QString& path) {
  auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
  database.setDatabaseName(path);
  if (!database.open()) return fail(ErrorCode::unavailable, database.lastError().text().toStdString());
  return migrate(database);
}

void close_file(const QString& connection) {
  QSqlDatabase::database(connection, false).close();
  QSqlDatabase::removeDatabase(connection);
}

/// Renames the file and its companions; the new name, or empty when that fails.
QString set_aside(const QString& path) {
  const QString kept = path + QStringLiteral(".aside-") +
                       QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
  for (const auto& suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")})
    QFile::rename(path + suffix, kept + suffix);
  return QFile::rename(path, kept) ? kept : QString();
}

QString aside_notice(ErrorCode code, const QString& kept) {
  const QString name = QFileInfo(kept).fileName();
  return code == ErrorCode::data_loss
             ? QCoreApplication::translate(
                   "Workspace", "Your saved views and drafts were damaged. The file is kept as %1; "
                                "this start begins with empty ones.")
                   .arg(name)
             : QCoreApplication::translate("Workspace",
                                           "Your saved views and drafts are of a newer version. The file is "
                                           "kept as %1; this start begins with empty ones.")
                   .arg(name);
}

QString memory_notice(const QString& path, const Error& error) {
  return QCoreApplication::translate("Workspace",
                                     "%1 cannot be written (%2). Views and drafts last until you close the "
                                     "window.")
      .arg(path, QString::fromStdString(error.message));
}

QSqlQuery run(const QString& connection, const char* sql, std::initializer_list<QVariant> values = {}) {
  QSqlQuery query(QSqlDatabase::database(connection, false));
  query.setForwardOnly(true);
  bool done = query.prepare(QString::fromLatin1(sql));
  for (const auto& value : values)
    query.addBindValue(value);
  done = done && query.exec();
  if (!done) qCWarning(log) << "statement failed:" << sql << query.lastError().text();
  return query;
}

QString now_text() { return QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs); }

} // namespace

std::unique_ptr<Workspace> Workspace::open(const QString& instance, QString path) {
  if (path.isEmpty()) path = default_path(instance);
  QDir().mkpath(QFileInfo(path).absolutePath());
  const QString connection =
      QStringLiteral("workspace-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
  auto opened = open_file(connection, path);
  QString notice;
  if (!opened && opened.error().code != ErrorCode::unavailable) {
    const ErrorCode why = opened.error().code;
    close_file(connection);
    if (const QString kept = set_aside(path); !kept.isEmpty()) notice = aside_notice(why, kept);
    opened = open_file(connection, path);
  }
  if (!opened) {
    notice = memory_notice(path, opened.error());
    close_file(connection);
    path = QStringLiteral(":memory:");
    opened = open_file(connection, path);
  }
  return std::unique_ptr<Workspace>(new Workspace(connection, path, notice));
}

Workspace::Workspace(QString connection, QString path, QString notice)
    : connection_(std::move(connection)), path_(std::move(path)), notice_(std::move(notice)) {}

Workspace::~Workspace() { close_file(connection_); }

QString Workspace::setting(const QString& key, const QString& fallback) const {
  auto query = run(connection_, "SELECT value FROM setting WHERE key = ?", {key});
  return query.next() ? query.value(0).toString() : fallback;
}

void Workspace::set_setting(const QString& key, const QString& value) {
  run(connection_, "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",
      {key, value.isNull() ? QLatin1String("") : value});
}

QByteArray Workspace::layout(const QString& name) const {
  auto query = run(connection_, "SELECT state FROM layout WHERE name = ?", {name});
  return query.next() ? query.value(0).toByteArray() : QByteArray();
}

void Workspace::set_layout(const QString& name, const QByteArray& state) {
  run(connection_, "INSERT OR REPLACE INTO layout (name, state) VALUES (?, ?)", {name, state});
}

std::vector<SavedView> Workspace::saved_views(const QString& screen) const {
  auto query = run(connection_,
                   "SELECT id, screen, name, filter, layout, position FROM saved_view WHERE screen = ?"
                   " ORDER BY position, name",
                   {screen});
  std::vector<SavedView> views;
  while (query.next())
    views.push_back({query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
                     query.value(3).toString(), query.value(4).toByteArray(), query.value(5).toInt()});
  return views;
}

Result<SavedView> Workspace::save_view(SavedView view) {
  auto same_name = run(connection_, "SELECT 1 FROM saved_view WHERE screen = ? AND name = ? AND id <> ?",
                       {view.screen, view.name, view.id.isNull() ? QLatin1String("") : view.id});
  if (same_name.next())
    return fail(ErrorCode::already_exists, "A view with this name exists already.", "name");
  if (view.id.isEmpty()) view.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
  run(connection_,
      "INSERT OR REPLACE INTO saved_view (id, screen, name, filter, layout, position) VALUES (?, ?, ?, ?, ?, "
      "?)",
      {view.id, view.screen, view.name, view.filter.isNull() ? QLatin1String("") : view.filter, view.layout,
       view.position});
  return view;
}

void Workspace::remove_view(const QString& id) {
  run(connection_, "DELETE FROM saved_view WHERE id = ?", {id});
}

std::optional<Draft> Workspace::draft(const QString& kind, const QString& subject) const {
  auto query =
      run(connection_, "SELECT content, saved_at FROM draft WHERE kind = ? AND subject = ?", {kind, subject});
  if (!query.next()) return std::nullopt;
  return Draft{kind, subject, query.value(0).toByteArray(),
               QDateTime::fromString(query.value(1).toString(), Qt::ISODateWithMs)};
}

std::vector<Draft> Workspace::drafts() const {
  auto query = run(connection_, "SELECT kind, subject, content, saved_at FROM draft ORDER BY saved_at DESC");
  std::vector<Draft> drafts;
  while (query.next())
    drafts.push_back({query.value(0).toString(), query.value(1).toString(), query.value(2).toByteArray(),
                      QDateTime::fromString(query.value(3).toString(), Qt::ISODateWithMs)});
  return drafts;
}

void Workspace::save_draft(const QString& kind, const QString& subject, const QByteArray& content) {
  run(connection_, "INSERT OR REPLACE INTO draft (kind, subject, content, saved_at) VALUES (?, ?, ?, ?)",
      {kind, subject, content.isNull() ? QByteArray("") : content, now_text()});
}

void Workspace::discard_draft(const QString& kind, const QString& subject) {
  run(connection_, "DELETE FROM draft WHERE kind = ? AND subject = ?", {kind, subject});
}

QStringList Workspace::recent_searches(const QString& screen) const {
  auto query =
      run(connection_, "SELECT text FROM search WHERE screen = ? ORDER BY used DESC LIMIT 20", {screen});
  QStringList texts;
  while (query.next())
    texts.push_back(query.value(0).toString());
  return texts;
}

void Workspace::remember_search(const QString& screen, const QString& text) {
  if (text.trimmed().isEmpty()) return;
  run(connection_,
      "INSERT OR REPLACE INTO search (screen, text, used)"
      " SELECT ?, ?, coalesce(max(used), 0) + 1 FROM search WHERE screen = ?",
      {screen, text.trimmed(), screen});
  run(connection_,
      "DELETE FROM search WHERE screen = ? AND text NOT IN"
      " (SELECT text FROM search WHERE screen = ? ORDER BY used DESC LIMIT ?)",
      {screen, screen, kept_searches});
}

QByteArray Workspace::last_page(const QString& list) const {
  auto query = run(connection_, "SELECT page FROM last_page WHERE list = ?", {list});
  return query.next() ? query.value(0).toByteArray() : QByteArray();
}

void Workspace::set_last_page(const QString& list, const QByteArray& page) {
  run(connection_, "INSERT OR REPLACE INTO last_page (list, page, seen_at) VALUES (?, ?, ?)",
      {list, page.isNull() ? QByteArray("") : page, now_text()});
}

} // namespace paydesk::workspace
