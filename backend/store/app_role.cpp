#include "store/app_role.h"

#include <pqxx/pqxx>

namespace paydesk::store {
namespace {

constexpr const char* provide_sql = R"(
do $$
begin
  perform pg_advisory_xact_lock(7246830002);
  if not exists (select from pg_roles where rolname = 'paydesk_app') then
    create role paydesk_app nologin;
  end if;
  if not pg_has_role(current_user, 'paydesk_app', 'member') then
    execute format('grant paydesk_app to %I', current_user);
  end if;
end
$$)";

} // namespace

Result<void> provide_app_role(const std::string& owner_connection) {
  try {
    pqxx::connection connection(owner_connection);
    try {
      pqxx::work work(connection);
      work.exec(provide_sql);
      work.commit();
      return {};
    } catch (const pqxx::insufficient_privilege&) {
      const std::string user = connection.quote_name(connection.username());
      return fail(ErrorCode::failed_precondition,
                  "the database's user " + user + " may not make or take the role paydesk_app, which the daemon runs "
                  "as; nothing was changed. Have an administrator run: CREATE ROLE paydesk_app NOLOGIN; "
                  "GRANT paydesk_app TO " + user + ";");
    }
  } catch (const pqxx::failure& error) {
    return fail(ErrorCode::unavailable, std::string("the database does not answer: ") + error.what());
  }
}

} // namespace paydesk::store
