// Keeps the embedded database running, and knows why it does not.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "core/result.h"
#include "daemon/disk_room.h"
#include "daemon/fault_log.h"
#include "daemon/restart_pace.h"
#include "daemon/worker.h"
#include "store/cluster/embedded_cluster.h"

namespace paydesk::daemon {

/// Owns the embedded PostgreSQL and the thread that starts it again when it has ended by itself. A full disk ends it:
/// then it is tried again at a growing pace, and at once when room was made.
class DatabaseKeeper {
 public:
  /// Starts or adopts the server of this folder. `log` outlives it.
  static Result<std::unique_ptr<DatabaseKeeper>> start(const std::filesystem::path& folder, FaultLog& log);
  ~DatabaseKeeper();
  DatabaseKeeper(const DatabaseKeeper&) = delete;
  DatabaseKeeper& operator=(const DatabaseKeeper&) = delete;

  /// A libpq connection string, the same for as long as this lives.
  std::string connection_string(std::string_view role) const;
  bool adopted() const noexcept { return cluster_.adopted(); }
  /// Why there is no database now, what happens next and what to do; empty while it runs. Thread-safe.
  std::string trouble() const;
  const std::filesystem::path& folder() const noexcept { return folder_; }
  /// No further starts; ends the server.
  Result<void> stop();

 private:
  using Steady = std::chrono::steady_clock;

  DatabaseKeeper(store::EmbeddedCluster cluster, std::filesystem::path folder, FaultLog& log);
  void look();
  void notice_end();
  void start_again();
  bool room_was_made() const;
  void tell(std::string trouble);

  store::EmbeddedCluster cluster_; ///< after the start the guard's alone
  const std::filesystem::path folder_;
  FaultLog& log_;
  RestartPace pace_;
  bool down_ = false;
  Steady::time_point started_ = Steady::now();
  Steady::time_point next_try_{};
  std::int64_t room_at_failure_ = 0; ///< bytes
  mutable std::mutex mutex_;
  std::string trouble_;
  std::unique_ptr<Worker> guard_;
};

} // namespace paydesk::daemon
