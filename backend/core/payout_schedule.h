// When sellers are paid out by themselves: pay-out days, a cut-off on each, and what a pay-out needs.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.h"
#include "core/result.h"

namespace paydesk {

/// A day of the calendar, in the time zone of whatever it is about.
using CalendarDay = std::chrono::sys_days;

enum class PayoutRhythm : std::uint8_t { manual, daily, weekly, monthly };
std::string_view to_string(PayoutRhythm rhythm) noexcept;
std::optional<PayoutRhythm> parse_payout_rhythm(std::string_view text) noexcept;

struct PayoutSchedule {
  std::string name;
  Currency currency;
  std::vector<std::string> sellers; ///< none: every seller whom no other schedule of the currency names
  PayoutRhythm rhythm = PayoutRhythm::manual;
  int day = 0;              ///< weekly: 1 Monday to 7; monthly: 1 to 31, the last day where a month is shorter; else 0
  int cut_off = 0;          ///< minutes after midnight on the clocks of the zone, 0 to 1439
  std::string zone;         ///< an IANA name: "Asia/Seoul"
  std::int64_t minimum = 1; ///< minor units, > 0
  int hold_days = 0;        ///< what was credited in the last so many days is not paid yet, 0 to 90
  std::string psp_account;  ///< whose balance pays; empty: the bank account
  friend bool operator==(const PayoutSchedule&, const PayoutSchedule&) = default;
};

/// The latest pay-out day that is not after `day`; nothing for manual.
std::optional<CalendarDay> last_payout_day(const PayoutSchedule& schedule, CalendarDay day);
/// The first pay-out day that is after `day`; nothing for manual.
std::optional<CalendarDay> next_payout_day(const PayoutSchedule& schedule, CalendarDay day);

/// Whether both fall due at the same instants.
bool same_rhythm(const PayoutSchedule& a, const PayoutSchedule& b) noexcept;

/// Checks everything that needs no look elsewhere; the error names the field.
Result<void> check_payout_schedule(const PayoutSchedule& schedule);

/// "17:00" as minutes after midnight, and back; the error names `field`.
Result<int> parse_cut_off(std::string_view text, std::string_view field);
std::string format_cut_off(int minutes);

} // namespace paydesk
