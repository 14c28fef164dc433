// paydesk-demo's command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace paydesk::demo {

struct Options {
  bool headless = false;
  bool serve = false;
  std::int64_t payments = 200;
  std::uint64_t seed = 1;
  int kills = 0;
  double fault_rate = 0.02;
  bool json = false;
  std::string keep;       ///< folder that the state is kept in; empty: it is thrown away
  bool still = false;     ///< --serve: no more traffic once filled
  std::string ready_file; ///< --serve: gets a word when something is ready: "up", then "filled"
};

/// The options, or the exit code to end with after help or a complaint was printed.
struct CommandLine {
  Options options;
  std::optional<int> exit_code;
};
CommandLine read_command_line(int argc, char** argv);

} // namespace paydesk::demo
