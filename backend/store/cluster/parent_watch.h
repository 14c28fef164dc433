// A small process that stops the server when the process that started it dies, however it dies.
#pragma once

#include "core/result.h"
#include "store/cluster/child_process.h"
#include "store/cluster/socket_directory.h"

#include <filesystem>
#include <optional>

namespace paydesk::store {

/// Owns the watching process and the pipe it listens to. PR_SET_PDEATHSIG would not do: it fires when the
/// *thread* that forked ends.
class ParentWatch {
 public:
  /// From now on the postmaster is stopped when we end and its socket folder removed; `remove` (when not
  /// empty) is deleted after that, and also when the watch itself ends.
  static Result<ParentWatch> begin(const Process& postmaster, std::filesystem::path server_dir,
                                   SocketDirectory sockets, std::filesystem::path remove);

  ParentWatch(ParentWatch&&) noexcept = default;
  ParentWatch& operator=(ParentWatch&&) noexcept = default;
  ~ParentWatch();

 private:
  ParentWatch(Process watcher, UniqueFd lifeline) noexcept
      : watcher_(std::move(watcher)), lifeline_(std::move(lifeline)) {}
  std::optional<Process> watcher_;
  UniqueFd lifeline_;
};

} // namespace paydesk::store
