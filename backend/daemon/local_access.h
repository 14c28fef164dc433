// What the daemon leaves in its state folder for those who may reach it: tokens and addresses.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "engine/ports/people.h"

namespace paydesk::daemon {

/// A person or shop that this machine gets a token for.
struct LocalPrincipal {
  std::string login;
  std::string display_name;
  std::string kind; ///< person, shop
  std::vector<std::string> roles;
  bool demo = false;
};

/// Those of every instance, and with `demo` the clearly marked demo people.
std::vector<LocalPrincipal> local_principals(bool demo);

/// Makes `folder`/<login>.token (mode 0600, 256 random bits) where it is missing and its principal in the store; who
/// has which token, by its SHA-256.
Result<std::vector<std::pair<std::string, Caller>>> provide_tokens(PeopleStore& people, const std::filesystem::path& folder,
                            const std::vector<LocalPrincipal>& principals);

/// Writes endpoints.json atomically: where this instance listens. It holds no secret.
Result<void> write_endpoints(const std::filesystem::path& file, const std::string& grpc, const std::string& rest,
                             const std::string& version);

} // namespace paydesk::daemon
