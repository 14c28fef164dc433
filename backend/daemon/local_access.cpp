#include "daemon/local_access.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>
#include <openssl/rand.h>
#include <openssl/sha.h>

namespace paydesk::daemon {
namespace {

std::string sha256(const std::string& bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

Result<std::string> new_token() {
  unsigned char bytes[32];
  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return fail(ErrorCode::internal, "the system gives no random bytes");
  static constexpr char digits[] = "0123456789abcdef";
  std::string token = "pd_";
  for (const auto byte : bytes) {
    token += digits[byte >> 4];
    token += digits[byte & 15];
  }
  return token;
}

Result<void> write_private(const std::filesystem::path& path, const std::string& text, mode_t mode) {
  const auto temporary = path.string() + ".new";
  ::unlink(temporary.c_str());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0)
    return fail(ErrorCode::permission_denied, "cannot write " + path.string() + ": " + std::strerror(errno));
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (!written || ::rename(temporary.c_str(), path.c_str()) != 0)
    return fail(ErrorCode::unavailable, "cannot write " + path.string() + ": " + std::strerror(error));
  return {};
}

Result<std::string> token_in(const std::filesystem::path& path) {
  if (std::ifstream file(path); file) {
    std::string token;
    file >> token;
    struct stat about {};
    if (::stat(path.c_str(), &about) == 0 && (about.st_mode & 077) != 0)
      return fail(ErrorCode::permission_denied, path.string() + " can be read by others; make it mode 0600");
    if (token.size() >= 32)
      return token;
  }
  auto token = new_token();
  if (!token)
    return token;
  if (const auto written = write_private(path, *token + "\n", 0600); !written)
    return tl::unexpected(written.error());
  return token;
}

} // namespace

std::vector<LocalPrincipal> local_principals(bool demo) {
  std::vector<LocalPrincipal> principals = {
      {"operator", "Local operator", "person", {"viewer", "support", "operator", "approver", "admin", "auditor"}, false},
      {"shop", "Local shop", "shop", {"shop"}, false}};
  if (demo) {
    principals.push_back({"demo-operator", "Demo operator", "person", {"viewer", "support", "operator"}, true});
    principals.push_back({"demo-approver", "Demo approver", "person", {"viewer", "support", "operator", "approver"}, true});
  }
  return principals;
}

Result<std::vector<std::pair<std::string, Caller>>> provide_tokens(PeopleStore& people,
                                                                   const std::filesystem::path& folder,
                                                                   const std::vector<LocalPrincipal>& principals) {
  std::vector<std::pair<std::string, Caller>> callers;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error)
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error)
    return fail(ErrorCode::permission_denied, "cannot make " + folder.string() + ": " + error.message());
  for (const auto& principal : principals) {
    const auto token = token_in(folder / (principal.login + ".token"));
    if (!token)
      return tl::unexpected(token.error());
    auto caller = people.ensure(principal.login, principal.display_name, principal.kind, principal.roles,
                                principal.demo, sha256(*token));
    if (!caller)
      return tl::unexpected(caller.error());
    callers.emplace_back(sha256(*token), std::move(*caller));
  }
  return callers;
}

Result<void> write_endpoints(const std::filesystem::path& file, const std::string& grpc, const std::string& rest,
                             const std::string& version) {
  const nlohmann::json endpoints = {{"grpc", grpc}, {"rest", rest}, {"version", version}, {"pid", ::getpid()}};
  return write_private(file, endpoints.dump() + "\n", 0644);
}

} // namespace paydesk::daemon
