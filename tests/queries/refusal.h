// What the database refuses by itself.
#pragma once

#include <string>

#include <pqxx/pqxx>

namespace paydesk::test {

/// Runs it as this role; the SQLSTATE of the refusal, empty when it passed. Nothing stays.
inline std::string refusal(const std::string& role, const std::string& sql) {
  pqxx::connection connection(role);
  pqxx::work work(connection);
  try {
    work.exec(sql);
    work.exec("set constraints all immediate");
  } catch (const pqxx::insufficient_privilege&) {
    return "42501"; // libpqxx leaves it out
  } catch (const pqxx::sql_error& e) {
    return e.sqlstate();
  }
  return {};
}

} // namespace paydesk::test
