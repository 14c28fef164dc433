// Money: integer minor units and an ISO 4217 currency. Never floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace paydesk {

/// An ISO 4217 currency: three ASCII capitals and the number of minor digits (KRW 0, EUR 2, KWD 3).
/// Value type of four bytes; only made by `find`, so a Currency is always a real one (or "none").
class Currency {
 public:
  constexpr Currency() noexcept = default;

  /// The active currency with this alphabetic code ("EUR"), case-sensitive; nullopt for anything else.
  /// Source: ISO 4217 list one, published 2024-06-25 (funds and metals without minor units are left out).
  static std::optional<Currency> find(std::string_view code) noexcept;
  /// Every currency known, in the order of its code.
  static std::span<const Currency> all() noexcept;

  std::string_view code() const noexcept { return {code_, code_[0] == '\0' ? 0u : 3u}; }
  int digits() const noexcept { return digits_; } ///< minor digits, 0 to 4
  std::string to_string() const { return std::string(code()); }

  friend bool operator==(const Currency& a, const Currency& b) noexcept { return a.code() == b.code(); }
  friend std::strong_ordering operator<=>(const Currency& a, const Currency& b) noexcept {
    return a.code().compare(b.code()) <=> 0;
  }

 private:
  friend struct CurrencyTable;
  constexpr Currency(const char* code, int digits) noexcept
      : code_{code[0], code[1], code[2]}, digits_(static_cast<signed char>(digits)) {}

  char code_[3] = {};
  signed char digits_ = 0;
};

/// An amount in minor units of one currency. Arithmetic is by the checked functions below.
struct Money {
  std::int64_t minor = 0;
  Currency currency;

  friend bool operator==(const Money&, const Money&) = default;
};

/// Parses a decimal string with exactly the currency's digits: "1234" KRW, "12.34" EUR, "1.234" KWD.
/// Refuses signs, exponents, spaces, grouping, non-ASCII digits, a zero before another digit, empty text,
/// more than 18 significant digits. Error.field is `field`.
Result<std::int64_t> parse_amount(std::string_view text, Currency currency, std::string_view field);
/// As parse_amount, with one leading '-' allowed (settlement files, adjustments).
Result<std::int64_t> parse_signed_amount(std::string_view text, Currency currency, std::string_view field);

/// The decimal string of an amount with exactly the currency's digits; "-" for negatives. Inverse of parse.
std::string format_amount(std::int64_t minor, Currency currency);

/// Sum or difference; nullopt on overflow.
std::optional<std::int64_t> checked_add(std::int64_t a, std::int64_t b) noexcept;
std::optional<std::int64_t> checked_sub(std::int64_t a, std::int64_t b) noexcept;

/// round_half_even(amount × numerator ÷ denominator) with 128-bit intermediates; nullopt on overflow.
/// denominator > 0.
std::optional<std::int64_t> share(std::int64_t amount, std::int64_t numerator,
                                  std::int64_t denominator) noexcept;

/// Splits `total` pro rata to `weights` (each ≥ 0, at least one > 0): every share rounded half-even, the
/// remainder goes to the part of the largest weight (the first of equals), so the parts always sum to `total`.
/// Where taking a remainder back would turn that part's sign, the rest is taken from the next largest.
/// Returns an empty vector when the weights are unusable.
std::vector<std::int64_t> allocate(std::int64_t total, std::span<const std::int64_t> weights);

/// The next successive part of `whole` by the cumulative rule:
/// round_half_even(whole × done_after ÷ base) − already. base > 0, 0 ≤ done_after ≤ base.
/// A commission of 1000 on 10001 refunded in 3334, 3334, 3333 returns 333, 334, 333.
std::int64_t cumulative_part(std::int64_t whole, std::int64_t done_after, std::int64_t base,
                             std::int64_t already) noexcept;

} // namespace paydesk
