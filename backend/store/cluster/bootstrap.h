// The first conversations with a server that starts: is it ready, and are our database and roles there.
#pragma once

#include "core/result.h"
#include "store/cluster/child_process.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace paydesk::store {

/// A libpq connection string through the socket, values quoted.
std::string socket_connection_string(const std::filesystem::path& socket_dir, std::string_view database,
                                     std::string_view user);

enum class Readiness { ready, ended, silent };

/// Waits until the server accepts connections: `ended` when the process is gone, `silent` when nothing
/// answered on the socket for `patience`, or when it answered "not yet" (crash recovery) for `at_most`.
Readiness wait_ready(Process& postmaster, const std::filesystem::path& socket_dir,
                     std::chrono::seconds patience, std::chrono::seconds at_most);

/// Makes the roles and the database that are not there yet.
Result<void> ensure_database(const std::filesystem::path& socket_dir);

} // namespace paydesk::store
