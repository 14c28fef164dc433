#include "psp/http/redact.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace paydesk::psp {

namespace {

using Json = nlohmann::ordered_json;
constexpr int deepest = 64;
constexpr std::size_t shows_end_from = 24; ///< shorter secrets would lose too much by four characters

/// Lower case without '-' and '_': "API-Key", "api_key" and "apiKey" are one name.
std::string plain(std::string_view name) {
  std::string text;
  for (const char c : name)
    if (c != '-' && c != '_') text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void redact(Json& value, int depth) {
  if (depth > deepest) {
    value = "…";
    return;
  }
  if (value.is_array())
    for (auto& element : value)
      redact(element, depth + 1);
  if (!value.is_object()) return;
  for (auto& [name, member] : value.items()) {
    if (!is_secret_name(name) || member.is_null())
      redact(member, depth + 1);
    else
      member = member.is_string() ? masked(member.get_ref<const std::string&>()) : std::string("…");
  }
}

bool looks_like_form(std::string_view text) {
  const auto equals = text.find('=');
  return equals != std::string_view::npos && equals > 0 && std::none_of(text.begin(), text.end(), [](char c) {
           return c == ' ' || c == '\n' || c == '<' || c == '{';
         });
}

std::string redacted_form(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto ampersand = text.find('&');
    const std::string_view part = text.substr(0, ampersand);
    const auto equals = part.find('=');
    if (equals != std::string_view::npos && is_secret_name(part.substr(0, equals)))
      out.append(part.substr(0, equals + 1)).append(masked(part.substr(equals + 1)));
    else
      out += part;
    if (ampersand == std::string_view::npos) break;
    out += '&';
    text.remove_prefix(ampersand + 1);
  }
  return out;
}

/// JSON or a form with its secrets masked; nothing for other text.
std::optional<std::string> redacted_structure(std::string_view body) {
  auto parsed = Json::parse(body, nullptr, false);
  if (!parsed.is_discarded() && (parsed.is_object() || parsed.is_array())) {
    redact(parsed, 0);
    return parsed.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  if (looks_like_form(body)) return redacted_form(body);
  return std::nullopt;
}

} // namespace

bool is_secret_name(std::string_view name) {
  const std::string text = plain(name);
  if (text.find("idempotency") != std::string::npos) return false;
  static constexpr std::array marks{"authorization", "cookie",     "secret",     "token", "password",
                                    "signature",     "cardnumber", "privatekey", "cvc",   "cvv"};
  return text == "pan" || text.ends_with("key") ||
         std::any_of(marks.begin(), marks.end(),
                     [&](const char* mark) { return text.find(mark) != std::string::npos; });
}

std::string masked(std::string_view secret) {
  if (secret.size() < shows_end_from) return "…";
  const auto end = secret.substr(secret.size() - 4);
  const bool plain_ascii = std::all_of(end.begin(), end.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  std::string shown = "…";
  if (plain_ascii) shown += end;
  return shown;
}

HttpHeaders redacted(const HttpHeaders& headers) {
  HttpHeaders out = headers;
  for (auto& [name, value] : out)
    if (is_secret_name(name)) value = masked(value);
  return out;
}

std::string redacted_body(std::string_view body) {
  if (body.empty()) return {};
  if (auto text = redacted_structure(body)) return std::move(*text);
  return std::to_string(body.size()) + " bytes, not shown";
}

std::string redacted_excerpt(std::string_view body, std::size_t most) {
  auto text = redacted_structure(body).value_or(std::string(body.substr(0, most)));
  text.resize(std::min(text.size(), most));
  for (auto& c : text)
    if (c < 0x20 || c == 0x7F) c = c == '\n' || c == '\t' ? ' ' : '?';
  return text;
}

std::string redacted_url(std::string_view url) {
  std::string out(url);
  const auto scheme = out.find("://");
  const auto path = out.find_first_of("/?#", scheme == std::string::npos ? 0 : scheme + 3);
  const auto at = out.rfind('@', path);
  if (scheme != std::string::npos && at != std::string::npos && at > scheme)
    out.erase(scheme + 3, at - scheme - 2);
  const auto question = out.find('?');
  if (question == std::string::npos) return out;
  return out.substr(0, question + 1) + redacted_form(std::string_view(out).substr(question + 1));
}

} // namespace paydesk::psp
