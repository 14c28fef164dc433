// How the continuous proof of the books stands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"

namespace paydesk::views {

struct AuditorFinding {
  std::string invariant; ///< as `verify` names it
  std::string example;
  std::optional<Instant> found_at;
  std::optional<Instant> seen_at; ///< last
};

struct GetAuditorRequest {};

struct AuditorStatus {
  std::int64_t position = 0; ///< what events up to it touched is proven
  std::int64_t lag = 0;      ///< events behind
  std::int64_t sweep = 0;    ///< number of the sweep over everything that is under way
  std::optional<Instant> sweep_since;   ///< none before the first
  std::optional<Instant> sweep_done_at; ///< of the last one
  std::int64_t proven = 0;              ///< charges, counted each time
  std::int64_t open = 0;                ///< findings that no later sweep has cleared
  std::vector<AuditorFinding> findings; ///< of these, the newest, at most 100
};

} // namespace paydesk::views
