// The operating-system user the server runs as: ourselves, or `postgres` when we are root.
#pragma once

#include "core/result.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace paydesk::store {

/// Ids looked up before a fork, so that the child needs nothing but system calls.
struct RunAs {
  uid_t uid = 0;
  gid_t gid = 0;
  std::vector<gid_t> groups = {};
  std::string name = {};
  bool switches = false; ///< we are root and the child becomes somebody else
};

/// Ourselves; as root the user `when_root`, who must exist and not be root (PostgreSQL refuses root).
Result<RunAs> resolve_run_as(const std::string& when_root);

/// The name of a user id, or its number.
std::string user_name(uid_t uid);

/// Becomes that user for good; only in a forked child (async-signal-safe).
bool become(const RunAs& who) noexcept;

/// The first folder on the way to `path` that the user may not enter; empty when all may be entered.
Result<std::filesystem::path> first_unreachable(const RunAs& who, const std::filesystem::path& path);

} // namespace paydesk::store
