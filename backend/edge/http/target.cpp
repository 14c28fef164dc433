#include "edge/http/target.h"

#include <cstdint>

namespace paydesk::edge {

namespace {

int hex(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// How many bytes the UTF-8 character at the front has; 0 when it is not one (overlong, surrogate, too
/// large).
std::size_t utf8_length(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const std::uint8_t second = byte(1);
  const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                     (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return wrong ? 0 : length;
}

bool is_clean_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const auto first = static_cast<std::uint8_t>(text.front());
    const std::size_t length = utf8_length(text);
    if (length == 0 || first < 0x20 || first == 0x7F) return false;
    text.remove_prefix(length);
  }
  return true;
}

Result<void> parse_path(HttpRequest& request) {
  std::string_view rest = std::string_view(request.path).substr(1);
  for (;;) {
    const auto slash = rest.find('/');
    auto segment = percent_decode(rest.substr(0, slash), false);
    if (!segment) return tl::unexpected(segment.error());
    if (*segment == "." || *segment == "..") return invalid("path", "the path contains a relative segment");
    request.segments.push_back(std::move(*segment));
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
}

Result<void> parse_query(std::string_view rest, HttpRequest& request) {
  while (!rest.empty()) {
    const auto ampersand = rest.find('&');
    const std::string_view part = rest.substr(0, ampersand);
    rest.remove_prefix(ampersand == std::string_view::npos ? rest.size() : ampersand + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), true);
    if (!name) return tl::unexpected(name.error());
    auto value = percent_decode(equals == std::string_view::npos ? "" : part.substr(equals + 1), true);
    if (!value) return tl::unexpected(value.error());
    request.query.emplace_back(std::move(*name), std::move(*value));
  }
  return {};
}

/// "http://host/path" is "/path": RFC 9112 wants a server to take both.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.substr(0, scheme.size()) != scheme) continue;
    const auto slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  return target;
}

} // namespace

Result<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += plus_is_space && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0)
      return invalid("target", "a percent sign is not followed by two hexadecimal digits");
    decoded += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
    i += 2;
  }
  if (!is_clean_utf8(decoded))
    return invalid("target", "the target contains control characters or is not UTF-8");
  return decoded;
}

Result<void> parse_target(std::string_view target, HttpRequest& request) {
  request.target = target;
  const std::string_view local = without_authority(target);
  if (local.empty() || local.front() != '/') return invalid("target", "the target is not a path");
  const auto question = local.find('?');
  request.path = local.substr(0, question);
  if (auto path = parse_path(request); !path) return path;
  return question == std::string_view::npos ? Result<void>()
                                            : parse_query(local.substr(question + 1), request);
}

} // namespace paydesk::edge
