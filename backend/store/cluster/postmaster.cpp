#include "store/cluster/postmaster.h"

#include "store/cluster/data_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <sstream>
#include <string>
#include <thread>

namespace paydesk::store {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

fs::path proc(pid_t pid) { return fs::path("/proc") / std::to_string(pid); }

/// A server's processes all stand in their data directory. Without the right to see that (a container's root
/// without CAP_SYS_PTRACE) the command line decides, which only the postmaster itself keeps.
bool belongs_to(pid_t pid, const fs::path& server_dir) {
  if (!is_postgres(pid)) return false;
  struct stat wanted {};
  struct stat standing {};
  if (stat(server_dir.c_str(), &wanted) != 0) return false;
  if (stat((proc(pid) / "cwd").c_str(), &standing) == 0)
    return wanted.st_dev == standing.st_dev && wanted.st_ino == standing.st_ino;
  if (errno != EACCES && errno != EPERM) return false;
  std::istringstream arguments(read_file(proc(pid) / "cmdline"));
  for (std::string argument; std::getline(arguments, argument, '\0');)
    if (argument == server_dir.string()) return true;
  return false;
}

/// Waits until no process of the directory is left.
bool all_gone(const fs::path& server_dir, milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!processes_of(server_dir).empty()) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return true;
}

void kill_all(const fs::path& server_dir) {
  for (const pid_t pid : processes_of(server_dir))
    if (auto process = Process::attach(pid); process && belongs_to(pid, server_dir)) process->signal(SIGKILL);
}

} // namespace

bool is_postgres(pid_t pid) {
  const std::string name = read_file(proc(pid) / "comm");
  return name == "postgres\n" || name == "postmaster\n";
}

std::optional<RunningPostmaster> find_postmaster(const fs::path& server_dir) {
  std::istringstream file(read_file(server_dir / "postmaster.pid"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);
  if (lines.empty()) return std::nullopt;
  pid_t pid = 0;
  std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), pid);
  if (pid <= 1) return std::nullopt;
  // Held first, looked at second: what was looked at cannot be another process by then.
  auto process = Process::attach(pid);
  if (!process || !process->alive() || !belongs_to(pid, server_dir)) return std::nullopt;
  return RunningPostmaster{std::move(*process), lines.size() >= 5 ? fs::path(lines[4]) : fs::path()};
}

std::vector<pid_t> processes_of(const fs::path& server_dir) {
  std::vector<pid_t> found;
  std::error_code problem;
  for (auto entry = fs::directory_iterator("/proc", problem); !problem && entry != fs::directory_iterator();
       entry.increment(problem)) {
    const auto name = entry->path().filename().string();
    pid_t pid = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (parsed.ec == std::errc() && parsed.ptr == name.data() + name.size() && belongs_to(pid, server_dir))
      found.push_back(pid);
  }
  return found;
}

Result<void> clear_crashed(const fs::path& server_dir) {
  // Children of a killed postmaster notice and leave by themselves; recovery must not begin beside them.
  if (!all_gone(server_dir, std::chrono::seconds(5))) {
    kill_all(server_dir);
    if (!all_gone(server_dir, std::chrono::seconds(10)))
      return fail(ErrorCode::conflict, "processes of a crashed PostgreSQL still use " + server_dir.string() +
                                           " and cannot be ended; restart the machine");
  }
  const fs::path file = server_dir / "postmaster.pid";
  if (unlink(file.c_str()) != 0 && errno != ENOENT) return tl::unexpected(path_error("remove", file, errno));
  return {};
}

Result<void> stop_postmaster(Process& postmaster, const fs::path& server_dir, milliseconds patience) {
  postmaster.signal(SIGINT);
  bool ended = postmaster.wait_exit(patience);
  if (!ended) {
    postmaster.signal(SIGQUIT);
    ended = postmaster.wait_exit(std::chrono::seconds(10));
  }
  if (!ended) {
    postmaster.signal(SIGKILL);
    kill_all(server_dir);
    ended = postmaster.wait_exit(std::chrono::seconds(10));
  }
  if (ended && !all_gone(server_dir, std::chrono::seconds(5))) kill_all(server_dir);
  if (!ended || !all_gone(server_dir, std::chrono::seconds(5)))
    return fail(ErrorCode::unavailable, "PostgreSQL (process " + std::to_string(postmaster.pid()) + ") in " +
                                            server_dir.string() + " could not be stopped");
  return {};
}

} // namespace paydesk::store
