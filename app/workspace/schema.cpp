#include "app/workspace/schema.h"

#include <array>
#include <span>

#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

namespace paydesk::workspace {
namespace {

constexpr std::array version_1 = {
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE layout (name TEXT PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE saved_view (id TEXT PRIMARY KEY, screen TEXT NOT NULL, name TEXT NOT NULL, filter TEXT NOT "
    "NULL,"
    " layout BLOB, position INTEGER NOT NULL, UNIQUE (screen, name)) WITHOUT ROWID",
    "CREATE TABLE draft (kind TEXT NOT NULL, subject TEXT NOT NULL, content BLOB NOT NULL, saved_at TEXT NOT "
    "NULL,"
    " PRIMARY KEY (kind, subject)) WITHOUT ROWID",
    "CREATE TABLE search (screen TEXT NOT NULL, text TEXT NOT NULL, used INTEGER NOT NULL,"
    " PRIMARY KEY (screen, text)) WITHOUT ROWID",
};
constexpr std::array version_2 = {
    "CREATE TABLE last_page (list TEXT PRIMARY KEY, page BLOB NOT NULL, seen_at TEXT NOT NULL)",
};
constexpr std::array<std::span<const char* const>, 2> versions = {version_1, version_2};

Error broken(const QSqlError& error) {
  // SQLite's own numbers: 11 damaged, 26 not a database.
  const bool damaged =
      error.nativeErrorCode() == QLatin1String("11") || error.nativeErrorCode() == QLatin1String("26");
  return {damaged ? ErrorCode::data_loss : ErrorCode::unavailable, error.text().toStdString(), {}};
}

Result<QVariant> ask(QSqlDatabase& database, const QString& sql) {
  QSqlQuery query(database);
  if (!query.exec(sql)) return tl::unexpected(broken(query.lastError()));
  return query.next() ? query.value(0) : QVariant();
}

Result<void> apply(QSqlDatabase& database, std::span<const char* const> statements, int version) {
  database.transaction();
  for (const char* statement : statements)
    if (auto done = ask(database, QString::fromLatin1(statement)); !done) {
      database.rollback();
      return tl::unexpected(done.error());
    }
  const auto numbered = ask(database, QStringLiteral("PRAGMA user_version = %1").arg(version));
  if (!numbered || !database.commit())
    return tl::unexpected(numbered ? broken(database.lastError()) : numbered.error());
  return {};
}

} // namespace

Result<void> migrate(QSqlDatabase& database) {
  for (const char* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", "PRAGMA busy_timeout = 200"})
    if (auto done = ask(database, QString::fromLatin1(pragma)); !done) return tl::unexpected(done.error());
  const auto check = ask(database, QStringLiteral("PRAGMA quick_check(1)"));
  if (!check) return tl::unexpected(check.error());
  if (check->toString() != QLatin1String("ok"))
    return fail(ErrorCode::data_loss, check->toString().toStdString());
  const auto present = ask(database, QStringLiteral("PRAGMA user_version"));
  if (!present) return tl::unexpected(present.error());
  const auto version = static_cast<std::size_t>(std::max(present->toInt(), 0));
  if (version > versions.size())
    return fail(ErrorCode::failed_precondition, "written by a newer version of the console");
  for (std::size_t next = version; next < versions.size(); ++next)
    if (auto done = apply(database, versions[next], static_cast<int>(next) + 1); !done) return done;
  return {};
}

} // namespace paydesk::workspace
