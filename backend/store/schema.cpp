#include "store/schema.h"

#include <pqxx/pqxx>

#include "core/lifecycle.h"
#include "store/migrations.h"

namespace paydesk::store {
namespace {

constexpr const char* lock_sql = "select pg_advisory_lock(7246830001)";

constexpr const char* table_sql = R"(
create table if not exists schema_migration (
  version    int primary key,
  name       text not null,
  checksum   text not null,
  applied_at timestamptz not null default now()
))";

void apply(pqxx::connection& connection, const Migration& migration) {
  pqxx::work work(connection);
  work.exec(std::string(migration.sql));
  work.exec_params("insert into schema_migration (version, name, checksum) values ($1, $2, md5($3))",
                   migration.version, std::string(migration.name), std::string(migration.sql));
  work.commit();
}

Result<int> apply_missing(pqxx::connection& connection) {
  int applied = 0;
  int newest = 0;
  for (const auto& migration : migrations()) {
    newest = migration.version;
    pqxx::nontransaction read(connection);
    const auto rows = read.exec_params("select checksum = md5($2) from schema_migration where version = $1",
                                       migration.version, std::string(migration.sql));
    if (!rows.empty() && !rows[0][0].as<bool>())
      return fail(ErrorCode::failed_precondition, "migration " + std::string(migration.name) +
                                                      " was applied in another form; nothing was changed");
    if (!rows.empty())
      continue;
    read.abort();
    apply(connection, migration);
    ++applied;
  }
  pqxx::nontransaction read(connection);
  const auto beyond = read.exec_params("select max(version) from schema_migration having max(version) > $1", newest);
  if (!beyond.empty())
    return fail(ErrorCode::failed_precondition,
                "the database has schema version " + std::string(beyond[0][0].c_str()) +
                    ", newer than this build's " + std::to_string(newest) + "; start a newer paydeskd");
  return applied;
}

Result<int> seed_lifecycle(pqxx::connection& connection, int applied) {
  pqxx::work work(connection);
  const auto seeded = work.exec("select checksum from lifecycle_seed");
  if (!seeded.empty()) {
    if (seeded[0][0].c_str() != lifecycle::checksum())
      return fail(ErrorCode::failed_precondition,
                  "the database's lifecycle tables differ from this build's; a migration that moves them is missing");
    return applied;
  }
  for (const auto& machine : lifecycle::tables())
    for (const auto& move : machine.transitions)
      work.exec_params("insert into lifecycle_transition values ($1, $2, $3, $4)", std::string(machine.name),
                       std::string(move.from), std::string(move.trigger), std::string(move.to));
  work.exec_params("insert into lifecycle_seed (checksum) values ($1)", lifecycle::checksum());
  work.exec("select guard_lifecycles()");
  work.commit();
  return applied;
}

} // namespace

Result<int> migrate(const std::string& owner_connection) {
  try {
    pqxx::connection connection(owner_connection);
    {
      pqxx::nontransaction setup(connection);
      setup.exec("set client_min_messages = warning");
      setup.exec(lock_sql);
      setup.exec(table_sql);
    }
    const auto applied = apply_missing(connection);
    return applied ? seed_lifecycle(connection, *applied) : applied;
  } catch (const pqxx::failure& e) {
    return fail(ErrorCode::unavailable, std::string("the schema could not be brought up to date: ") + e.what());
  }
}

} // namespace paydesk::store
