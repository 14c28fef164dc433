#include "sandbox/http/server.h"

#include "sandbox/http/url.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
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

namespace {

using Parser = http::request_parser<http::string_body>;

std::string lower(beast::string_view text) {
  std::string result(text.data(), text.size());
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

Request to_request(http::request<http::string_body>& message) {
  Request request;
  request.method = std::string(message.method_string());
  const std::string target(message.target());
  const std::size_t mark = std::min(target.find('?'), target.size());
  request.path = target.substr(0, mark);
  request.segments = path_segments(request.path);
  if (mark < target.size()) request.query = parse_form(std::string_view(target).substr(mark + 1));
  for (const auto& field : message) {
    request.headers.emplace(lower(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

http::response<http::string_body> to_response(Reply reply, bool keep_alive) {
  http::response<http::string_body> response;
  response.version(11);
  response.result(static_cast<unsigned>(reply.status));
  response.set(http::field::content_type, reply.content_type);
  response.set(http::field::server, "paydesk-sandbox");
  for (const auto& [name, value] : reply.headers)
    response.set(name, value);
  response.keep_alive(keep_alive);
  response.body() = std::move(reply.body);
  response.prepare_payload();
  return response;
}

Reply refusal(const error_code& ec) {
  if (ec == http::error::body_limit) {
    return {413, "application/json", R"({"error":{"code":"too_large","message":"the body is above 1 MiB"}})"};
  }
  if (ec == http::error::header_limit) {
    return {431, "application/json", R"({"error":{"code":"too_large","message":"the header is too long"}})"};
  }
  return {400, "application/json", R"({"error":{"code":"invalid_request","message":"this is not HTTP"}})"};
}

/// True when the client is at fault and should be told, false when there is nobody left to tell.
bool worth_answering(const error_code& ec) {
  return ec != http::error::end_of_stream && ec != http::error::partial_message &&
         ec != beast::error::timeout &&
         ec.category() == http::make_error_code(http::error::bad_value).category();
}

/// Waits for the first byte of the next request; false when the client is gone or idle for too long.
asio::awaitable<bool> wait_for_bytes(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                     std::chrono::milliseconds idle) {
  if (buffer.size() > 0) co_return true;
  error_code ec;
  stream.expires_after(idle);
  const std::size_t count =
      co_await stream.async_read_some(buffer.prepare(4096), asio::redirect_error(asio::use_awaitable, ec));
  buffer.commit(count);
  co_return !ec;
}

asio::awaitable<error_code> read_request(beast::tcp_stream& stream, beast::flat_buffer& buffer,
                                         Parser& parser) {
  error_code ec;
  co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, ec));
  if (!ec && beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    http::response<http::empty_body> proceed{http::status::continue_, 11};
    co_await http::async_write(stream, proceed, asio::redirect_error(asio::use_awaitable, ec));
  }
  if (ec) co_return ec;
  co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, ec));
  co_return ec;
}

/// Closes so that the client gets to read the last reply although it is still sending.
asio::awaitable<void> linger(beast::tcp_stream& stream) {
  error_code ec;
  stream.socket().shutdown(tcp::socket::shutdown_send, ec);
  std::array<char, 65536> discarded;
  stream.expires_after(std::chrono::seconds(2));
  for (std::size_t total = 0; !ec && total < 64 * discarded.size();) {
    total += co_await stream.async_read_some(asio::buffer(discarded),
                                             asio::redirect_error(asio::use_awaitable, ec));
  }
}

void reset(beast::tcp_stream& stream) {
  error_code ignored;
  stream.socket().set_option(tcp::socket::linger(true, 0), ignored);
  stream.socket().close(ignored);
}

} // namespace

Server::Server(asio::io_context& io, Handler handler, ServerLimits limits)
    : io_(io), acceptor_(io), shared_(std::make_shared<Shared>(Shared{std::move(handler), limits})) {}

std::uint16_t Server::listen(std::uint16_t port) {
  const tcp::endpoint endpoint(asio::ip::address_v4::loopback(), port);
  acceptor_.open(endpoint.protocol());
  acceptor_.set_option(asio::socket_base::reuse_address(true));
  acceptor_.bind(endpoint);
  acceptor_.listen(4096);
  asio::co_spawn(io_, accept_forever(acceptor_, shared_), asio::detached);
  return acceptor_.local_endpoint().port();
}

asio::awaitable<void> Server::accept_forever(tcp::acceptor& acceptor, std::shared_ptr<const Shared> shared) {
  for (;;) {
    error_code ec;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, ec));
    if (ec == asio::error::operation_aborted) co_return;
    if (ec) {
      // Out of file descriptors, most likely: give connections time to end instead of spinning.
      asio::steady_timer pause(acceptor.get_executor(), std::chrono::milliseconds(20));
      co_await pause.async_wait(asio::use_awaitable);
      continue;
    }
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), shared), asio::detached);
  }
}

asio::awaitable<void> Server::serve(tcp::socket socket, std::shared_ptr<const Shared> shared) {
  error_code ec;
  socket.set_option(tcp::no_delay(true), ec);
  beast::tcp_stream stream(std::move(socket));
  beast::flat_buffer buffer;
  for (bool keep_alive = true; keep_alive;) {
    const bool begun = co_await wait_for_bytes(stream, buffer, shared->limits.idle);
    if (!begun) co_return;
    Parser parser;
    parser.body_limit(shared->limits.largest_body);
    parser.header_limit(shared->limits.largest_header);
    stream.expires_after(shared->limits.client);
    ec = co_await read_request(stream, buffer, parser);
    if (ec && !worth_answering(ec)) co_return;
    const bool readable = !ec;
    Reply reply;
    if (readable) {
      keep_alive = parser.get().keep_alive();
      stream.expires_never();
      Request request = to_request(parser.get());
      reply = co_await shared->handler(std::move(request));
    } else {
      reply = refusal(ec);
    }
    if (reply.ending == Ending::unanswered) co_return;
    if (reply.ending == Ending::reset) co_return reset(stream);
    auto response = to_response(std::move(reply), keep_alive && readable);
    stream.expires_after(shared->limits.client);
    co_await http::async_write(stream, response, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return;
    if (!readable) co_return co_await linger(stream);
  }
}

} // namespace sandbox
