#include "daemon/config_check.h"

#include "core/bank_account.h"
#include "daemon/config_settings.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace paydesk::daemon {

namespace {

namespace fs = std::filesystem;
constexpr std::size_t longest_socket_path = 107; ///< sun_path less its final zero

std::string variable(const ConfigSources& sources, std::string_view name) {
  for (const auto& [key, value] : sources.environment)
    if (key == name) return value;
  return {};
}

/// An XDG folder: the variable, which must be absolute, or the home folder's part.
fs::path xdg(const ConfigSources& sources, std::string_view name, const char* below_home) {
  if (const fs::path set = variable(sources, name); set.is_absolute()) return set;
  const fs::path home = variable(sources, "HOME");
  return home.is_absolute() ? home / below_home : fs::path();
}

/// Where a setting came from, or its flag when it is a default.
void complain(const Config& config, Problems& problems, std::string_view path, std::string_view what) {
  const auto origin = config.origins.find(path);
  problems.add(origin == config.origins.end() ? "default" : origin->second, path, what);
}

bool is_address(const std::string& text) {
  in6_addr parsed{};
  return inet_pton(AF_INET, text.c_str(), &parsed) == 1 || inet_pton(AF_INET6, text.c_str(), &parsed) == 1;
}

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

bool is_instance_name(std::string_view name) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !name.empty() && name.size() <= 32 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), fits);
}

void check_identity(const Config& config, Problems& problems) {
  if (!is_instance_name(config.instance))
    complain(config, problems, "instance", "must consist of at most 32 small letters, digits and '-'");
  if (!config.state_dir.is_absolute())
    complain(config, problems, "state_dir",
             config.state_dir.empty() ? "is needed: there is no HOME to put it below"
                                      : "must be an absolute path");
  const std::string& url = config.database_url;
  const bool is_url = url.starts_with("postgresql://") || url.starts_with("postgres://");
  if (!url.empty() && !is_url && url.find('=') == std::string::npos)
    complain(config, problems, "database_url",
             "must begin with postgresql://, or be a libpq connection string");
}

void check_tls(const Config& config, Problems& problems) {
  const auto& grpc = config.grpc;
  if (grpc.tls_cert_file.empty() != grpc.tls_key_file.empty())
    complain(config, problems, grpc.tls_cert_file.empty() ? "grpc.tls_cert_file" : "grpc.tls_key_file",
             "is missing: a certificate and its key are given together");
  if (!grpc.tls_cert_file.empty() && !std::ifstream(grpc.tls_cert_file))
    complain(config, problems, "grpc.tls_cert_file", "cannot be read: " + grpc.tls_cert_file.string());
  if (!grpc.tls_key_file.empty())
    if (const auto checked = check_secret_file(grpc.tls_key_file); !checked)
      complain(config, problems, "grpc.tls_key_file", "is unusable: " + checked.error().message);
  if (grpc.port != 0 && !is_loopback(grpc.address) && grpc.tls_cert_file.empty())
    complain(config, problems, "grpc.address",
             "is reachable from other machines, so grpc.tls_cert_file and grpc.tls_key_file are needed");
}

void check_payouts(const Config& config, Problems& problems) {
  const auto& payouts = config.payouts;
  if (!payouts.funding_iban.empty() && !is_iban(payouts.funding_iban))
    complain(config, problems, "payouts.funding_iban", "is no IBAN: upper case, without spaces, with right check digits");
  if (!payouts.funding_bic.empty() && !is_bic(payouts.funding_bic))
    complain(config, problems, "payouts.funding_bic", "is no BIC such as DEUTDEFF");
  if (payouts.funding_iban.empty() && !payouts.funding_bic.empty())
    complain(config, problems, "payouts.funding_bic", "needs payouts.funding_iban");
  if (!payouts.funding_iban.empty() && payouts.funding_name.empty())
    complain(config, problems, "payouts.funding_iban", "needs payouts.funding_name, as the bank knows who pays");
  if (payouts.funding_name.size() > 70)
    complain(config, problems, "payouts.funding_name", "must be at most 70 bytes");
}

void check_listening(const Config& config, Problems& problems) {
  const auto socket = config.grpc.unix_socket.string();
  if (!config.grpc.unix_socket.is_absolute())
    complain(config, problems, "grpc.unix_socket", "must be an absolute path");
  else if (socket.size() > longest_socket_path)
    complain(config, problems, "grpc.unix_socket",
             fmt::format("has {} bytes, but a Unix socket's path may have at most {}: {}", socket.size(),
                         longest_socket_path, socket));
  struct Endpoint {
    std::string_view address_path, port_path;
    const std::string& address;
    int port;
    bool on;
  };
  const Endpoint endpoints[] = {
      {"grpc.address", "grpc.port", config.grpc.address, config.grpc.port, config.grpc.port != 0},
      {"rest.address", "rest.port", config.rest.address, config.rest.port, config.rest.enabled}};
  for (const auto& one : endpoints) {
    if (!is_address(one.address)) complain(config, problems, one.address_path, "must be an IP address");
    for (const auto& other : endpoints) {
      if (&other == &one) break;
      if (one.on && other.on && one.port != 0 && one.port == other.port && one.address == other.address)
        complain(config, problems, one.port_path, fmt::format("is the same as {}", other.port_path));
    }
  }
}

void check_policies(const Config& config, Problems& problems) {
  if (config.retry.floor > config.retry.cap)
    complain(config, problems, "retry.floor_ms", "is above retry.cap_ms");
  if (config.retry.base > config.retry.cap)
    complain(config, problems, "retry.base_ms", "is above retry.cap_ms");
}

} // namespace

fs::path default_config_file(const ConfigSources& sources) {
  if (geteuid() == 0) return "/etc/paydesk/paydeskd.toml";
  const auto folder = xdg(sources, "XDG_CONFIG_HOME", ".config");
  return folder.empty() ? fs::path() : folder / "paydesk" / "paydeskd.toml";
}

void fill_defaults(const ConfigSources& sources, Config& config) {
  const bool root = geteuid() == 0;
  if (config.state_dir.empty()) {
    const auto base = root ? fs::path("/var/lib") : xdg(sources, "XDG_STATE_HOME", ".local/state");
    if (!base.empty()) config.state_dir = base / "paydesk" / config.instance;
  }
  if (!config.grpc.unix_socket.empty()) return;
  const fs::path runtime = variable(sources, "XDG_RUNTIME_DIR");
  const auto folder = root                    ? fs::path("/run/paydesk")
                      : runtime.is_absolute() ? runtime / "paydesk"
                                              : fs::path(fmt::format("/tmp/paydesk-{}", getuid()));
  config.grpc.unix_socket = folder / (config.instance + ".sock");
}

void check_config(const Config& config, Problems& problems) {
  check_identity(config, problems);
  check_tls(config, problems);
  check_listening(config, problems);
  check_payouts(config, problems);
  check_policies(config, problems);
}

} // namespace paydesk::daemon
