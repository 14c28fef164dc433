#include "sandbox/http/client.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <algorithm>
#include <cctype>

namespace sandbox {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

struct ClientConnection::Open {
  explicit Open(const asio::any_io_executor& executor) : stream(executor) {}
  beast::tcp_stream stream;
  beast::flat_buffer buffer;
  Url server;
};

namespace {

ClientAnswer failed(const error_code& ec) {
  ClientAnswer answer;
  answer.failure = ec == beast::error::timeout ? "timed out" : ec.message();
  return answer;
}

http::request<http::string_body> to_message(const ClientRequest& request) {
  http::request<http::string_body> message;
  message.method_string(request.method);
  message.target(request.url.target);
  message.version(11);
  message.set(http::field::host, request.url.host + ":" + request.url.port);
  message.set(http::field::user_agent, "paydesk-sandbox");
  for (const auto& [name, value] : request.headers)
    message.set(name, value);
  message.keep_alive(true);
  message.body() = request.body;
  message.prepare_payload();
  return message;
}

ClientAnswer to_answer(http::response<http::string_body>& message) {
  ClientAnswer answer;
  answer.status = static_cast<int>(message.result_int());
  for (const auto& field : message) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers.emplace(std::move(name), std::string(field.value()));
  }
  answer.body = std::move(message.body());
  return answer;
}

} // namespace

ClientConnection::ClientConnection(asio::any_io_executor executor) : executor_(std::move(executor)) {}
ClientConnection::~ClientConnection() = default;
ClientConnection::ClientConnection(ClientConnection&&) noexcept = default;
ClientConnection& ClientConnection::operator=(ClientConnection&&) noexcept = default;

asio::awaitable<ClientAnswer> ClientConnection::ask(ClientRequest request,
                                                    std::chrono::milliseconds timeout) {
  const bool kept = open_ && open_->server.same_server(request.url);
  if (kept) {
    ClientAnswer answer = co_await exchange(request, timeout);
    if (answer.status != 0 || answer.failure == "timed out") co_return answer;
  }
  ClientAnswer connected = co_await connect(request.url, timeout);
  if (!connected.failure.empty()) co_return connected;
  ClientAnswer answer = co_await exchange(request, timeout);
  co_return answer;
}

asio::awaitable<ClientAnswer> ClientConnection::connect(Url server, std::chrono::milliseconds timeout) {
  error_code ec;
  open_.reset();
  tcp::resolver resolver(executor_);
  const auto addresses = co_await resolver.async_resolve(server.host, server.port,
                                                         asio::redirect_error(asio::use_awaitable, ec));
  if (ec) co_return failed(ec);
  auto fresh = std::make_unique<Open>(executor_);
  fresh->stream.expires_after(timeout);
  co_await fresh->stream.async_connect(addresses, asio::redirect_error(asio::use_awaitable, ec));
  if (ec) co_return failed(ec);
  fresh->stream.socket().set_option(tcp::no_delay(true), ec);
  fresh->server = std::move(server);
  open_ = std::move(fresh);
  co_return ClientAnswer{};
}

asio::awaitable<ClientAnswer> ClientConnection::exchange(const ClientRequest& request,
                                                         std::chrono::milliseconds timeout) {
  error_code ec;
  Open& open = *open_;
  const auto message = to_message(request);
  open.stream.expires_after(timeout);
  co_await http::async_write(open.stream, message, asio::redirect_error(asio::use_awaitable, ec));
  http::response<http::string_body> response;
  if (!ec) {
    co_await http::async_read(open.stream, open.buffer, response,
                              asio::redirect_error(asio::use_awaitable, ec));
  }
  if (ec) {
    open_.reset();
    co_return failed(ec);
  }
  const bool keep = response.keep_alive();
  ClientAnswer answer = to_answer(response);
  if (!keep) open_.reset();
  co_return answer;
}

} // namespace sandbox
