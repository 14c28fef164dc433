#include "store/cluster/server_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace paydesk::store {

namespace {

using Setting = std::pair<std::string_view, std::string_view>;

constexpr std::array tuned{
    Setting{"max_connections", "64"},
    Setting{"shared_buffers", "256MB"},
    Setting{"effective_cache_size", "1GB"},
    Setting{"random_page_cost", "1.1"},
    Setting{"wal_compression", "on"},
    Setting{"max_wal_size", "2GB"},
    Setting{"checkpoint_timeout", "15min"},
    Setting{"checkpoint_completion_target", "0.9"},
    // Whether and when a server that crashed comes back is one decision, made by who watches the disk too.
    Setting{"restart_after_crash", "off"},
    Setting{"password_encryption", "scram-sha-256"},
    Setting{"unix_socket_permissions", "0700"},
    Setting{"timezone", "UTC"},
    Setting{"log_timezone", "UTC"},
    Setting{"lc_messages", "C.UTF-8"},
    Setting{"logging_collector", "on"},
    Setting{"log_directory", "log"},
    // One file a weekday, overwritten a week later: the log never grows without bound.
    Setting{"log_filename", "postgresql-%a.log"},
    Setting{"log_truncate_on_rotation", "on"},
    Setting{"log_rotation_age", "1d"},
    Setting{"log_rotation_size", "0"},
    Setting{"log_line_prefix", "%m [%p] %q%u@%d %a "},
    Setting{"log_min_duration_statement", "2s"},
    Setting{"log_lock_waits", "on"},
};

constexpr std::array safe{Setting{"fsync", "on"}, Setting{"synchronous_commit", "on"},
                          Setting{"full_page_writes", "on"}};
constexpr std::array throwaway{Setting{"fsync", "off"}, Setting{"synchronous_commit", "off"},
                               Setting{"full_page_writes", "off"}};

std::string line(std::string_view name, std::string_view value) {
  std::string quoted;
  for (const char c : value) {
    if (c == '\'' || c == '\\') quoted += c;
    quoted += c;
  }
  return fmt::format("{} = '{}'\n", name, quoted);
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

} // namespace

Result<std::string> server_settings(const ClusterOptions& options) {
  std::string text = "# Written by Paydesk at every start; change the instance's configuration instead.\n";
  for (const auto& [name, value] : tuned)
    text += line(name, value);
  for (const auto& [name, value] : options.fsync ? safe : throwaway)
    text += line(name, value);
  for (const auto& [name, value] : options.settings) {
    if (!is_name(name))
      return invalid("settings", "\"" + name + "\" is not the name of a PostgreSQL setting");
    if (value.find_first_of(std::string_view("\n\r\0", 3)) != std::string::npos)
      return invalid("settings", "the value of " + name + " contains a line break");
    text += line(name, value);
  }
  return text;
}

std::string access_rules() {
  return "# Written by Paydesk at every start. The socket's folder has mode 0700; there is no TCP.\n"
         "local all all trust\n";
}

} // namespace paydesk::store
