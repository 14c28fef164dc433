// Minor units and their decimal text. No floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandbox {

/// The largest amount the API takes, in minor units: small enough that fees cannot overflow.
inline constexpr std::int64_t kLargestAmount = 99'999'999'999'999;

/// The number of decimals of an ISO 4217 currency, or nothing when the code is not known.
std::optional<int> currency_digits(std::string_view code);

/// `1234` with 2 digits is "12.34", `-5` is "-0.05"; with 0 digits "1234".
std::string decimal_text(std::int64_t minor, int digits);

/// The decimal text of an amount in a known currency.
std::string decimal_text(std::int64_t minor, std::string_view currency);

/// For people: currency, thousands separators, e.g. "EUR 1,234.50".
std::string shown_amount(std::int64_t minor, std::string_view currency);

/// `amount × basis_points ÷ 10000`, rounded half-even; amount 0…kLargestAmount, basis points 0…10000.
std::int64_t share_of(std::int64_t amount, int basis_points);

} // namespace sandbox
