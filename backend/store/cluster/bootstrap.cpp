#include "store/cluster/bootstrap.h"

#include "store/cluster/embedded_cluster.h"
#include "store/cluster/socket_directory.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <memory>

namespace paydesk::store {

namespace {

using std::chrono::steady_clock;
using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr const char* make_roles = R"sql(
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'paydesk_owner') THEN
    CREATE ROLE paydesk_owner LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'paydesk_app') THEN
    CREATE ROLE paydesk_app LOGIN;
  END IF;
END
$$)sql";

constexpr const char* count_database = "SELECT 1 FROM pg_database WHERE datname = 'paydesk'";

constexpr const char* make_database =
    "CREATE DATABASE paydesk OWNER paydesk_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'";

constexpr const char* restrict_database = R"sql(
REVOKE ALL ON DATABASE paydesk FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE paydesk TO paydesk_app)sql";

std::string libpq_value(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "'";
}

/// Runs statements; the number of rows of the last one.
Result<int> run(PGconn* connection, const char* statements) {
  const Answer answer(PQexec(connection, statements), &PQclear);
  const auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return PQntuples(answer.get());
  return fail(ErrorCode::unavailable,
              fmt::format("the embedded PostgreSQL could not be prepared: {}", PQerrorMessage(connection)));
}

} // namespace

std::string socket_connection_string(const std::filesystem::path& socket_dir, std::string_view database,
                                     std::string_view user) {
  return fmt::format("host={} port={} dbname={} user={} connect_timeout=10", libpq_value(socket_dir.string()),
                     socket_port, libpq_value(database), libpq_value(user));
}

Readiness wait_ready(Process& postmaster, const std::filesystem::path& socket_dir,
                     std::chrono::seconds patience, std::chrono::seconds at_most) {
  const std::string target = socket_connection_string(socket_dir, "postgres", "postgres");
  auto last_heard = steady_clock::now();
  const auto begun = last_heard;
  for (;;) {
    const PGPing answer = PQping(target.c_str());
    if (answer == PQPING_OK) return Readiness::ready;
    const auto now = steady_clock::now();
    if (answer == PQPING_REJECT) last_heard = now;
    if (postmaster.wait_exit(std::chrono::milliseconds(20))) return Readiness::ended;
    if (now - last_heard > patience || now - begun > at_most) return Readiness::silent;
  }
}

Result<void> ensure_database(const std::filesystem::path& socket_dir) {
  const std::string target = socket_connection_string(socket_dir, "postgres", "postgres");
  const Connection connection(PQconnectdb(target.c_str()), &PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    return fail(ErrorCode::unavailable, fmt::format("cannot connect to the embedded PostgreSQL: {}",
                                                    PQerrorMessage(connection.get())));
  if (auto roles = run(connection.get(), make_roles); !roles) return tl::unexpected(roles.error());
  const auto there = run(connection.get(), count_database);
  if (!there) return tl::unexpected(there.error());
  if (*there == 0)
    if (auto made = run(connection.get(), make_database); !made) return tl::unexpected(made.error());
  if (auto restricted = run(connection.get(), restrict_database); !restricted)
    return tl::unexpected(restricted.error());
  return {};
}

} // namespace paydesk::store
