#include "store/params.h"

#include <charconv>
#include <iterator>

namespace paydesk::store {

std::string to_sql(const Uuid& value) { return value.to_string(); }
std::string to_sql(Instant value) { return format_instant(value); }

std::string to_bytea(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex = "\\x";
  hex.reserve(2 + bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

void Array::append_number(std::int64_t value) {
  char digits[20];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
  next().append(digits, static_cast<std::size_t>(end - digits));
}

void Array::append_quoted(std::string_view value) {
  next() += '"';
  if (value.find('"') == std::string_view::npos && value.find('\\') == std::string_view::npos)
    text_ += value;
  else
    for (const char c : value) {
      if (c == '"' || c == '\\')
        text_ += '\\';
      text_ += c;
    }
  text_ += '"';
}

Uuid Cells::uuid() { return uuid_of(next()); }
std::optional<Uuid> Cells::optional_uuid() {
  const auto field = next();
  return field.is_null() ? std::nullopt : Uuid::parse(field.c_str());
}
Instant Cells::instant() { return instant_of(next()); }
std::optional<Instant> Cells::optional_instant() { return optional_instant_of(next()); }
std::string Cells::text() { return next().c_str(); }
const char* Cells::c_str() { return next().c_str(); }
std::int64_t Cells::integer() {
  const std::string_view digits = next().c_str();
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}
bool Cells::boolean() { return next().c_str()[0] == 't'; }

Uuid uuid_of(const pqxx::field& field) {
  return field.is_null() ? Uuid{} : Uuid::parse(field.c_str()).value_or(Uuid{});
}

// The session speaks UTC and ISO: "2026-11-16 14:31:54.123456+00".
std::optional<Instant> optional_instant_of(const pqxx::field& field) {
  if (field.is_null())
    return std::nullopt;
  std::string text = field.c_str();
  if (text.size() > 10)
    text[10] = 'T';
  if (text.ends_with("+00"))
    text.replace(text.size() - 3, 3, "Z");
  return parse_instant(text);
}

Instant instant_of(const pqxx::field& field) { return optional_instant_of(field).value_or(Instant{}); }
std::string text_of(const pqxx::field& field) { return field.is_null() ? std::string{} : field.c_str(); }
std::int64_t int_of(const pqxx::field& field) { return field.is_null() ? 0 : field.as<std::int64_t>(); }
bool bool_of(const pqxx::field& field) { return !field.is_null() && field.c_str()[0] == 't'; }

std::vector<std::uint8_t> bytes_of(const pqxx::field& field) {
  std::vector<std::uint8_t> bytes;
  const std::string_view text = field.is_null() ? std::string_view{} : std::string_view{field.c_str(), field.size()};
  const auto value = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  for (std::size_t i = 2; i + 1 < text.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(value(text[i]) * 16 + value(text[i + 1])));
  return bytes;
}

} // namespace paydesk::store
