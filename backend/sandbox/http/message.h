// What the sandbox's own code knows of HTTP; Boost.Beast stays behind server.cpp and client.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandbox {

/// One request as a handler sees it. Header names are lower-case; path segments and query are decoded.
struct Request {
  std::string method;
  std::string path;
  std::vector<std::string> segments;
  std::map<std::string, std::string> query;
  std::map<std::string, std::string> headers;
  std::string body;

  /// The header's value, or nothing; the name in lower case.
  std::optional<std::string> header(const std::string& name) const {
    const auto found = headers.find(name);
    if (found == headers.end()) return std::nullopt;
    return found->second;
  }
};

/// How the exchange ends.
enum class Ending {
  answered,   ///< the reply is sent
  unanswered, ///< the connection is closed without a byte
  reset,      ///< the connection is reset (RST)
};

struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers{};
  Ending ending = Ending::answered;
};

} // namespace sandbox
