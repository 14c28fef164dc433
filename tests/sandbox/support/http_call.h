// A blocking HTTP client for tests.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sandbox_test {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// `status` 0: the connection ended without an answer.
struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers; ///< names in lower case
  std::string body;
};

/// One request on a connection of its own to 127.0.0.1.
Answer http_call(std::uint16_t port, const std::string& method, const std::string& target,
                 const Headers& headers = {}, const std::string& body = {});

/// Sends bytes as they are and returns what comes back until the server closes.
std::string send_raw(std::uint16_t port, const std::string& bytes);

} // namespace sandbox_test
