#include "daemon/secret.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

namespace paydesk::daemon {

namespace {

constexpr off_t largest_secret = 64 * 1024;

} // namespace

Result<void> check_secret_file(const std::filesystem::path& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0)
    return invalid("", "cannot open " + path.string() + ": " + std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return invalid("", path.string() + " is not a file");
  if ((info.st_mode & S_IRWXO) != 0)
    return invalid("", path.string() +
                           " may be read or changed by every user of this machine; run chmod o-rwx on it");
  if (info.st_size > largest_secret) return invalid("", path.string() + " is too large to be a secret");
  return {};
}

Result<Secret> read_secret_file(const std::filesystem::path& path) {
  if (auto checked = check_secret_file(path); !checked) return tl::unexpected(checked.error());
  std::ifstream file(path, std::ios::binary);
  if (!file) return invalid("", "cannot read " + path.string() + ": " + std::strerror(errno));
  std::string value{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (value.ends_with('\n')) value.pop_back();
  if (value.ends_with('\r')) value.pop_back();
  if (value.empty()) return invalid("", path.string() + " is empty");
  return Secret(std::move(value), "file " + path.string());
}

Result<Secret> read_secret_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (!value || !*value) return invalid("", "the environment variable " + name + " is not set");
  return Secret(value, "environment variable " + name);
}

} // namespace paydesk::daemon
