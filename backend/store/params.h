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

/// A number, not a truth value.
template <class T>
concept Integer = std::is_integral_v<T> && !std::is_same_v<T, bool>;

std::string to_sql(const Uuid& value);
std::string to_sql(Instant value);
inline std::string to_sql(std::string_view value) { return std::string(value); }
inline std::string to_sql(const std::string& value) { return value; }
inline std::string to_sql(const char* value) { return value; }
inline std::string to_sql(bool value) { return value ? "t" : "f"; }
template <Integer Int> std::string to_sql(Int value) { return std::to_string(value); }

/// Binary as bytea's hex text.
std::string to_bytea(std::string_view bytes);

/// A column for `unnest($n::type[])`: a PostgreSQL array literal, built in place; texts are quoted.
class Array {
 public:
  void add(const Uuid& value) { value.append_to(next()); }
  void add(Instant value) { next() += format_instant(value); }
  void add(bool value) { next() += value ? 't' : 'f'; }
  template <Integer Int> void add(Int value) { append_number(static_cast<std::int64_t>(value)); }
  void add(std::string_view value) { append_quoted(value); }
  void add(const std::string& value) { append_quoted(value); }
  void add(const char* value) { append_quoted(value); }
  template <class T> void add(const std::optional<T>& value) {
    if (value)
      add(*value);
    else
      next() += "NULL";
  }
  std::string text() const { return text_.empty() ? "{}" : text_ + "}"; }
  bool empty() const noexcept { return text_.empty(); }

 private:
  /// The text, ready for one more element.
  std::string& next() {
    text_ += text_.empty() ? '{' : ',';
    return text_;
  }
  void append_number(std::int64_t value);
  void append_quoted(std::string_view value);
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
  /// All of another's, behind these.
  Params& add(const Params& more) {
    values_.insert(values_.end(), more.values_.begin(), more.values_.end());
    return *this;
  }
  const std::vector<std::optional<std::string>>& values() const noexcept { return values_; }

 private:
  std::vector<std::optional<std::string>> values_;
};

/// Reads a row's columns from left to right, in the order of the statement's select list: looking each up by its name
/// costs more than reading it.
class Cells {
 public:
  explicit Cells(const pqxx::row& row) noexcept : row_(row) {}
  explicit Cells(pqxx::row&&) = delete; ///< the row has to live on
  Uuid uuid();                ///< nil when null
  std::optional<Uuid> optional_uuid();
  Instant instant();          ///< the epoch when null
  std::optional<Instant> optional_instant();
  std::string text();         ///< empty when null
  const char* c_str();        ///< lives as long as the row's result; "" when null
  std::int64_t integer();     ///< 0 when null
  int small() { return static_cast<int>(integer()); }
  bool boolean();

 private:
  pqxx::field next() { return row_[column_++]; }
  const pqxx::row& row_;
  int column_ = 0;
};

Uuid uuid_of(const pqxx::field& field);     ///< nil when null
Instant instant_of(const pqxx::field& field); ///< the epoch when null
std::optional<Instant> optional_instant_of(const pqxx::field& field);
std::string text_of(const pqxx::field& field); ///< empty when null
std::int64_t int_of(const pqxx::field& field); ///< 0 when null
inline std::optional<std::int64_t> optional_int_of(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(int_of(field));
}
bool bool_of(const pqxx::field& field);
std::vector<std::uint8_t> bytes_of(const pqxx::field& field);

} // namespace paydesk::store
