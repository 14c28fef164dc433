// The circuit breakers, shared by all daemons, and the port that keeps them.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/breaker.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"

namespace paydesk {

struct AccountBreaker {
  std::string psp_account;
  Breaker breaker;
  BreakerSettings settings; ///< in force
  std::string forced_by;
};

/// Thread-safe; every method is one transaction. That a lane may call at all is checked where it claims its jobs
/// (PaymentStore::claim), by the same breaker.
class BreakerStore {
 public:
  virtual ~BreakerStore() = default;
  /// Counts a batch of answers; the state afterwards. A change of state is an event and, but for closing, an alert.
  virtual Result<BreakerState> record(const std::string& psp_account, const CallResults& results, Instant now) = 0;
  virtual Result<AccountBreaker> find(const std::string& psp_account) = 0;
  /// Forces or, with nothing, releases it, with its audit record. not_found: no such account.
  virtual Result<AccountBreaker> force(const Caller& caller, const std::string& psp_account,
                                       std::optional<BreakerState> state, const std::string& reason, Instant now,
                                       const std::function<CommandAnswer(const AccountBreaker&)>& keep) = 0;
};

} // namespace paydesk
