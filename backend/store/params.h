// Values to and from SQL: parameters, array literals for unnest, and fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pqxx/pqxx>

#include "core/clock.h"
#include "core/ids.h"

namespace paydesk::store {

std::string to_sql(const Uuid& value);
std::string to_sql(Instant value);
inline std::string to_sql(std::string_view value) { return std::string(value); }
inline std::string to_sql(const std::string& value) { return value; }
inline std::string to_sql(const char* value) { return value; }
inline std::string to_sql(bool value) { return value ? "t" : "f"; }
template <class Int>
  requires(std::is_integral_v<Int> && !std::is_same_v<Int, bool>)
std::string to_sql(Int value) {
  return std::to_string(value);
}

/// Binary as bytea's hex text.
std::string to_bytea(std::string_view bytes);

/// A column for `unnest($n::type[])`: a PostgreSQL array literal, built once, each element quoted.
class Array {
 public:
  template <class T> void add(const T& value) { append(to_sql(value)); }
  template <class T> void add(const std::optional<T>& value) {
    if (value)
      append(to_sql(*value));
    else
      append_null();
  }
  std::string text() const { return text_.empty() ? "{}" : text_ + "}"; }
  bool empty() const noexcept { return text_.empty(); }

 private:
  void append(std::string_view value);
  void append_null();
  std::string text_;
};

/// The array literal of any range.
template <class Range, class Projection> std::string array_of(const Range& range, Projection project) {
  Array array;
  for (const auto& item : range)
    array.add(project(item));
  return array.text();
}

/// Parameters of one statement, in order.
class Params {
 public:
  Params() = default;
  template <class... T> static Params of(const T&... values) {
    Params params;
    (params.add(values), ...);
    return params;
  }
  template <class T> Params& add(const T& value) {
    values_.emplace_back(to_sql(value));
    return *this;
  }
  template <class T> Params& add(const std::optional<T>& value) {
    if (value)
      values_.emplace_back(to_sql(*value));
    else
      values_.emplace_back(std::nullopt);
    return *this;
  }
  Params& add(const Array& array) {
    values_.emplace_back(array.text());
    return *this;
  }
  const std::vector<std::optional<std::string>>& values() const noexcept { return values_; }

 private:
  std::vector<std::optional<std::string>> values_;
};

Uuid uuid_of(const pqxx::field& field);     ///< nil when null
Instant instant_of(const pqxx::field& field); ///< the epoch when null
std::optional<Instant> optional_instant_of(const pqxx::field& field);
std::string text_of(const pqxx::field& field); ///< empty when null
std::int64_t int_of(const pqxx::field& field); ///< 0 when null
bool bool_of(const pqxx::field& field);
std::vector<std::uint8_t> bytes_of(const pqxx::field& field);

} // namespace paydesk::store
