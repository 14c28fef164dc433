#include "sandbox/text/money.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace sandbox {

namespace {

struct Currency {
  std::string_view code;
  int digits;
};

constexpr std::array kCurrencies{
    Currency{"AED", 2}, Currency{"AUD", 2}, Currency{"BHD", 3}, Currency{"BRL", 2}, Currency{"CAD", 2},
    Currency{"CHF", 2}, Currency{"CLP", 0}, Currency{"CNY", 2}, Currency{"CZK", 2}, Currency{"DKK", 2},
    Currency{"EUR", 2}, Currency{"GBP", 2}, Currency{"HKD", 2}, Currency{"HUF", 2}, Currency{"IDR", 2},
    Currency{"INR", 2}, Currency{"ISK", 0}, Currency{"JOD", 3}, Currency{"JPY", 0}, Currency{"KRW", 0},
    Currency{"KWD", 3}, Currency{"MXN", 2}, Currency{"NOK", 2}, Currency{"NZD", 2}, Currency{"OMR", 3},
    Currency{"PHP", 2}, Currency{"PLN", 2}, Currency{"SEK", 2}, Currency{"SGD", 2}, Currency{"THB", 2},
    Currency{"TND", 3}, Currency{"TRY", 2}, Currency{"TWD", 2}, Currency{"USD", 2}, Currency{"VND", 0},
    Currency{"ZAR", 2}};

} // namespace

std::optional<int> currency_digits(std::string_view code) {
  const auto found = std::ranges::find(kCurrencies, code, &Currency::code);
  if (found == kCurrencies.end()) return std::nullopt;
  return found->digits;
}

std::string decimal_text(std::int64_t minor, int digits) {
  std::string text = std::to_string(std::llabs(minor));
  const auto decimals = static_cast<std::size_t>(digits);
  if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
  if (decimals > 0) text.insert(text.size() - decimals, 1, '.');
  return minor < 0 ? "-" + text : text;
}

std::string decimal_text(std::int64_t minor, std::string_view currency) {
  return decimal_text(minor, currency_digits(currency).value_or(2));
}

std::string shown_amount(std::int64_t minor, std::string_view currency) {
  std::string text = decimal_text(minor, currency);
  const std::size_t point = text.find('.');
  const std::size_t first_digit = minor < 0 ? 1 : 0;
  for (std::size_t at = point == std::string::npos ? text.size() : point; at > first_digit + 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return std::string(currency) + " " + text;
}

std::int64_t share_of(std::int64_t amount, int basis_points) {
  const std::int64_t product = amount * basis_points;
  const std::int64_t whole = product / 10000;
  const std::int64_t rest = product % 10000;
  const bool up = rest > 5000 || (rest == 5000 && whole % 2 != 0);
  return up ? whole + 1 : whole;
}

} // namespace sandbox
