#include "tests/bench/statements.h"

#include <fmt/format.h>

#include "store/database.h"

namespace paydesk::bench {

Result<void> print_statements(const std::string& database, double payments) {
  store::Database server(database, 1);
  return server.in_transaction([&](store::Tx& tx) -> Result<void> {
    tx.exec("create extension pg_stat_statements");
    fmt::print("{:>8} {:>8} {:>9}  statement\n", "us/pay", "calls", "rows/call");
    for (const auto& row : tx.exec("select relname, n_tup_upd, n_tup_hot_upd from pg_stat_user_tables "
                                   "where n_tup_upd > 0 order by 1"))
      fmt::print("{:20} {:8} updates, {:8} in place\n", row[0].c_str(), row[1].as<std::int64_t>(), row[2].as<std::int64_t>());
    for (const auto& row : tx.exec("select total_exec_time, calls, rows, toplevel, left(regexp_replace(query, '\\s+', ' ', 'g'), 110) "
                                   "from pg_stat_statements order by 1 desc limit 45"))
      fmt::print("{:8.2f} {:8} {:9.1f} {} {}\n", row[0].as<double>() * 1000 / payments, row[1].as<std::int64_t>(),
                 row[2].as<double>() / row[1].as<double>(), row[3].as<bool>() ? " " : ">", row[4].c_str());
    return {};
  });
}

Result<void> print_traffic(const std::string& database) {
  store::Database server(database, 1);
  return server.in_transaction([&](store::Tx& tx) -> Result<void> {
    for (const auto& row : tx.exec(
             "select 'charges' as what, psp_account, state, count(*) from charge group by 2, 3 union all "
             "select 'calls', psp_account, operation, count(*) from attempt group by 2, 3 union all "
             "select 'webhooks', psp_account, event_type, count(*) from webhook_event group by 2, 3 order by 1, 2, 3"))
      fmt::print("{:10} {:10} {:25} {:8}\n", row[0].c_str(), row[1].c_str(), row[2].c_str(), row[3].as<std::int64_t>());
    return {};
  });
}

} // namespace paydesk::bench
