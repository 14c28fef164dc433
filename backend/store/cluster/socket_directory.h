// Where the server's Unix socket lives: a short private folder.
#pragma once

#include "core/result.h"
#include "store/cluster/run_as.h"

#include <filesystem>

namespace paydesk::store {

inline constexpr int socket_port = 5432; ///< part of the socket's file name only; there is no TCP

/// The longest socket folder: sun_path holds 107 bytes, "/.s.PGSQL.5432" is 14 of them.
inline constexpr std::size_t longest_socket_dir = 107 - 14;

struct SocketDirectory {
  std::filesystem::path path;
  bool chosen = false; ///< by us: it belongs to this cluster alone and is removed when the server stops
};

/// Refuses a path that is relative, too long or contains a control character.
Result<void> check_socket_dir(const std::filesystem::path& wanted);

/// Makes `wanted`, or a folder named after the data directory: /run/paydesk/<hash> for root,
/// /tmp/paydesk-<uid>-<hash> otherwise. It is a real folder of that user with mode 0700, or an Error.
Result<SocketDirectory> prepare_socket_dir(const std::filesystem::path& wanted,
                                           const std::filesystem::path& data_dir, const RunAs& who);

/// Deletes a socket and its lock file left by a server that was killed; conflict when another cluster uses
/// it.
Result<void> clear_stale_socket(const std::filesystem::path& socket_dir,
                                const std::filesystem::path& server_dir);

/// Deletes the folder after the server stopped, when we chose it.
void remove_socket_dir(const SocketDirectory& directory) noexcept;

} // namespace paydesk::store
