#include "core/payout_schedule.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace paydesk {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr std::array<std::string_view, 4> names{"manual", "daily", "weekly", "monthly"};
constexpr std::size_t longest_name = 64;
constexpr std::size_t longest_seller = 255;
constexpr std::size_t most_sellers = 1000;
constexpr int most_hold_days = 90;

CalendarDay day_of_month(year_month month, int day) {
  const year_month_day_last last{month.year(), std::chrono::month_day_last{month.month()}};
  const auto wanted = std::chrono::day(static_cast<unsigned>(day));
  return CalendarDay{month / std::min(wanted, last.day())};
}

/// 1 Monday to 7 Sunday.
int weekday_of(CalendarDay day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()); }

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

Result<void> check_day(const PayoutSchedule& schedule) {
  const auto [least, most] = schedule.rhythm == PayoutRhythm::weekly    ? std::pair(1, 7)
                             : schedule.rhythm == PayoutRhythm::monthly ? std::pair(1, 31)
                                                                        : std::pair(0, 0);
  if (schedule.day >= least && schedule.day <= most)
    return {};
  return invalid("day", most == 0 ? "only weekly and monthly schedules have a day"
                                  : fmt::format("must be {} to {} for a {} schedule", least, most,
                                                to_string(schedule.rhythm)));
}

Result<void> check_sellers(const std::vector<std::string>& sellers) {
  if (sellers.size() > most_sellers)
    return invalid("sellers", "names more than 1000 sellers");
  if (std::any_of(sellers.begin(), sellers.end(),
                  [](const auto& s) { return s.empty() || s.size() > longest_seller || has_control(s); }))
    return invalid("sellers", "has an empty or overlong name, or one with control characters");
  if (std::set(sellers.begin(), sellers.end()).size() != sellers.size())
    return invalid("sellers", "names a seller twice");
  return {};
}

} // namespace

std::string_view to_string(PayoutRhythm rhythm) noexcept { return names[static_cast<std::size_t>(rhythm)]; }

std::optional<PayoutRhythm> parse_payout_rhythm(std::string_view text) noexcept {
  const auto at = std::find(names.begin(), names.end(), text);
  return at == names.end() ? std::nullopt : std::optional(static_cast<PayoutRhythm>(at - names.begin()));
}

std::optional<CalendarDay> last_payout_day(const PayoutSchedule& schedule, CalendarDay day) {
  switch (schedule.rhythm) {
  case PayoutRhythm::manual:
    return std::nullopt;
  case PayoutRhythm::daily:
    return day;
  case PayoutRhythm::weekly:
    return day - days((weekday_of(day) - schedule.day + 7) % 7);
  case PayoutRhythm::monthly:
    break;
  }
  const year_month_day date(day);
  const year_month month = date.year() / date.month();
  const auto here = day_of_month(month, schedule.day);
  return here <= day ? here : day_of_month(month - months(1), schedule.day);
}

std::optional<CalendarDay> next_payout_day(const PayoutSchedule& schedule, CalendarDay day) {
  switch (schedule.rhythm) {
  case PayoutRhythm::manual:
    return std::nullopt;
  case PayoutRhythm::daily:
    return day + days(1);
  case PayoutRhythm::weekly:
    return day + days((schedule.day - weekday_of(day) + 6) % 7 + 1);
  case PayoutRhythm::monthly:
    break;
  }
  const year_month_day date(day);
  const year_month month = date.year() / date.month();
  const auto here = day_of_month(month, schedule.day);
  return here > day ? here : day_of_month(month + months(1), schedule.day);
}

bool same_rhythm(const PayoutSchedule& a, const PayoutSchedule& b) noexcept {
  return a.currency == b.currency && a.psp_account == b.psp_account && a.rhythm == b.rhythm && a.day == b.day &&
         a.cut_off == b.cut_off && a.zone == b.zone;
}

Result<void> check_payout_schedule(const PayoutSchedule& schedule) {
  if (!is_name(schedule.name))
    return invalid("name", "must be 1 to 64 of a-z, 0-9, '.', '-' and '_'");
  if (schedule.currency == Currency{})
    return invalid("currency", "is no ISO 4217 currency such as EUR");
  if (schedule.cut_off < 0 || schedule.cut_off >= 24 * 60)
    return invalid("cut_off", "must be 00:00 to 23:59");
  if (schedule.minimum < 1)
    return invalid("minimum", "must be more than zero");
  if (schedule.hold_days < 0 || schedule.hold_days > most_hold_days)
    return invalid("hold_days", "must be 0 to 90");
  if (auto ok = check_day(schedule); !ok)
    return ok;
  return check_sellers(schedule.sellers);
}

Result<int> parse_cut_off(std::string_view text, std::string_view field) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
  if (text.size() == 5 && text[2] == ':') {
    const int hours = digit(0) * 10 + digit(1), minutes = digit(3) * 10 + digit(4);
    if (hours < 24 && minutes < 60)
      return hours * 60 + minutes;
  }
  return invalid(std::string(field), "must be a time of day from 00:00 to 23:59, such as 17:00");
}

std::string format_cut_off(int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

} // namespace paydesk
