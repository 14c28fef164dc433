// Making PostgreSQL's data directory once, configuring it, and starting the server in it.
#pragma once

#include "core/result.h"
#include "store/cluster/child_process.h"
#include "store/cluster/data_directory.h"
#include "store/cluster/server_binaries.h"

#include <chrono>
#include <filesystem>
#include <string_view>

namespace paydesk::store {

/// Runs initdb when there is no server directory yet; a crash on the way leaves nothing that counts.
Result<void> make_server_dir(const ServerBinaries& binaries, const DataDirectory& directory, const RunAs& who,
                             bool durable);

/// Writes paydesk.conf, its include line and pg_hba.conf; tells whether anything changed.
Result<bool> write_configuration(const std::filesystem::path& server_dir, std::string_view settings,
                                 const RunAs& who);

/// Starts the server and waits until it accepts connections; on failure the Error holds what it complained
/// of, and no process is left.
Result<Process> launch_server(const ServerBinaries& binaries, const std::filesystem::path& server_dir,
                              const std::filesystem::path& socket_dir, const RunAs& who,
                              std::chrono::seconds patience);

} // namespace paydesk::store
