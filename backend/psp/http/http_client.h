// Many concurrent HTTP calls on one thread, each with a certain outcome.
#pragma once

#include "core/result.h"
#include "psp/http/http_call.h"

#include <sys/socket.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace paydesk::psp {

struct HttpClientOptions {
  long connections_per_host = 8; ///< further calls to the host wait for their turn
  long connections = 64;         ///< as many calls are on their way at once; further ones wait, the oldest first
  std::chrono::seconds idle_connection{20}; ///< then closed: a PSP that closes first would cost a lost call
  std::string ca_file = {};                 ///< empty: the system's certificates
  std::string user_agent = "paydesk";
  /// Asked with each resolved address right before connecting; empty: any may be connected to.
  std::function<bool(const sockaddr&)> may_connect = {};
};

/// Owns the connections and the calls in flight. One thread uses it; only wake() may be called from others.
/// Redirects are not followed, proxies from the environment not used, TLS always verified, HTTP/1.1 only, and
/// no request is ever sent twice: libcurl's own repeat on a connection the server just closed is a `lost`
/// here.
class HttpClient {
 public:
  /// unavailable: libcurl cannot be initialised.
  static Result<HttpClient> create(HttpClientOptions options = {});

  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient(); ///< abandons what is in flight: its outcome is unknown

  /// Starts a call; its reply comes from a later poll(). invalid_argument: a method, header or URL that
  /// cannot be sent (also another scheme than http and https); then there will be no reply.
  Result<void> submit(HttpCall call);

  /// Moves all calls on and returns those that ended; waits for the first up to `patience`, or until wake().
  /// May return early with nothing.
  std::vector<HttpReply> poll(std::chrono::milliseconds patience);

  /// Ends a poll() that waits, or the next one. Any thread.
  void wake() const noexcept;

  [[nodiscard]] std::size_t in_flight() const noexcept;

 private:
  struct State;
  explicit HttpClient(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};

} // namespace paydesk::psp
