// Reading a JSON object field by field.
#pragma once

#include "sandbox/text/error.h"
#include "sandbox/text/instants.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Reads fields of one JSON object and keeps the first error, so that a caller reads everything and checks
/// once. Borrows the object.
class Fields {
 public:
  /// `prefix` is put before field names in errors, e.g. "accounts[0].".
  explicit Fields(const nlohmann::json& object, std::string prefix = {});

  /// A required string of 1…longest bytes.
  std::string text(const char* key, std::size_t longest);
  /// A string of 0…longest bytes; the fallback when absent or null.
  std::string text_or(const char* key, std::string fallback, std::size_t longest);
  /// A required integer in [least, most].
  std::int64_t integer(const char* key, std::int64_t least, std::int64_t most);
  std::int64_t integer_or(const char* key, std::int64_t fallback, std::int64_t least, std::int64_t most);
  /// A number in [0, 1].
  double probability(const char* key);
  bool flag_or(const char* key, bool fallback);
  /// A required RFC 3339 instant.
  Instant instant(const char* key);
  /// A required one of the given words.
  std::string choice_or(const char* key, const char* fallback, std::initializer_list<std::string_view> words);
  /// A list of strings; the fallback when absent.
  std::vector<std::string> texts_or(const char* key, std::vector<std::string> fallback);

  /// Makes any key that is not listed an error.
  void only(std::initializer_list<std::string_view> known);
  /// Records a caller's own finding about a field (kept only when it is the first).
  void fail(const std::string& key, const std::string& what);

  bool has(const char* key) const;
  const std::optional<Error>& error() const { return error_; }

 private:
  const nlohmann::json* find(const char* key) const;

  const nlohmann::json& object_;
  std::string prefix_;
  std::optional<Error> error_;
};

/// Parses a JSON object; 400 when it is not one.
Result<nlohmann::json> parse_object(std::string_view body);

} // namespace sandbox
