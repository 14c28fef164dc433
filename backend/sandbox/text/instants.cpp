#include "sandbox/text/instants.h"

#include <cstdio>

namespace sandbox {

namespace {

namespace chr = std::chrono;

/// Reads exactly `count` ASCII digits at `at`.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<chr::sys_days> date_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits_at(text, 0, 4);
  const auto month = digits_at(text, 5, 2);
  const auto day = digits_at(text, 8, 2);
  if (!year || !month || !day || *year < 1970 || *year > 2199) return std::nullopt;
  const chr::year_month_day date{chr::year{*year}, chr::month{static_cast<unsigned>(*month)},
                                 chr::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return chr::sys_days{date};
}

std::optional<chr::seconds> clock_from(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = digits_at(text, 0, 2);
  const auto minute = digits_at(text, 3, 2);
  const auto second = digits_at(text, 6, 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return chr::hours{*hour} + chr::minutes{*minute} + chr::seconds{*second};
}

/// Takes ".123456" from the front of `rest`; digits beyond the microsecond are dropped.
std::optional<chr::microseconds> take_fraction(std::string_view& rest) {
  if (rest.empty() || rest.front() != '.') return chr::microseconds{0};
  rest.remove_prefix(1);
  int micros = 0;
  int scale = 100000;
  std::size_t count = 0;
  for (; count < rest.size() && rest[count] >= '0' && rest[count] <= '9'; ++count) {
    micros += (rest[count] - '0') * scale;
    scale /= 10;
  }
  if (count == 0) return std::nullopt;
  rest.remove_prefix(count);
  return chr::microseconds{micros};
}

} // namespace

std::string rfc3339(Instant instant) {
  const auto day = chr::floor<chr::days>(instant);
  const chr::year_month_day date{day};
  const chr::hh_mm_ss clock{chr::floor<chr::milliseconds>(instant - day)};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto day = date_from(text.substr(0, 10));
  const auto clock = clock_from(text.substr(11, 8));
  std::string_view rest = text.substr(19);
  const auto fraction = take_fraction(rest);
  if (!day || !clock || !fraction) return std::nullopt;
  const auto offset = rest == "Z" || rest == "z" ? std::optional(0) : parse_offset(rest);
  if (!offset || rest == "UTC") return std::nullopt;
  return Instant{*day} + *clock + *fraction - chr::minutes{*offset};
}

std::string date_at(Instant instant, int offset_minutes) {
  return rfc3339(instant + chr::minutes{offset_minutes}).substr(0, 10);
}

bool is_date(std::string_view text) { return date_from(text).has_value(); }

std::optional<int> parse_offset(std::string_view text) {
  if (text == "UTC") return 0;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = digits_at(text, 1, 2);
  const auto minutes = digits_at(text, 4, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return text[0] == '-' ? -total : total;
}

std::int64_t unix_seconds(Instant instant) {
  return chr::duration_cast<chr::seconds>(instant.time_since_epoch()).count();
}

} // namespace sandbox
