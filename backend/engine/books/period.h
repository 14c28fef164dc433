// Periods of whole days in UTC, as reports and statements are asked for.
#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/result.h"

namespace paydesk {

/// A period in instants, both ends included.
struct Period {
  Instant before; ///< the last instant before it
  Instant until;
};

/// The first instant of a day; nullopt unless it is a date like 2027-01-31.
inline std::optional<Instant> midnight(const std::string& day) {
  return day.size() == 10 ? parse_instant(day + "T00:00:00Z") : std::nullopt;
}

/// The last instant of the day that begins at `midnight`.
inline Instant end_of(Instant midnight) { return midnight + std::chrono::days(1) - std::chrono::microseconds(1); }

/// From a first day, empty for the beginning, to a last one. invalid_argument on "from" or "to".
inline Result<Period> read_period(const std::string& from, const std::string& to) {
  constexpr Instant beginning{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
  const auto begin = from.empty() ? std::optional(beginning) : midnight(from);
  if (!begin)
    return invalid("from", "is not a date like 2027-01-31");
  const auto last = midnight(to);
  if (!last)
    return invalid("to", "is not a date like 2027-01-31");
  if (*last < *begin)
    return invalid("to", "is before the first day");
  return Period{*begin - std::chrono::microseconds(from.empty() ? 0 : 1), end_of(*last)};
}

} // namespace paydesk
