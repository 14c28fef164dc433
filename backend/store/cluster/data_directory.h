// The folder an embedded cluster lives in: marker and lock of ours, PostgreSQL's own directory below.
#pragma once

#include "core/result.h"
#include "store/cluster/run_as.h"
#include "store/cluster/unique_fd.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace paydesk::store {

/// Owns the lock on one data directory for as long as it lives. Inside: `paydesk.cluster` (marker: whose it
/// is, where the socket is) and `pgdata` (PostgreSQL's, with its log).
class DataDirectory {
 public:
  /// Makes or opens it, refuses foreign contents and wrong owners, locks it.
  static Result<DataDirectory> open(const std::filesystem::path& path, const RunAs& who);

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::filesystem::path server() const { return path_ / "pgdata"; }
  /// Where initdb works; renamed to server() when complete, so a half-made cluster is never mistaken for one.
  [[nodiscard]] std::filesystem::path unfinished() const { return path_ / "pgdata.new"; }
  /// The major version of the cluster inside; nothing when there is none yet.
  [[nodiscard]] Result<std::optional<int>> major() const;
  /// Records where the socket is, for persons and tools.
  Result<void> record_socket_dir(const std::filesystem::path& socket_dir, const RunAs& who) const;

 private:
  DataDirectory(std::filesystem::path path, UniqueFd lock) noexcept
      : path_(std::move(path)), lock_(std::move(lock)) {}
  std::filesystem::path path_;
  UniqueFd lock_;
};

/// Replaces a file as a whole (a reader sees the old or the new one), 0600, owned by the user. Tells whether
/// its contents changed.
Result<bool> write_file(const std::filesystem::path& path, std::string_view text, const RunAs& who);

/// The contents; empty when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// An Error for a failed system call on a path: full, read-only and forbidden each say so.
Error path_error(std::string_view what, const std::filesystem::path& path, int problem);

} // namespace paydesk::store
