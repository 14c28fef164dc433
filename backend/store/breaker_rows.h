// Breakers as rows, for the transactions that need them. Internal to the store.
#pragma once

#include "engine/ports/breakers.h"
#include "store/database.h"

namespace paydesk::store {

/// The settings in force; the default ones where nobody has made a version.
BreakerSettings breaker_settings(Tx& tx, std::string_view psp_account);
BreakerSettings breaker_settings_of(const pqxx::row& row);
/// The account's breaker, closed when there is none yet. `lock`: made when missing, and locked.
AccountBreaker read_breaker(Tx& tx, const std::string& psp_account, bool lock, Instant now);
/// Stores what a locked one has become.
void write_breaker(Tx& tx, const AccountBreaker& breaker);
/// Tells that its state has changed: an event, and an alert unless it closed.
void tell_breaker(Tx& tx, const AccountBreaker& breaker, Instant now);

/// How many jobs may be claimed now.
struct Gate {
  bool open = false; ///< without a limit: calls may also begin without a turn in the queue
  int calls = 0;     ///< of any kind
  int questions = 0; ///< status queries beside them
};
/// Nothing for an account that is paused or unknown. For a breaker that is not closed the row is locked, and
/// `take_from_gate` counts what was claimed.
Gate read_gate(Tx& tx, const std::string& psp_account, int most, Instant now);
void take_from_gate(Tx& tx, const std::string& psp_account, int calls, int questions, Instant now);

} // namespace paydesk::store
