// paydeskd's flags: one for every single-valued setting, and what to do.
#pragma once

#include "daemon/config.h"

#include <string>
#include <utility>
#include <vector>

namespace paydesk::daemon {

enum class Task {
  run,
  check_config, ///< load it, say what is wrong, end
  print_config, ///< print what is in effect, secrets masked, end
  show,         ///< print `text` (help or version), end with status 0
};

struct CommandLine {
  Task task = Task::run;
  std::string text;                                       ///< for Task::show
  std::filesystem::path config_file;                      ///< empty when not given
  std::vector<std::pair<std::string, std::string>> flags; ///< for ConfigSources::flags
};

/// Reads the arguments, the program's name first. invalid_argument names the flag.
Result<CommandLine> parse_command_line(int count, const char* const* arguments, const std::string& version);

} // namespace paydesk::daemon
