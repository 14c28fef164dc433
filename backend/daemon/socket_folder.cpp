#include "daemon/socket_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace paydesk::daemon {
namespace {

constexpr const char* setting = "grpc.unix_socket";

Result<void> denied(const std::filesystem::path& folder, const std::string& why) {
  return fail(ErrorCode::permission_denied, "the socket's folder " + folder.string() + " " + why, setting);
}

} // namespace

Result<void> make_socket_folder(const std::filesystem::path& folder) {
  const mode_t mode = geteuid() == 0 ? 0755 : 0700;
  if (mkdir(folder.c_str(), mode) != 0 && errno != EEXIST)
    return denied(folder, std::string("cannot be made: ") + std::strerror(errno));
  struct stat info {};
  if (lstat(folder.c_str(), &info) != 0)
    return denied(folder, std::string("cannot be looked at: ") + std::strerror(errno));
  if (!S_ISDIR(info.st_mode))
    return invalid(setting, "the socket's folder " + folder.string() + " is no folder");
  if (info.st_uid != geteuid() && info.st_uid != 0)
    return denied(folder, "belongs to another user; choose another one with grpc.unix_socket");
  return {};
}

} // namespace paydesk::daemon
