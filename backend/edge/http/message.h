// What a handler sees of a request and what it answers: plain values, no Beast.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace paydesk::edge {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;                ///< upper case as sent, e.g. "POST"
  std::string target;                ///< as sent, query included
  std::string path;                  ///< as sent, without the query; not decoded
  std::vector<std::string> segments; ///< of the path, percent-decoded: "/a/b%2Fc" is {"a", "b/c"}
  Fields query;                      ///< in order, decoded
  Fields headers;                    ///< in order; names as sent
  Fields path_values;                ///< what the Router's `{name}` segments matched, decoded
  std::string body;
  std::string remote; ///< the peer's IP address

  /// The first header of that name, whatever its case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// How often a header is there: more than once is an attack where one decides (Authorization, keys).
  [[nodiscard]] std::size_t header_count(std::string_view name) const;
  /// The first query parameter of that name.
  [[nodiscard]] std::optional<std::string_view> query_value(std::string_view name) const;
  /// What `{name}` in the route's pattern matched; empty when the pattern has no such name.
  [[nodiscard]] std::string_view path_value(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string body = {};
  std::string content_type = "application/json";
  Fields headers = {}; ///< besides Content-Type, Content-Length and Connection
};

/// ASCII, as HTTP compares names.
bool same_name(std::string_view a, std::string_view b) noexcept;

} // namespace paydesk::edge
