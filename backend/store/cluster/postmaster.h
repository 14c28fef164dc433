// Finding and stopping the PostgreSQL processes of one data directory, whoever started them.
#pragma once

#include "core/result.h"
#include "store/cluster/child_process.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace paydesk::store {

/// What postmaster.pid says about a server that really runs.
struct RunningPostmaster {
  Process process;
  std::filesystem::path socket_dir; ///< empty when it has not written it yet
};

/// Whether that process is a PostgreSQL server process, of any cluster.
bool is_postgres(pid_t pid);

/// The living server of that directory; nothing when postmaster.pid is absent or stale.
std::optional<RunningPostmaster> find_postmaster(const std::filesystem::path& server_dir);

/// Every process of that directory: the server, its children, and orphans of a killed one.
std::vector<pid_t> processes_of(const std::filesystem::path& server_dir);

/// After a crash: waits for orphans, kills those that do not leave, then removes the stale postmaster.pid.
Result<void> clear_crashed(const std::filesystem::path& server_dir);

/// Fast shutdown, then immediate, then SIGKILL; returns when no process of the directory is left.
Result<void> stop_postmaster(Process& postmaster, const std::filesystem::path& server_dir,
                             std::chrono::milliseconds patience);

} // namespace paydesk::store
