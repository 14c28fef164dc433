// People and shops: who a token belongs to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "views/queues.h"

namespace paydesk {

class PeopleStore {
 public:
  virtual ~PeopleStore() = default;
  /// The enabled principal whose live session or key has this SHA-256 (32 raw bytes); unauthenticated otherwise.
  virtual Result<Caller> find_by_token(const std::string& token_sha256) = 0;
  /// Makes the principal with these roles when the login is new, and a session for the token. Idempotent.
  virtual Result<Caller> ensure(const std::string& login, const std::string& display_name, const std::string& kind,
                                const std::vector<std::string>& roles, bool demo,
                                const std::string& token_sha256) = 0;
  /// Pauses or resumes a PSP account's queue, with its audit record; the queue as it is then. not_found: there is no
  /// such account. `keep` stores the answer in the same transaction; conflict when its key was answered meanwhile.
  virtual Result<views::PspQueue> pause_psp(const Caller& caller, const std::string& account, bool paused,
                                            const std::string& reason, const KeepAnswer<views::PspQueue>& keep) = 0;
};

} // namespace paydesk
