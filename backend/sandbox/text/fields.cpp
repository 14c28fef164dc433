#include "sandbox/text/fields.h"

#include <algorithm>
#include <limits>

namespace sandbox {

using nlohmann::json;

Fields::Fields(const json& object, std::string prefix) : object_(object), prefix_(std::move(prefix)) {
  if (!object.is_object()) {
    const std::string name = prefix_.empty() ? "body" : prefix_.substr(0, prefix_.size() - 1);
    error_ = invalid_field(name, "must be an object");
  }
}

const json* Fields::find(const char* key) const {
  if (!object_.is_object()) return nullptr;
  const auto found = object_.find(key);
  if (found == object_.end() || found->is_null()) return nullptr;
  return &*found;
}

bool Fields::has(const char* key) const { return find(key) != nullptr; }

void Fields::fail(const std::string& key, const std::string& what) {
  if (!error_) error_ = invalid_field(prefix_ + key, what);
}

std::string Fields::text(const char* key, std::size_t longest) {
  if (!has(key)) fail(key, "is required");
  std::string value = text_or(key, "", longest);
  if (value.empty()) fail(key, "must not be empty");
  return value;
}

std::string Fields::text_or(const char* key, std::string fallback, std::size_t longest) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_string()) {
    fail(key, "must be a string");
    return fallback;
  }
  auto content = value->get<std::string>();
  if (content.size() > longest) fail(key, "is longer than " + std::to_string(longest) + " bytes");
  return content;
}

std::int64_t Fields::integer(const char* key, std::int64_t least, std::int64_t most) {
  if (!has(key)) fail(key, "is required");
  return integer_or(key, least, least, most);
}

std::int64_t Fields::integer_or(const char* key, std::int64_t fallback, std::int64_t least,
                                std::int64_t most) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  const std::string range =
      "must be an integer from " + std::to_string(least) + " to " + std::to_string(most);
  const bool too_big = value->is_number_unsigned() &&
                       value->get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
  if (!value->is_number_integer() || too_big || value->get<std::int64_t>() < least ||
      value->get<std::int64_t>() > most) {
    fail(key, range);
    return fallback;
  }
  return value->get<std::int64_t>();
}

double Fields::probability(const char* key) {
  const json* value = find(key);
  if (value == nullptr || !value->is_number() || !(value->get<double>() >= 0 && value->get<double>() <= 1)) {
    fail(key, "must be a number from 0 to 1");
    return 0;
  }
  return value->get<double>();
}

bool Fields::flag_or(const char* key, bool fallback) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_boolean()) {
    fail(key, "must be true or false");
    return fallback;
  }
  return value->get<bool>();
}

Instant Fields::instant(const char* key) {
  const std::string written = text(key, 40);
  const auto parsed = parse_rfc3339(written);
  if (!parsed) fail(key, "must be an RFC 3339 time such as 2026-01-31T09:05:00Z");
  return parsed.value_or(Instant{});
}

std::string Fields::choice_or(const char* key, const char* fallback,
                              std::initializer_list<std::string_view> words) {
  std::string value = text_or(key, fallback, 100);
  if (std::ranges::find(words, value) == words.end()) {
    std::string list;
    for (const std::string_view word : words)
      list.append(list.empty() ? "" : ", ").append(word);
    fail(key, "must be one of " + list);
  }
  return value;
}

std::vector<std::string> Fields::texts_or(const char* key, std::vector<std::string> fallback) {
  const json* value = find(key);
  if (value == nullptr) return fallback;
  const auto is_text = [](const json& item) { return item.is_string(); };
  if (!value->is_array() || !std::ranges::all_of(*value, is_text)) {
    fail(key, "must be a list of strings");
    return fallback;
  }
  return value->get<std::vector<std::string>>();
}

void Fields::only(std::initializer_list<std::string_view> known) {
  if (!object_.is_object()) return;
  for (const auto& [key, value] : object_.items()) {
    if (std::ranges::find(known, key) == known.end()) fail(key, "is not a known key");
  }
}

Result<json> parse_object(std::string_view body) {
  json parsed = json::parse(body, nullptr, false);
  if (parsed.is_discarded()) return Error{400, "invalid_request", "the body is not JSON", "body"};
  if (!parsed.is_object()) return invalid_field("body", "must be a JSON object");
  return parsed;
}

} // namespace sandbox
