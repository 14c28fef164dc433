// Points in time and dates as the wire shows them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

using Instant = std::chrono::system_clock::time_point;

/// "2026-01-31T09:05:00.123Z"
std::string rfc3339(Instant instant);

/// Reads "2026-01-31T09:05:00[.fraction](Z|±HH:MM)"; nothing when malformed or outside the years 1970 to
/// 2199.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// The calendar date "YYYY-MM-DD" at an offset of so many minutes from UTC.
std::string date_at(Instant instant, int offset_minutes);

/// True for a real calendar date "YYYY-MM-DD".
bool is_date(std::string_view text);

/// "UTC" or "±HH:MM" as minutes from UTC.
std::optional<int> parse_offset(std::string_view text);

/// Whole seconds since 1970.
std::int64_t unix_seconds(Instant instant);

} // namespace sandbox
