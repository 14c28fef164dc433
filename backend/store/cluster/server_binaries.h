// Finds initdb and postgres of the right major version.
#pragma once

#include "core/result.h"
#include "store/cluster/run_as.h"

#include <filesystem>
#include <optional>

namespace paydesk::store {

struct ServerBinaries {
  std::filesystem::path directory;
  int major = 0; ///< what `postgres --version` says

  [[nodiscard]] std::filesystem::path postgres() const { return directory / "postgres"; }
  [[nodiscard]] std::filesystem::path initdb() const { return directory / "initdb"; }
};

/// Looks in `preferred` alone when given, else in the usual places, newest version first. `major`: what an
/// existing data directory needs. The Error lists where it looked and names the package.
Result<ServerBinaries> find_server_binaries(const std::filesystem::path& preferred, std::optional<int> major,
                                            const RunAs& who);

} // namespace paydesk::store
