// The HTTP client: one kept-alive connection.
#pragma once

#include "sandbox/http/url.h"

#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandbox {

struct ClientRequest {
  std::string method = "GET";
  Url url;
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
};

/// What came back. `status` 0 means that no answer came; `failure` then says why in words.
struct ClientAnswer {
  int status = 0;
  std::map<std::string, std::string> headers{}; ///< names in lower case
  std::string body{};
  std::string failure{};
};

/// Keeps a connection to the server last asked, and opens a new one when that is another or has closed.
/// Not for concurrent use.
class ClientConnection {
 public:
  explicit ClientConnection(boost::asio::any_io_executor executor);
  ~ClientConnection();
  ClientConnection(ClientConnection&&) noexcept;
  ClientConnection& operator=(ClientConnection&&) noexcept;

  /// Sends and waits for the answer for at most `timeout`. A connection that the server closed while idle
  /// is replaced once; nothing else is repeated.
  boost::asio::awaitable<ClientAnswer> ask(ClientRequest request, std::chrono::milliseconds timeout);

 private:
  struct Open;
  boost::asio::awaitable<ClientAnswer> connect(Url server, std::chrono::milliseconds timeout);
  boost::asio::awaitable<ClientAnswer> exchange(const ClientRequest& request,
                                                std::chrono::milliseconds timeout);

  boost::asio::any_io_executor executor_;
  std::unique_ptr<Open> open_;
};

} // namespace sandbox
