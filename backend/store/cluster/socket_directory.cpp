#include "store/cluster/socket_directory.h"

#include "store/cluster/data_directory.h"
#include "store/cluster/postmaster.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <sstream>
#include <string>

namespace paydesk::store {

namespace {

namespace fs = std::filesystem;

/// FNV-1a: short, and the same for the same data directory at every start.
std::string short_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:012x}", hash & 0xffffffffffffULL);
}

/// Makes the folder or takes it when it is that user's own. A name in /tmp may have been taken by anybody.
Result<void> make_private(const fs::path& path, const RunAs& who) {
  const bool made = mkdir(path.c_str(), 0700) == 0;
  if (!made && errno != EEXIST) {
    auto problem = path_error("make the socket directory", path, errno);
    problem.field = "socket_dir";
    return tl::unexpected(problem);
  }
  if (made && who.switches && lchown(path.c_str(), who.uid, who.gid) != 0)
    return tl::unexpected(path_error("hand over", path, errno));
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return tl::unexpected(path_error("open", path, errno));
  if (!S_ISDIR(info.st_mode) || info.st_uid != who.uid)
    return fail(ErrorCode::permission_denied,
                path.string() + " belongs to user " + user_name(info.st_uid) + " or is no folder, not to " +
                    who.name,
                "socket_dir");
  if ((info.st_mode & 0777) != 0700 && chmod(path.c_str(), 0700) != 0)
    return tl::unexpected(path_error("protect", path, errno));
  return {};
}

/// /run/paydesk for root, when it can be made and only root can write to it; else /tmp.
std::string chosen_prefix(const RunAs& who) {
  struct stat info {};
  if (who.switches) {
    const bool made = mkdir("/run/paydesk", 0755) == 0;
    if (made) chmod("/run/paydesk", 0755);
    if (lstat("/run/paydesk", &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == 0 &&
        (info.st_mode & 0022) == 0 && (info.st_mode & 0001) != 0)
      return "/run/paydesk/";
  }
  return fmt::format("/tmp/paydesk-{}-", who.uid);
}

} // namespace

Result<void> check_socket_dir(const fs::path& wanted) {
  const std::string text = wanted.string();
  if (text.empty()) return {};
  if (!wanted.is_absolute()) return invalid("socket_dir", text + " is not an absolute path");
  if (text.size() > longest_socket_dir)
    return invalid("socket_dir",
                   fmt::format("{} has {} bytes, but a Unix socket's folder may have at most {}; choose "
                               "a shorter one, or none to have one chosen",
                               text, text.size(), longest_socket_dir));
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == '"'; }))
    return invalid("socket_dir", "the path contains a control character or a quotation mark");
  return {};
}

Result<SocketDirectory> prepare_socket_dir(const fs::path& wanted, const fs::path& data_dir,
                                           const RunAs& who) {
  if (!wanted.empty()) {
    std::error_code problem;
    fs::create_directories(wanted.parent_path(), problem);
    if (auto made = make_private(wanted, who); !made) return tl::unexpected(made.error());
    return SocketDirectory{wanted, false};
  }
  const std::string base = chosen_prefix(who) + short_hash(data_dir.string());
  Result<void> made;
  for (const char* suffix : {"", "-2", "-3", "-4", "-5"}) {
    made = make_private(base + suffix, who);
    if (made) return SocketDirectory{base + suffix, true};
  }
  return tl::unexpected(made.error());
}

Result<void> clear_stale_socket(const fs::path& socket_dir, const fs::path& server_dir) {
  const fs::path socket = socket_dir / fmt::format(".s.PGSQL.{}", socket_port);
  const fs::path lock = socket.string() + ".lock";
  std::istringstream lines(read_file(lock));
  std::string pid_line;
  std::string owner_line;
  std::getline(lines, pid_line);
  std::getline(lines, owner_line);
  pid_t pid = 0;
  std::from_chars(pid_line.data(), pid_line.data() + pid_line.size(), pid);
  if (pid > 0 && owner_line != server_dir.string() && is_postgres(pid))
    return fail(
        ErrorCode::conflict,
        fmt::format("{} is used by the PostgreSQL server of {} (process {}); choose another socket directory",
                    socket_dir.string(), owner_line, pid),
        "socket_dir");
  unlink(socket.c_str());
  unlink(lock.c_str());
  return {};
}

void remove_socket_dir(const SocketDirectory& directory) noexcept {
  if (!directory.chosen) return;
  const std::string socket = directory.path.string() + fmt::format("/.s.PGSQL.{}", socket_port);
  unlink(socket.c_str());
  unlink((socket + ".lock").c_str());
  rmdir(directory.path.c_str());
}

} // namespace paydesk::store
