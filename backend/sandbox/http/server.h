// The HTTP/1.1 server: connections, limits and timeouts; knows nothing of payments.
#pragma once

#include "sandbox/http/message.h"

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace sandbox {

/// Answers one request; may wait as long as it likes.
using Handler = std::function<boost::asio::awaitable<Reply>(Request)>;

struct ServerLimits {
  std::size_t largest_body = 1024 * 1024;
  std::uint32_t largest_header = 16 * 1024;
  std::chrono::milliseconds client{15000}; ///< to finish a request once begun, or to take a reply
  std::chrono::milliseconds idle{75000};   ///< between requests on a kept-alive connection
};

/// Listens on 127.0.0.1 and runs a coroutine per connection on the io_context, which one thread runs.
class Server {
 public:
  Server(boost::asio::io_context& io, Handler handler, ServerLimits limits);

  /// Binds the port (0 = any free one) and begins to accept. Returns the port; throws
  /// boost::system::system_error when it cannot be bound.
  std::uint16_t listen(std::uint16_t port);

 private:
  struct Shared {
    Handler handler;
    ServerLimits limits;
  };

  static boost::asio::awaitable<void> accept_forever(boost::asio::ip::tcp::acceptor& acceptor,
                                                     std::shared_ptr<const Shared> shared);
  static boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket,
                                            std::shared_ptr<const Shared> shared);

  boost::asio::io_context& io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::shared_ptr<const Shared> shared_;
};

} // namespace sandbox
