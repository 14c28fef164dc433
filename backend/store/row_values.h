// Fields of result rows as the values that views are made of.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include <pqxx/pqxx>

#include "core/money.h"
#include "store/params.h"

namespace paydesk::store {

/// The amount in `minor` of the currency named in `currency`; absent when either is null or empty.
inline Money money_of(const pqxx::field& minor, const pqxx::field& currency) {
  const auto known = Currency::find(text_of(currency));
  return known && !minor.is_null() ? Money{int_of(minor), *known} : Money{};
}

/// An amount that is zero when `minor` is null.
inline Money money_of(std::int64_t minor, Currency currency) { return Money{minor, currency}; }

inline std::int32_t small_int_of(const pqxx::field& field) { return static_cast<std::int32_t>(int_of(field)); }

inline double real_of(const pqxx::field& field) { return field.is_null() ? 0 : std::strtod(field.c_str(), nullptr); }

/// The bytes of what encode(…, 'hex') answered.
inline std::string bytes_of_hex(std::string_view hex) {
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(value(hex[i]) * 16 + value(hex[i + 1]));
  return bytes;
}

} // namespace paydesk::store
