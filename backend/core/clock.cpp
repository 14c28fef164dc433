#include "core/clock.h"

#include <algorithm>
#include <cstddef>

namespace paydesk {
namespace {

using namespace std::chrono;

// RFC 3339 knows the years 0000 to 9999 only.
constexpr Instant first_instant = sys_days{year{0} / January / 1};
constexpr Instant last_instant = sys_days{year{10000} / January / 1} - microseconds{1};

/// Reads a text from left to right; after the first mismatch everything fails.
class Reader {
 public:
  explicit Reader(std::string_view text) noexcept : rest_(text) {}

  bool ok() const noexcept { return ok_; }
  bool at_end() const noexcept { return ok_ && rest_.empty(); }
  bool next_is_digit() const noexcept {
    return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }

  bool take(char upper, char lower) noexcept {
    if (!ok_ || rest_.empty() || (rest_.front() != upper && rest_.front() != lower)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char upper, char lower) noexcept { ok_ = take(upper, lower) && ok_; }
  void expect(char c) noexcept { expect(c, c); }

  /// Exactly `count` digits, at most `limit`.
  int number(int count, int limit) noexcept {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      if (!next_is_digit()) ok_ = false;
      if (!ok_) return 0;
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    if (value > limit) ok_ = false;
    return value;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

/// One to six digits as microseconds; a seventh is left for the caller to stumble over.
microseconds read_fraction(Reader& in) {
  std::int64_t micros = in.number(1, 9);
  for (int place = 1; place < 6; ++place)
    micros = micros * 10 + (in.next_is_digit() ? in.number(1, 9) : 0);
  return microseconds{micros};
}

minutes read_offset(Reader& in) {
  if (in.take('Z', 'z')) return minutes{0};
  const bool west = in.take('-', '-');
  if (!west) in.expect('+');
  const hours h{in.number(2, 23)};
  in.expect(':');
  const minutes offset = h + minutes{in.number(2, 59)};
  return west ? -offset : offset;
}

} // namespace

Instant SystemClock::now() const { return floor<microseconds>(system_clock::now()); }

std::string format_instant(Instant at) {
  at = std::clamp(at, first_instant, last_instant);
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{at - day};
  std::string text = "0000-00-00T00:00:00.000000Z";
  const auto put = [&](std::size_t first, std::size_t count, std::int64_t value) {
    for (std::size_t place = first + count; place-- > first; value /= 10)
      text[place] = static_cast<char>('0' + value % 10);
  };
  put(0, 4, static_cast<int>(date.year()));
  put(5, 2, static_cast<unsigned>(date.month()));
  put(8, 2, static_cast<unsigned>(date.day()));
  put(11, 2, time.hours().count());
  put(14, 2, time.minutes().count());
  put(17, 2, time.seconds().count());
  put(20, 6, time.subseconds().count());
  return text;
}

std::optional<Instant> parse_instant(std::string_view text) {
  Reader in(text);
  const year y{in.number(4, 9999)};
  in.expect('-');
  const month m{static_cast<unsigned>(in.number(2, 12))};
  in.expect('-');
  const day d{static_cast<unsigned>(in.number(2, 31))};
  in.expect('T', 't');
  const hours h{in.number(2, 23)};
  in.expect(':');
  const minutes min{in.number(2, 59)};
  in.expect(':');
  const seconds s{in.number(2, 59)}; // no leap seconds: neither our clock nor the database has them
  const auto fraction = in.take('.', '.') ? read_fraction(in) : microseconds{0};
  const auto offset = read_offset(in);
  const year_month_day date{y, m, d};
  if (!in.at_end() || !date.ok()) return std::nullopt;
  const Instant at = sys_days{date} + h + min + s + fraction - offset;
  if (at < first_instant || at > last_instant) return std::nullopt;
  return at;
}

} // namespace paydesk
