// Whose turn it is in the queue of a PSP account.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/ports/payments.h"
#include "store/database.h"

namespace paydesk::store {

/// Takes due jobs under lease. While a claim finds less than it has room for, nobody has to wait and everything that is
/// due is taken. Behind a backlog the room is dealt out by turns, so that nobody starves whatever the others bring:
/// half to first tries, one seller after the other; a quarter to asks and retries and an eighth to the sweeper's
/// questions, each by age; an eighth to the oldest first tries, among them those whose worker died. What one kind does
/// not use goes to the others, by priority and age.
///
/// Thread-safe. The turns are kept in memory: each daemon deals its own.
class Claims {
 public:
  /// At most `most` jobs, locked with their charges. Those of charges that are locked are left alone.
  std::vector<ClaimedJob> take(Tx& tx, const std::string& account, int most, Instant now, Instant lease_until);
  /// Asks and the sweeper's questions only: what an open breaker lets through.
  static std::vector<ClaimedJob> take_questions(Tx& tx, const std::string& account, int most, Instant now,
                                                Instant lease_until);

 private:
  /// How far an account's turns have come.
  struct Turns {
    bool backlog = false; ///< the last claim took all it had room for
    unsigned slot = 0;    ///< into the pattern of kinds
    std::string seller;   ///< the last one who had a turn
  };
  Turns turns_of(const std::string& account);
  void keep(const std::string& account, Turns turns);

  std::mutex mutex_;
  std::map<std::string, Turns> turns_; ///< by account
};

} // namespace paydesk::store
