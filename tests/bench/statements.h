// Where the server's time went, by statement.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/result.h"

namespace paydesk::bench {

/// What a cluster must be started with for print_statements().
inline const std::vector<std::pair<std::string, std::string>> statement_settings{
    {"shared_preload_libraries", "pg_stat_statements"}, {"pg_stat_statements.track", "all"}};

/// In microseconds a payment. Nested statements, marked ">", count in their callers too.
Result<void> print_statements(const std::string& database, double payments);

/// How many charges, calls to the PSP and webhooks of each kind there were.
Result<void> print_traffic(const std::string& database);

} // namespace paydesk::bench
