#include "store/cluster/data_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>

namespace paydesk::store {

namespace {

namespace fs = std::filesystem;
constexpr const char* marker = "paydesk.cluster";

/// The first few names in the folder that are not ours; "lost+found" of a fresh file system does not count.
std::string foreign_names(const fs::path& path) {
  std::string names;
  int count = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(path, ignored)) {
    const auto name = entry.path().filename().string();
    if (name == marker) return {};
    // Left by a start that was killed before its marker was complete.
    if (name == "lost+found" || name == std::string(marker) + ".tmp") continue;
    if (++count <= 3) names += (names.empty() ? "" : ", ") + name;
  }
  if (count > 3) names += " and " + std::to_string(count - 3) + " more";
  return names;
}

Result<void> make_folders(const fs::path& path, const RunAs& who) {
  std::error_code problem;
  const bool existed = fs::exists(path, problem);
  if (problem) return tl::unexpected(path_error("open", path, problem.value()));
  if (!existed) {
    fs::create_directories(path.parent_path(), problem);
    if (problem) return tl::unexpected(path_error("make", path.parent_path(), problem.value()));
    if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST)
      return tl::unexpected(path_error("make", path, errno));
  }
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return tl::unexpected(path_error("open", path, errno));
  if (!S_ISDIR(info.st_mode)) return invalid("data_dir", path.string() + " is not a folder");
  // Only an empty folder of root's is handed over; anything else keeps its owner and is refused below.
  if (who.switches && info.st_uid == 0 && fs::is_empty(path, problem) && !problem)
    if (chown(path.c_str(), who.uid, who.gid) != 0)
      return tl::unexpected(path_error("hand over", path, errno));
  return {};
}

Result<void> check_owner(const fs::path& path, const RunAs& who) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return tl::unexpected(path_error("open", path, errno));
  if (info.st_uid == who.uid) return {};
  return fail(ErrorCode::permission_denied,
              path.string() + " belongs to user " + user_name(info.st_uid) + ", but PostgreSQL runs as " +
                  who.name + " here; start as its owner, or choose another data directory",
              "data_dir");
}

Result<void> check_contents(const fs::path& path) {
  if (fs::exists(path / "PG_VERSION"))
    return fail(ErrorCode::failed_precondition,
                path.string() +
                    " is itself a PostgreSQL data directory, which Paydesk does not take over; choose "
                    "another one, or run that server yourself and set database_url",
                "data_dir");
  if (const auto names = foreign_names(path); !names.empty())
    return fail(ErrorCode::failed_precondition,
                path.string() + " contains files that are not Paydesk's (" + names +
                    "); choose an empty folder",
                "data_dir");
  return {};
}

Result<void> check_reachable(const fs::path& path, const RunAs& who) {
  const auto blocked = first_unreachable(who, path);
  if (!blocked) return tl::unexpected(blocked.error());
  if (blocked->empty()) return {};
  return fail(ErrorCode::failed_precondition,
              "user " + who.name + ", whom PostgreSQL runs as, cannot enter " + blocked->string() +
                  "; choose a data directory outside it, such as /var/lib/paydesk",
              "data_dir");
}

} // namespace

Error path_error(std::string_view what, const fs::path& path, int problem) {
  const auto code = problem == ENOSPC || problem == EDQUOT                      ? ErrorCode::exhausted
                    : problem == EROFS || problem == EACCES || problem == EPERM ? ErrorCode::permission_denied
                    : problem == ENAMETOOLONG || problem == ENOTDIR             ? ErrorCode::invalid_argument
                                                                                : ErrorCode::unavailable;
  return Error{code, "cannot " + std::string(what) + " " + path.string() + ": " + std::strerror(problem),
               "data_dir"};
}

Result<DataDirectory> DataDirectory::open(const fs::path& path, const RunAs& who) {
  if (path.empty()) return invalid("data_dir", "no data directory is given");
  const fs::path whole = fs::absolute(path).lexically_normal();
  const fs::path clean = whole.has_filename() ? whole : whole.parent_path();
  if (auto made = make_folders(clean, who); !made) return tl::unexpected(made.error());
  if (auto contents = check_contents(clean); !contents) return tl::unexpected(contents.error());
  if (auto owner = check_owner(clean, who); !owner) return tl::unexpected(owner.error());
  if (auto reachable = check_reachable(clean, who); !reachable) return tl::unexpected(reachable.error());

  UniqueFd lock(::open(clean.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!lock) return tl::unexpected(path_error("open", clean, errno));
  if (flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorCode::conflict,
                clean.string() +
                    " is in use by another running Paydesk process; stop it first, or choose another "
                    "data directory",
                "data_dir");
  if (chmod(clean.c_str(), 0700) != 0) return tl::unexpected(path_error("protect", clean, errno));
  DataDirectory directory(fs::canonical(clean), std::move(lock));
  if (!fs::exists(directory.path_ / marker))
    if (auto marked = directory.record_socket_dir({}, who); !marked) return tl::unexpected(marked.error());
  if (fs::exists(directory.server()))
    if (auto owner = check_owner(directory.server(), who); !owner) return tl::unexpected(owner.error());
  return directory;
}

Result<std::optional<int>> DataDirectory::major() const {
  if (!fs::exists(server())) return std::optional<int>();
  const std::string text = read_file(server() / "PG_VERSION");
  int major = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), major).ec != std::errc() || major < 1)
    return fail(ErrorCode::data_loss,
                server().string() + " has no readable PG_VERSION: it is damaged; restore it from a backup",
                "data_dir");
  return std::optional<int>(major);
}

Result<void> DataDirectory::record_socket_dir(const fs::path& socket_dir, const RunAs& who) const {
  const std::string text = "# Paydesk's private PostgreSQL cluster; PostgreSQL's own files are in pgdata.\n"
                           "socket_dir = " +
                           socket_dir.string() + "\n";
  if (auto written = write_file(path_ / marker, text, who); !written) return tl::unexpected(written.error());
  return {};
}

Result<bool> write_file(const fs::path& path, std::string_view text, const RunAs& who) {
  if (fs::exists(path) && read_file(path) == text) return false;
  const fs::path temporary = path.string() + ".tmp";
  unlink(temporary.c_str());
  const UniqueFd file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return tl::unexpected(path_error("write", path, errno));
  errno = 0;
  const auto written = write(file.get(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size()) || fsync(file.get()) != 0 ||
      (who.switches && fchown(file.get(), who.uid, who.gid) != 0) ||
      rename(temporary.c_str(), path.c_str()) != 0) {
    const int problem = errno ? errno : ENOSPC; // a short write sets no errno: the disk is full
    unlink(temporary.c_str());
    return tl::unexpected(path_error("write", path, problem));
  }
  return true;
}

std::string read_file(const fs::path& path) {
  // By operator<<, which takes a failing read (of a process that ends meanwhile) for the end and never throws.
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

} // namespace paydesk::store
