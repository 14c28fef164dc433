#include "store/cluster/run_as.h"

#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace paydesk::store {

namespace {

std::vector<gid_t> groups_of(const passwd& entry) {
  int count = 64;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  if (getgrouplist(entry.pw_name, entry.pw_gid, groups.data(), &count) < 0) {
    groups.resize(static_cast<std::size_t>(count));
    getgrouplist(entry.pw_name, entry.pw_gid, groups.data(), &count);
  }
  groups.resize(static_cast<std::size_t>(count));
  return groups;
}

} // namespace

std::string user_name(uid_t uid) {
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> buffer(4096);
  getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found);
  return found ? std::string(found->pw_name) : std::to_string(uid);
}

Result<RunAs> resolve_run_as(const std::string& when_root) {
  if (geteuid() != 0) return RunAs{geteuid(), getegid(), {}, user_name(geteuid()), false};
  passwd entry{};
  passwd* found = nullptr;
  std::vector<char> buffer(4096);
  getpwnam_r(when_root.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (!found)
    return fail(ErrorCode::failed_precondition,
                "PostgreSQL does not run as root and there is no user \"" + when_root +
                    "\": install the package postgresql-15, which makes it, or start as an ordinary user");
  if (found->pw_uid == 0)
    return invalid("run_as",
                   "PostgreSQL refuses to run as root; name another user than \"" + when_root + "\"");
  return RunAs{found->pw_uid, found->pw_gid, groups_of(*found), when_root, true};
}

bool become(const RunAs& who) noexcept {
  if (!who.switches) return true;
  return setgroups(who.groups.size(), who.groups.data()) == 0 && setgid(who.gid) == 0 && setuid(who.uid) == 0;
}

Result<std::filesystem::path> first_unreachable(const RunAs& who, const std::filesystem::path& path) {
  std::vector<std::string> steps;
  std::filesystem::path step;
  for (const auto& part : path) {
    step /= part;
    steps.push_back(step.string());
  }
  const pid_t child = fork();
  if (child < 0)
    return fail(ErrorCode::unavailable, std::string("cannot start a process: ") + std::strerror(errno));
  if (child == 0) {
    if (!become(who)) _exit(255);
    for (std::size_t i = 0; i < steps.size() && i < 250; ++i)
      if (access(steps[i].c_str(), X_OK) != 0) _exit(static_cast<int>(i) + 1);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 255;
  if (code == 255)
    return fail(ErrorCode::permission_denied, "cannot become user \"" + who.name + "\" to run PostgreSQL");
  return code == 0 ? std::filesystem::path()
                   : std::filesystem::path(steps[static_cast<std::size_t>(code) - 1]);
}

} // namespace paydesk::store
