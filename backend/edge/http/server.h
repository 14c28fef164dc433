// The HTTP/1.1 server: listening, limits, threads and an orderly end. Knows nothing of payments.
#pragma once

#include "core/result.h"
#include "edge/http/handler.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace paydesk::edge {

struct HttpOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0; ///< 0: any free one
  unsigned threads = 2;
  std::size_t body_limit = 1024 * 1024;
  std::uint32_t header_limit = 16 * 1024;         ///< request line and headers together
  std::chrono::milliseconds read_timeout{15000};  ///< from a request's first byte to its last
  std::chrono::milliseconds write_timeout{15000}; ///< to take an answer
  std::chrono::milliseconds idle_timeout{75000};  ///< between requests
  std::size_t max_connections = 1024;             ///< more are answered 503 and closed
  /// Told of every exception a handler throws, for the log; any server thread.
  std::function<void(const std::string& what, const HttpRequest& request)> on_defect = {};
};

/// Owns the listening socket, its threads and all connections. Thread-safe; not to be stopped from a handler.
class HttpServer {
 public:
  /// Listens and serves from now on. invalid_argument: the address; unavailable: the port is taken (the
  /// message names address and port); permission_denied: a port below 1024.
  static Result<std::unique_ptr<HttpServer>> start(HttpOptions options, Handler handler);

  ~HttpServer(); ///< stops without grace when stop() was not called

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  [[nodiscard]] std::size_t connections() const noexcept;

  /// Accepts no more, closes idle connections, lets requests in flight finish for up to `grace`, then cuts
  /// the rest. Blocks until every thread ended; true when nothing had to be cut.
  bool stop(std::chrono::milliseconds grace);

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

} // namespace paydesk::edge
