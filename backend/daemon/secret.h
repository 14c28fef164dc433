// A secret value that is never printed by accident.
#pragma once

#include "core/result.h"

#include <filesystem>
#include <string>
#include <utility>

namespace paydesk::daemon {

/// A key or password and where it came from. Nothing formats or streams it; only reveal() gives it.
class Secret {
 public:
  Secret() = default;
  Secret(std::string value, std::string source) : value_(std::move(value)), source_(std::move(source)) {}

  [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
  [[nodiscard]] const std::string& reveal() const noexcept { return value_; }
  /// "file /etc/…" or "environment variable X": fit for printing.
  [[nodiscard]] const std::string& source() const noexcept { return source_; }

 private:
  std::string value_;
  std::string source_;
};

/// Refuses a file that is missing, no regular file, or that others than its owner and group may read or
/// write.
Result<void> check_secret_file(const std::filesystem::path& path);

/// Reads a secret from such a file; one line break at the end does not count. It must not be empty.
Result<Secret> read_secret_file(const std::filesystem::path& path);

/// Reads a secret from an environment variable, which must be set and not empty.
Result<Secret> read_secret_variable(const std::string& name);

} // namespace paydesk::daemon
