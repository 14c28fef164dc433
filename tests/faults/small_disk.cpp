#include "tests/faults/small_disk.h"

#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

namespace paydesk::test {
namespace {

constexpr const char* ballast = "/ballast";

bool write_text(const char* path, const std::string& text) {
  std::ofstream file(path);
  return static_cast<bool>(file << text << std::flush);
}

} // namespace

void enter_namespaces() {
  if (geteuid() == 0) return;
  const auto uid = geteuid();
  const auto gid = getegid();
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return;
  write_text("/proc/self/setgroups", "deny");
  write_text("/proc/self/uid_map", std::to_string(uid) + " " + std::to_string(uid) + " 1");
  write_text("/proc/self/gid_map", std::to_string(gid) + " " + std::to_string(gid) + " 1");
  ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
}

Result<SmallDisk> SmallDisk::mount(const std::string& folder, int size_mib) {
  const auto* server = geteuid() == 0 ? getpwnam("postgres") : nullptr;
  const auto uid = server != nullptr ? server->pw_uid : geteuid();
  const auto gid = server != nullptr ? server->pw_gid : getegid();
  const auto options = "mode=0700,size=" + std::to_string(size_mib) + "m,uid=" + std::to_string(uid) +
                       ",gid=" + std::to_string(gid);
  if (::mkdir(folder.c_str(), 0700) != 0 || ::mount("tmpfs", folder.c_str(), "tmpfs", 0, options.c_str()) != 0)
    return fail(ErrorCode::permission_denied,
                "no file system can be mounted at " + folder + ": " + std::strerror(errno) +
                    ". Without one a full disk is not tested: run this as root (in a container with CAP_SYS_ADMIN), or "
                    "where users may have namespaces (sysctl kernel.unprivileged_userns_clone=1)");
  return SmallDisk(folder);
}

SmallDisk::SmallDisk(SmallDisk&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}

SmallDisk::~SmallDisk() {
  if (!folder_.empty()) ::umount2(folder_.c_str(), MNT_DETACH);
}

void SmallDisk::fill() const {
  const int file = ::open((folder_ + ballast).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const std::vector<char> block(1 << 20, 'x');
  std::size_t size = block.size();
  while (size >= 4096)
    if (::write(file, block.data(), size) <= 0) size /= 2;
  ::close(file);
}

void SmallDisk::remove_ballast() const { ::unlink((folder_ + ballast).c_str()); }

bool SmallDisk::grow(int size_mib) const {
  const auto options = "size=" + std::to_string(size_mib) + "m";
  return ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, options.c_str()) == 0;
}

std::int64_t SmallDisk::free_bytes() const {
  struct statvfs about {};
  return ::statvfs(folder_.c_str(), &about) == 0
             ? static_cast<std::int64_t>(about.f_bavail) * static_cast<std::int64_t>(about.f_frsize)
             : -1;
}

} // namespace paydesk::test
