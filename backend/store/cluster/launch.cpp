#include "store/cluster/launch.h"

#include "store/cluster/bootstrap.h"
#include "store/cluster/postmaster.h"
#include "store/cluster/server_settings.h"
#include "store/cluster/socket_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace paydesk::store {

namespace {

namespace fs = std::filesystem;
constexpr const char* include_line = "include = 'paydesk.conf'\n";
constexpr std::size_t longest_excerpt = 1500;
constexpr std::uintmax_t longest_tail = 64 * 1024; ///< of a log

/// The lines of a log that say why, newest last; the log's end when none does.
std::string complaints(const std::string& log) {
  std::istringstream lines(log);
  std::string found;
  for (std::string line; std::getline(lines, line);)
    for (const char* mark : {"FATAL:", "PANIC:", "error:", "HINT:", "DETAIL:", "No space left",
                             "invalid value", "parameter \"", "syntax error"})
      if (line.find(mark) != std::string::npos) {
        found += line + "\n";
        break;
      }
  if (found.empty()) found = log;
  while (!found.empty() && (found.back() == '\n' || found.back() == ' '))
    found.pop_back();
  return found.size() > longest_excerpt ? found.substr(found.size() - longest_excerpt) : found;
}

ErrorCode code_for(const std::string& log) {
  const bool full = log.find("No space left on device") != std::string::npos ||
                    log.find("Disk quota exceeded") != std::string::npos;
  const bool forbidden = log.find("Read-only file system") != std::string::npos ||
                         log.find("Permission denied") != std::string::npos;
  return full ? ErrorCode::exhausted : forbidden ? ErrorCode::permission_denied : ErrorCode::unavailable;
}

fs::path log_of_today(const fs::path& server_dir) {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return server_dir / "log" / fmt::format("postgresql-{}.log", days[static_cast<std::size_t>(utc.tm_wday)]);
}

/// 0 when there is none.
std::uintmax_t size_of(const fs::path& file) {
  std::error_code problem;
  const auto size = fs::file_size(file, problem);
  return problem ? 0 : size;
}

/// What the server wrote since it started: to stderr at first, then to its log, of which the end tells why.
std::string said_since(int early, const fs::path& log, std::uintmax_t log_size_before) {
  const auto size = size_of(log);
  const auto from = std::max(log_size_before, size > longest_tail ? size - longest_tail : 0);
  std::ostringstream tail;
  if (std::ifstream file(log, std::ios::binary); size > from && file.seekg(static_cast<std::streamoff>(from)))
    tail << file.rdbuf();
  return read_output(early) + tail.str();
}

} // namespace

Result<void> make_server_dir(const ServerBinaries& binaries, const DataDirectory& directory, const RunAs& who,
                             bool durable) {
  if (fs::exists(directory.server())) return {};
  std::error_code problem;
  fs::remove_all(directory.unfinished(), problem);
  if (problem) return tl::unexpected(path_error("remove", directory.unfinished(), problem.value()));
  Command command{binaries.initdb(),
                  {"-D", directory.unfinished().string(), "--username=postgres", "--encoding=UTF8",
                   "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject", "--data-checksums",
                   "--no-instructions"}};
  if (!durable) command.arguments.emplace_back("--no-sync");
  const auto finished = run_to_end(std::move(command), who, std::chrono::seconds(300));
  if (!finished) return tl::unexpected(finished.error());
  if (finished->exit_code != 0) {
    fs::remove_all(directory.unfinished(), problem);
    return fail(code_for(finished->output),
                fmt::format("PostgreSQL's data directory could not be made in {}: {}",
                            directory.path().string(), complaints(finished->output)),
                "data_dir");
  }
  fs::rename(directory.unfinished(), directory.server(), problem);
  if (problem) return tl::unexpected(path_error("make", directory.server(), problem.value()));
  return {};
}

Result<bool> write_configuration(const fs::path& server_dir, std::string_view settings, const RunAs& who) {
  auto changed = write_file(server_dir / "paydesk.conf", settings, who);
  if (!changed) return changed;
  const auto rules = write_file(server_dir / "pg_hba.conf", access_rules(), who);
  if (!rules) return rules;
  const fs::path main = server_dir / "postgresql.conf";
  std::string text = read_file(main);
  if (text.find(include_line) == std::string::npos) {
    text += std::string("\n") + include_line;
    if (auto written = write_file(main, text, who); !written) return written;
    *changed = true;
  }
  return *changed || *rules;
}

Result<Process> launch_server(const ServerBinaries& binaries, const fs::path& server_dir,
                              const fs::path& socket_dir, const RunAs& who, std::chrono::seconds patience) {
  const UniqueFd early = memory_file("postgres-stderr");
  const fs::path log = log_of_today(server_dir);
  const auto log_size = size_of(log);
  // On the command line they cannot be overridden, not even by ALTER SYSTEM.
  Command command{binaries.postgres(),
                  {"-D", server_dir.string(), "-c", "listen_addresses=", "-c",
                   fmt::format("unix_socket_directories=\"{}\"", socket_dir.string()), "-c",
                   fmt::format("port={}", socket_port)},
                  early.get()};
  auto process = spawn(command, who);
  if (!process) return process;
  const auto readiness = wait_ready(*process, socket_dir, patience, 10 * patience);
  if (readiness == Readiness::ready) return process;
  const std::string said = said_since(early.get(), log, log_size);
  if (readiness == Readiness::silent)
    if (auto stopped = stop_postmaster(*process, server_dir, std::chrono::seconds(1)); !stopped)
      return tl::unexpected(stopped.error());
  return fail(code_for(said),
              fmt::format("PostgreSQL {} in {}: {}",
                          readiness == Readiness::ended ? "ended while starting" : "does not answer",
                          server_dir.string(), complaints(said)));
}

} // namespace paydesk::store
