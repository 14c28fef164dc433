// A private PostgreSQL server for one Paydesk instance: no TCP, one 0700 socket directory, started, adopted,
// recovered and stopped by the daemon itself.
#pragma once

#include "core/result.h"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace paydesk::store {

inline constexpr std::string_view cluster_database = "paydesk";         ///< made by start()
inline constexpr std::string_view cluster_owner_role = "paydesk_owner"; ///< owns the database, migrates
inline constexpr std::string_view cluster_app_role = "paydesk_app";     ///< what the daemon runs as

/// How one embedded cluster is run.
struct ClusterOptions {
  std::filesystem::path data_dir;   ///< made when absent; must be empty or one of ours
  std::filesystem::path socket_dir; ///< at most 93 bytes; empty: a short one is chosen
  bool fsync = true;                ///< false only for data that may be lost (tests)
  std::vector<std::pair<std::string, std::string>> settings =
      {};                             ///< extra postgresql.conf settings, these win
  std::string run_as = "postgres";    ///< whom the server runs as when we are root; ignored otherwise
  std::filesystem::path bin_dir = {}; ///< where initdb and postgres are; empty: the usual places
  bool die_with_parent = false;       ///< the server is stopped at once when this process dies (tests)
  std::filesystem::path remove_with_parent = {}; ///< with die_with_parent: then deleted too (tests)
  std::chrono::seconds start_timeout{60}; ///< without any answer; crash recovery may take ten times that
  std::chrono::seconds stop_timeout{30};  ///< for a fast shutdown, then it is forced
};

/// Owns one running PostgreSQL server and the lock on its data directory; any one thread at a time.
/// The destructor stops the server unless leave_running() was called.
class EmbeddedCluster {
 public:
  /// Makes the cluster when there is none, adopts it when it runs already, else starts it (recovering from
  /// any crash), waits until it answers and sees to the database and roles. Blocks. Errors: invalid_argument
  /// (paths, settings), failed_precondition (binaries missing, foreign, unreachable or other-version
  /// directory), permission_denied (owner, read-only), conflict (in use), exhausted (disk full), unavailable
  /// (the server does not start).
  static Result<EmbeddedCluster> start(ClusterOptions options);

  EmbeddedCluster(EmbeddedCluster&&) noexcept;
  EmbeddedCluster& operator=(EmbeddedCluster&&) noexcept;
  ~EmbeddedCluster();

  /// A libpq connection string through the Unix socket.
  [[nodiscard]] std::string connection_string(std::string_view database = cluster_database,
                                              std::string_view user = cluster_app_role) const;

  /// Starts the server again when it has ended by itself (a full disk, the kernel out of memory), with the same
  /// connection strings. Does nothing while it runs. Blocks; errors as those of start(), and failed_precondition
  /// with die_with_parent, whose watch is for one server only.
  Result<void> revive();

  /// Stops the server: fast, then immediate, then killed; returns when no process of it is left.
  /// Stopping a stopped cluster does nothing.
  Result<void> stop();

  /// Lets the server outlive this object (the next start() adopts it).
  void leave_running() noexcept;

  [[nodiscard]] bool running() const;
  [[nodiscard]] bool adopted() const noexcept; ///< it ran before start() came
  [[nodiscard]] pid_t postmaster_pid() const noexcept;
  [[nodiscard]] const std::filesystem::path& socket_dir() const noexcept;
  [[nodiscard]] const std::filesystem::path& server_dir() const noexcept; ///< PostgreSQL's own data directory

 private:
  struct State;
  explicit EmbeddedCluster(std::unique_ptr<State> state) noexcept;
  Result<EmbeddedCluster> complete() &&;
  std::unique_ptr<State> state_;
};

} // namespace paydesk::store
