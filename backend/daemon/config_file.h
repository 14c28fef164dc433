// Reading the TOML file: every complaint names file, line and key.
#pragma once

#include "daemon/config.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace paydesk::daemon {

/// Everything that is wrong, collected so that one run tells all.
class Problems {
 public:
  void add(std::string_view where, std::string_view key, std::string_view what);
  [[nodiscard]] bool empty() const noexcept { return lines_.empty(); }
  /// One Error with a line for each problem. Only when not empty.
  [[nodiscard]] Error to_error() const;

 private:
  std::vector<std::string> lines_;
  std::string first_key_;
};

/// Reads a file into the configuration; what is wrong goes to `problems`.
void read_config_file(const std::filesystem::path& file, const std::vector<std::string>& providers,
                      Config& config, Problems& problems);

/// ": did you mean \"rest.port\"?" when one of the known names is close, else empty.
std::string suggestion(std::string_view unknown, const std::vector<std::string>& known);

} // namespace paydesk::daemon
