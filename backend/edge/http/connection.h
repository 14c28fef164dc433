// One connection's life: reads requests, has them answered, keeps the time limits.
#pragma once

#include "edge/http/server.h"

#include <utility> // Boost 1.74's awaitable.hpp needs it and forgot it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <memory>
#include <optional>

namespace paydesk::edge {

/// What all connections of a server share; outlives them.
struct ConnectionContext {
  HttpOptions options;
  Handler handler;
  std::atomic<bool> draining = false;
};

/// Owns one accepted socket; everything runs on the socket's strand.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(boost::asio::ip::tcp::socket socket, ConnectionContext& context);

  /// Serves requests until the connection ends.
  boost::asio::awaitable<void> run();

  void drain(); ///< ends when idle; else after the answer under way. Any thread.
  void cut();   ///< closes now. Any thread.

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  /// A whole request, or the answer to a broken one, or neither when the peer is gone.
  struct Received {
    std::optional<HttpRequest> request;
    std::optional<HttpResponse> refused;
    bool keep_alive = false;
  };
  enum class AtDeadline { stop_reading, close };

  void arm(std::chrono::milliseconds limit, AtDeadline then);
  void disarm();
  void close() noexcept;
  boost::asio::awaitable<bool> first_byte();
  boost::asio::awaitable<Received> receive();
  boost::asio::awaitable<HttpResponse> answer(const HttpRequest& request);
  boost::asio::awaitable<bool> send(HttpResponse response, bool keep_alive, bool head);
  boost::asio::awaitable<void> linger();
  [[nodiscard]] bool has_unread_input() const;
  [[nodiscard]] std::optional<HttpResponse> refusal_of(const boost::system::error_code& problem) const;
  Received take(Parser& parser) const;

  boost::asio::ip::tcp::socket socket_;
  ConnectionContext& context_;
  boost::asio::steady_timer deadline_;
  boost::beast::flat_buffer buffer_;
  std::string remote_;
  unsigned generation_ = 0; ///< of the deadline: an old one that fires late is nobody's
  bool expired_ = false;
  bool idle_ = true;
};

} // namespace paydesk::edge
