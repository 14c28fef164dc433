// Where a daemon listens and how to authenticate there: flags, environment and the files a daemon leaves
// behind.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <QString>

#include "core/result.h"

namespace paydesk::client {

/// What the user said about the daemon to talk to; an empty part is found out. Shared by console and CLI.
struct Locator {
  std::string instance = "main";    ///< --instance: letters, digits, '-' and '_'
  std::string endpoints_file;       ///< --endpoints
  std::string address;              ///< --address or PAYDESK_ADDRESS: unix:/path or host:port
  std::string token_file;           ///< --token-file or PAYDESK_TOKEN_FILE
  std::string ca_file;              ///< --ca-file or PAYDESK_CA_FILE: PEM; empty: the system's authorities
  std::string login = "operator";   ///< whose token of the instance is used when no token file is named

  /// Fills address, token file and CA file from the environment where no flag set them.
  void use_environment();
};

/// A daemon's address and the bearer token to use there.
struct Endpoint {
  std::string address; ///< gRPC target
  std::string token;   ///< empty: none
  std::string ca_pem;  ///< who vouches for the daemon's certificate; empty: the system's authorities
  std::string rest;    ///< base URL of the REST API, or empty
  std::string version;
  qint64 pid = 0; ///< of a local daemon; 0 when not known
};

/// Whether `name` can be an instance's name, and so part of a path.
bool is_instance_name(std::string_view name) noexcept;

/// The folders where a daemon of this instance may keep its state, the most likely first. The first one is
/// where a daemon started by this user would put it.
std::vector<QString> state_folders(std::string_view instance);

/// Reads flags, endpoints file and token. not_found: no daemon has left an endpoints file; permission_denied:
/// a token is not readable; invalid_argument: a flag or a file is malformed (`field` names the flag).
Result<Endpoint> locate(const Locator& locator);

/// Logins whose token this user can read, sorted; empty when none.
std::vector<std::string> readable_logins(const Locator& locator);

} // namespace paydesk::client
