// Circuit breakers as screens, CLI and service read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/clock.h"
#include "views/psps.h"

namespace paydesk::views {

struct BreakerSettings {
  bool enabled = false;
  std::int32_t window_s = 0;
  std::int32_t min_calls = 0;
  std::int32_t failure_percent = 0;
  std::int32_t consecutive = 0; ///< 0: never
  std::int32_t open_s = 0;
  std::int32_t longest_open_s = 0;
  std::int32_t probes = 0;
  std::int32_t questions_per_minute = 0;
};

struct Breaker {
  RuleVersion head; ///< of the settings
  BreakerSettings settings;
  std::string state; ///< closed, open, half_open: what holds
  std::optional<Instant> since;
  std::string why;
  std::string forced; ///< open, closed; empty: not by hand
  std::string forced_by;
  std::int32_t trips = 0; ///< openings since it last closed
  std::optional<Instant> next_probe_at;
};

struct SetBreakerRequest {
  std::string psp_account;
  std::int32_t base_version = 0;
  BreakerSettings settings;
  std::string note;
  std::string idempotency_key;
};

struct ForceBreakerRequest {
  std::string psp_account;
  std::string state; ///< open, closed; empty: released
  std::string reason;
  std::string idempotency_key;
};

} // namespace paydesk::views
