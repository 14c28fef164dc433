#include "core/money.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <functional>
#include <numeric>

#include <fmt/format.h>

namespace paydesk {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t largest_amount = 999'999'999'999'999'999; // 18 digits

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Half-even; denominator > 0. |numerator| is at most 2^126, so doubling the remainder is safe.
Wide divide_half_even(Wide numerator, Wide denominator) noexcept {
  Wide quotient = numerator / denominator;
  const Wide remainder = numerator % denominator;
  const Wide twice = 2 * (remainder < 0 ? -remainder : remainder);
  if (twice > denominator || (twice == denominator && quotient % 2 != 0)) quotient += numerator < 0 ? -1 : 1;
  return quotient;
}

std::optional<std::int64_t> narrow(Wide value) noexcept {
  const auto result = static_cast<std::int64_t>(value);
  if (result != value) return std::nullopt;
  return result;
}

/// What is wrong with the shape of `text`, or an empty string.
std::string shape_mistake(std::string_view text, Currency currency) {
  const auto digits = static_cast<std::size_t>(currency.digits());
  if (text.empty()) return "The amount is empty.";
  if (text.front() == '+' || text.front() == '-') return "The amount must not have this sign.";
  const auto odd = std::ranges::find_if_not(text, [](char c) { return is_digit(c) || c == '.'; });
  if (odd != text.end())
    return "The amount may hold the digits 0 to 9 and one point only: no spaces, grouping or exponents.";
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  const auto fraction = point == text.size() ? std::string_view{} : text.substr(point + 1);
  if (fraction.find('.') != std::string_view::npos) return "The amount has more than one point.";
  if (whole.empty()) return "The amount needs a digit before the point.";
  if (whole.size() > 1 && whole.front() == '0') return "The amount has a leading zero.";
  if (fraction.size() != digits || (digits == 0 && point != text.size()))
    return digits == 0 ? fmt::format("An amount in {} has no digits after the point.", currency.code())
                       : fmt::format("An amount in {} has exactly {} digits after the point.",
                                     currency.code(), digits);
  return {};
}

/// Takes from the largest shares what rounding gave too much, none beyond zero: with many small parts one
/// share alone may be smaller than what is to be taken back.
void take_back(std::vector<std::int64_t>& parts, std::span<const std::int64_t> weights, Wide surplus) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return weights[i]; });
  for (const auto i : order) {
    const Wide taken = surplus > 0 ? std::min<Wide>(surplus, parts[i]) : std::max<Wide>(surplus, parts[i]);
    parts[i] -= static_cast<std::int64_t>(taken);
    surplus -= taken;
    if (surplus == 0) return;
  }
}

} // namespace

Result<std::int64_t> parse_amount(std::string_view text, Currency currency, std::string_view field) {
  if (currency.code().empty()) return invalid(std::string(field), "The amount has no currency.");
  if (auto mistake = shape_mistake(text, currency); !mistake.empty())
    return invalid(std::string(field), std::move(mistake));
  std::int64_t minor = 0;
  for (const char c : text) {
    if (c == '.') continue;
    if (minor > largest_amount / 10)
      return invalid(std::string(field), "The amount is too large: at most 18 significant digits.");
    minor = minor * 10 + (c - '0');
  }
  return minor;
}

Result<std::int64_t> parse_signed_amount(std::string_view text, Currency currency, std::string_view field) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  auto minor = parse_amount(text, currency, field);
  if (minor && negative) *minor = -*minor;
  return minor;
}

std::string format_amount(std::int64_t minor, Currency currency) {
  const auto digits = static_cast<std::size_t>(currency.digits());
  const bool negative = minor < 0;
  // Negated as unsigned: the smallest int64 has no positive counterpart.
  const auto magnitude =
      negative ? std::uint64_t{0} - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
  auto text = fmt::format("{:0{}}", magnitude, digits + 1);
  if (digits > 0) text.insert(text.size() - digits, 1, '.');
  if (negative) text.insert(0, 1, '-');
  return text;
}

std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) noexcept {
  return narrow(Wide{a} + b);
}

std::optional<std::int64_t> checked_sub(std::int64_t a, std::int64_t b) noexcept {
  return narrow(Wide{a} - b);
}

std::optional<std::int64_t> share(std::int64_t amount, std::int64_t numerator,
                                  std::int64_t denominator) noexcept {
  assert(denominator > 0);
  return narrow(divide_half_even(Wide{amount} * numerator, denominator));
}

std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights) {
  Wide whole = 0;
  for (const auto weight : weights) {
    if (weight < 0) return {};
    whole += weight;
  }
  if (whole == 0) return {};

  std::vector<std::int64_t> parts;
  parts.reserve(weights.size());
  Wide remainder = total;
  for (const auto weight : weights) {
    parts.push_back(static_cast<std::int64_t>(divide_half_even(Wide{total} * weight, whole)));
    remainder -= parts.back();
  }
  if (remainder != 0 && (remainder < 0) != (total < 0)) {
    take_back(parts, weights, -remainder);
  } else {
    const auto largest = std::ranges::max_element(weights) - weights.begin();
    parts[static_cast<std::size_t>(largest)] += static_cast<std::int64_t>(remainder);
  }
  return parts;
}

std::int64_t cumulative_part(std::int64_t whole, std::int64_t done_after, std::int64_t base,
                             std::int64_t already) noexcept {
  assert(base > 0 && done_after >= 0 && done_after <= base);
  const auto due = divide_half_even(Wide{whole} * done_after, base);
  const auto part = narrow(due - already);
  assert(part);
  return *part;
}

} // namespace paydesk
