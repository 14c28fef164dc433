#include "store/cursor.h"

#include <algorithm>

#include "core/ids.h"

namespace paydesk::store {
namespace {

constexpr std::size_t checksum_bytes = 8;
constexpr std::size_t longest_cursor = 4096;

std::string checksum(std::string_view scope, std::string_view body) {
  const auto digest = derived_uuid(Uuid{}, std::string(scope) + '\0' + std::string(body));
  return {reinterpret_cast<const char*>(digest.bytes.data()), checksum_bytes};
}

std::string to_hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte >> 4];
    hex += digits[byte & 15];
  }
  return hex;
}

int nibble(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Empty when it is not hex.
std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    const int high = nibble(hex[i]), low = nibble(hex[i + 1]);
    if (high < 0 || low < 0)
      return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return hex.size() % 2 == 0 ? bytes : std::string{};
}

/// Whether PostgreSQL will read `text` as `type`; a checksum can be made by anybody.
bool fits(const std::string& text, std::string_view type) {
  if (type == "timestamptz")
    return !text.starts_with("0000") && parse_instant(text).has_value();
  if (type == "uuid")
    return Uuid::parse(text).has_value();
  if (type == "bigint")
    return !text.empty() && text.size() < 18 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return text.find('\0') == std::string::npos;
}

} // namespace

std::string page_scope(std::string_view list, const views::PageRequest& page) {
  return std::string(list) + (page.oldest_first ? "\nup\n" : "\ndown\n") + page.filter;
}

std::string encode_cursor(std::string_view scope, const std::vector<std::string>& key) {
  std::string body;
  for (const auto& part : key)
    body += part + '\n';
  return to_hex(checksum(scope, body) + body);
}

Result<std::vector<std::string>> decode_cursor(std::string_view scope, std::string_view cursor, std::size_t parts) {
  const auto bytes = cursor.size() > longest_cursor ? std::string{} : from_hex(cursor);
  const auto body = bytes.substr(std::min(checksum_bytes, bytes.size()));
  if (body.empty() || bytes.substr(0, checksum_bytes) != checksum(scope, body))
    return invalid("cursor", "is not a cursor of this list with this filter and order; begin again without one");
  std::vector<std::string> key;
  for (std::size_t begin = 0; begin < body.size();) {
    const auto end = std::min(body.find('\n', begin), body.size());
    key.push_back(body.substr(begin, end - begin));
    begin = end + 1;
  }
  if (key.size() != parts)
    return invalid("cursor", "is not a cursor of this list; begin again without one");
  return key;
}

Result<int> page_limit(const views::PageRequest& page) {
  if (page.limit < 0 || page.limit > 500)
    return invalid("limit", "must be 1 to 500, or 0 for 100");
  return page.limit == 0 ? 100 : page.limit;
}

Result<std::string> keyset_condition(std::string_view scope, const views::PageRequest& page, KeyColumn first,
                                     KeyColumn second, Params& params) {
  if (page.cursor.empty())
    return std::string{};
  const auto key = decode_cursor(scope, page.cursor, 2);
  if (!key)
    return tl::unexpected(key.error());
  std::string values;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto type = i == 0 ? first.type : second.type;
    if (!fits((*key)[i], type))
      return invalid("cursor", "is not a cursor of this list; begin again without one");
    params.add((*key)[i]);
    values += (i == 0 ? "$" : ", $") + std::to_string(params.values().size()) + "::" + std::string(type);
  }
  return " and (" + std::string(first.column) + ", " + std::string(second.column) + ") " +
         (page.oldest_first ? "> (" : "< (") + values + ")";
}

std::string keyset_order(const views::PageRequest& page, std::string_view first, std::string_view second, int limit,
                         Params& params) {
  params.add(limit + 1);
  const std::string direction = page.oldest_first ? "" : " desc";
  return " order by " + std::string(first) + direction + ", " + std::string(second) + direction + " limit $" +
         std::to_string(params.values().size()) + "::int";
}

} // namespace paydesk::store
