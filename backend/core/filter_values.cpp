#include "core/filter_values.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

#include <fmt/format.h>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::filter {
namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) noexcept { return std::ranges::all_of(text, is_digit); }

std::string with_case(std::string_view text, char from, char to) {
  std::string result(text);
  for (char& c : result)
    if (c >= from && c <= from + 25) c = static_cast<char>(c - from + to);
  return result;
}
std::string to_upper(std::string_view text) { return with_case(text, 'a', 'A'); }
std::string to_lower(std::string_view text) { return with_case(text, 'A', 'a'); }

bool is_number(std::string_view text) { return !text.empty() && text.size() <= 9 && all_digits(text); }

/// A decimal of at most 18 digits, `fraction_digits` of them behind the point.
bool is_amount(std::string_view text, std::size_t fraction_digits) {
  const auto point = text.find('.');
  const auto whole = text.substr(0, point);
  const auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || !all_digits(whole) || !all_digits(fraction)) return false;
  if (point != std::string_view::npos && fraction.empty()) return false;
  return fraction.size() <= fraction_digits && whole.size() + fraction.size() <= 18;
}

bool is_time(std::string_view text) {
  if (text == "today" || text == "yesterday") return true;
  if (text.size() == 10) return parse_instant(std::string(text) + "T00:00:00Z").has_value();
  return parse_instant(text).has_value();
}

/// Applies `good` to the value, or to the ends of a range that are there.
template <class Predicate>
bool ends_are(const Value& value, Predicate good) {
  if (value.op != '.') return good(value.text);
  return (value.text.empty() || good(value.text)) && (value.upper.empty() || good(value.upper));
}

std::string check_amount(Value& value) {
  std::size_t digits = 4; // the most that any currency has
  if (!value.unit.empty()) {
    value.unit = to_upper(value.unit);
    const auto currency = Currency::find(value.unit);
    if (!currency) return fmt::format("There is no currency \"{}\".", value.unit);
    digits = static_cast<std::size_t>(currency->digits());
  }
  if (ends_are(value, [&](std::string_view text) { return is_amount(text, digits); })) return {};
  if (value.unit.empty()) return "An amount is a decimal number like 100 or 12.34, without sign or grouping.";
  return fmt::format("An amount in {} has at most {} digits after the point, no sign and no grouping.",
                     value.unit, digits);
}

std::string check_measure(const Value& value, KeyType type) {
  switch (type) {
  case KeyType::age:
    if (ends_are(value, [](std::string_view text) { return parse_age(text).has_value(); })) return {};
    return "An age is a number and s, m, h or d, like 90s, 30m, 4h or 2d.";
  case KeyType::time:
    if (ends_are(value, is_time)) return {};
    return "A time is today, yesterday, a date like 2026-11-16 or an instant like 2026-11-16T14:31:54Z.";
  default:
    if (ends_are(value, is_number)) return {};
    return "Only a whole number of at most nine digits can stand here.";
  }
}

std::string check_word(Value& value, KeyType type) {
  if (value.op != '=' && value.op != '@')
    return "Comparisons and ranges are for amounts, ages, times and numbers only.";
  if (type != KeyType::currency || value.op == '@') return {};
  if (!is_currency_code(value.text)) return "A currency is one of the ISO 4217 codes, like USD or KRW.";
  value.text = to_upper(value.text);
  return {};
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from `a` to `b`; both up to 31
/// bytes.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::array<std::array<std::size_t, 32>, 32> steps{};
  for (std::size_t i = 0; i <= a.size(); ++i)
    steps[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j)
    steps[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = steps[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      steps[i][j] = std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
    }
  }
  return steps[a.size()][b.size()];
}

} // namespace

std::string check_value(Value& value, KeyType type) {
  const bool is_range = value.op == '.';
  if (is_range && value.text.empty() && value.upper.empty()) return "A range needs at least one end.";
  if (!is_range && value.text.empty()) return "An empty value matches nothing.";
  switch (type) {
  case KeyType::text:
  case KeyType::state:
  case KeyType::currency:
    return check_word(value, type);
  case KeyType::amount:
  case KeyType::age:
  case KeyType::time:
  case KeyType::number:
    break;
  }
  if (value.op == '@') return "A saved list holds names; amounts, ages, times and numbers are written out.";
  return type == KeyType::amount ? check_amount(value) : check_measure(value, type);
}

bool is_currency_code(std::string_view text) {
  return text.size() == 3 && Currency::find(to_upper(text)).has_value();
}

std::string_view near_key(std::string_view name, std::span<const Key> keys) {
  if (name.empty() || name.size() > 31) return {};
  const auto typed = to_lower(name);
  std::string_view nearest;
  std::size_t least = 3;
  for (const Key& key : keys) {
    if (key.name.size() > 31) continue;
    const bool begun = typed.size() > 1 && key.name.starts_with(typed);
    const auto distance = begun ? 1 : edit_distance(typed, key.name);
    if (distance < least && distance * 2 <= key.name.size()) {
      least = distance;
      nearest = key.name;
    }
  }
  return nearest;
}

std::optional<std::int64_t> parse_age(std::string_view text) {
  if (text.size() < 2 || !is_number(text.substr(0, text.size() - 1))) return std::nullopt;
  std::int64_t count = 0;
  for (const char c : text.substr(0, text.size() - 1))
    count = count * 10 + (c - '0');
  switch (text.back()) {
  case 's':
    return count;
  case 'm':
    return count * 60;
  case 'h':
    return count * 3'600;
  case 'd':
    return count * 86'400;
  default:
    return std::nullopt;
  }
}

} // namespace paydesk::filter
