// Small blocking HTTP requests to a server on this machine: the sandbox's control, the daemon's readiness.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"

namespace paydesk::demo {

struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// Talks to 127.0.0.1 on one port, a connection a request. Any one thread.
class HttpPeer {
 public:
  explicit HttpPeer(std::uint16_t port) : port_(port) {}

  std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  /// Whatever the server answers, also 4xx and 5xx; unavailable when no whole answer comes in time. An empty
  /// `idempotency_key` is not sent.
  Result<HttpAnswer> ask(const std::string& method, const std::string& path, const std::string& body = {},
                         const std::string& bearer = {},
                         std::chrono::milliseconds patience = std::chrono::seconds(30),
                         const std::string& idempotency_key = {}) const;

 private:
  std::uint16_t port_;
};

/// A TCP port of 127.0.0.1 that nobody uses now.
Result<std::uint16_t> free_port();

} // namespace paydesk::demo
