// URLs, percent encoding and forms.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// An absolute http URL, taken apart.
struct Url {
  std::string host;
  std::string port;
  std::string target; ///< path and query, at least "/"

  bool same_server(const Url& other) const { return host == other.host && port == other.port; }
};

/// Reads `http://host[:port][/path]`; nothing for other schemes, user names, or characters a URL may not
/// have.
std::optional<Url> parse_url(std::string_view text);

/// True for an http or https URL that is safe in a Location header.
bool is_web_address(std::string_view text);

/// Decodes %XX, and + as a space; a broken escape stays as it is.
std::string percent_decoded(std::string_view text);

/// Encodes everything but A–Z a–z 0–9 - . _ ~
std::string percent_encoded(std::string_view text);

/// Reads `a=1&b=2`; of a repeated key the first counts.
std::map<std::string, std::string> parse_form(std::string_view text);

/// The decoded, non-empty segments of a path.
std::vector<std::string> path_segments(std::string_view path);

/// `address` with one more query parameter list, before any fragment.
std::string with_query(const std::string& address, const std::string& query);

} // namespace sandbox
