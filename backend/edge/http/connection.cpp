#include "edge/http/connection.h"

#include "edge/http/errors.h"
#include "edge/http/target.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <string_view>

namespace paydesk::edge {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr std::chrono::milliseconds linger_time{5000};
constexpr std::size_t linger_bytes = 16 * 1024 * 1024;
constexpr std::size_t read_ahead = 64 * 1024; ///< beyond the header limit: a piece of the body

/// A header a handler made from foreign text must not start another header.
bool is_clean(const Fields& headers) {
  return std::all_of(headers.begin(), headers.end(), [](const auto& field) {
    return field.first.find_first_of("\r\n: ") == std::string::npos &&
           field.second.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
  });
}

template <class Body>
http::response<Body> header_of(const HttpResponse& response, bool keep_alive) {
  http::response<Body> made;
  made.version(11);
  made.result(static_cast<unsigned>(response.status));
  if (!response.content_type.empty()) made.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers)
    made.insert(name, value);
  made.keep_alive(keep_alive);
  return made;
}

} // namespace

Connection::Connection(asio::ip::tcp::socket socket, ConnectionContext& context)
    : socket_(std::move(socket)), context_(context), deadline_(socket_.get_executor()),
      buffer_(context.options.header_limit + read_ahead) {
  error_code unknown;
  const auto peer = socket_.remote_endpoint(unknown);
  if (!unknown) remote_ = peer.address().to_string();
  socket_.set_option(asio::ip::tcp::no_delay(true), unknown);
}

asio::awaitable<void> Connection::run() {
  const auto alive = shared_from_this();
  for (;;) {
    if (!co_await first_byte()) break;
    const Received received = co_await receive();
    if (received.refused) {
      if (co_await send(*received.refused, false, false)) co_await linger();
      break;
    }
    if (!received.request) break;
    HttpResponse response = co_await answer(*received.request);
    const bool keep_alive = received.keep_alive && !context_.draining;
    if (!co_await send(std::move(response), keep_alive, received.request->method == "HEAD")) break;
    if (keep_alive) continue;
    if (has_unread_input()) co_await linger();
    break;
  }
  disarm();
  close();
}

void Connection::drain() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] {
    error_code ignored;
    if (self->idle_) self->socket_.shutdown(asio::ip::tcp::socket::shutdown_receive, ignored);
  });
}

void Connection::cut() {
  asio::post(socket_.get_executor(), [self = shared_from_this()] { self->close(); });
}

void Connection::arm(std::chrono::milliseconds limit, AtDeadline then) {
  expired_ = false;
  deadline_.expires_after(limit);
  deadline_.async_wait([self = shared_from_this(), then, mine = ++generation_](const error_code& cancelled) {
    if (cancelled || mine != self->generation_) return;
    self->expired_ = true;
    if (then == AtDeadline::close) return self->close();
    // Reading ends, and also every read begun later; an answer can still be written.
    error_code ignored;
    self->socket_.shutdown(asio::ip::tcp::socket::shutdown_receive, ignored);
  });
}

void Connection::disarm() {
  ++generation_;
  deadline_.cancel();
}

void Connection::close() noexcept {
  error_code ignored;
  socket_.close(ignored);
}

asio::awaitable<bool> Connection::first_byte() {
  idle_ = true;
  error_code problem;
  if (buffer_.size() == 0) {
    if (context_.draining) co_return false;
    arm(context_.options.idle_timeout, AtDeadline::close);
    const auto room = buffer_.prepare(4096);
    const std::size_t got =
        co_await socket_.async_read_some(room, asio::redirect_error(asio::use_awaitable, problem));
    buffer_.commit(got);
    disarm();
  }
  idle_ = false;
  co_return !problem;
}

asio::awaitable<Connection::Received> Connection::receive() {
  Parser parser;
  parser.header_limit(context_.options.header_limit);
  parser.body_limit(context_.options.body_limit);
  error_code problem;
  arm(context_.options.read_timeout, AtDeadline::stop_reading);
  co_await http::async_read_header(socket_, buffer_, parser,
                                   asio::redirect_error(asio::use_awaitable, problem));
  if (!problem && !parser.is_done()) {
    if (parser.get()[http::field::expect] == "100-continue") {
      static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      co_await asio::async_write(socket_, asio::buffer(go_on),
                                 asio::redirect_error(asio::use_awaitable, problem));
    }
    if (!problem)
      co_await http::async_read(socket_, buffer_, parser, asio::redirect_error(asio::use_awaitable, problem));
  }
  disarm();
  if (problem || expired_) co_return Received{std::nullopt, refusal_of(problem), false};
  co_return take(parser);
}

std::optional<HttpResponse> Connection::refusal_of(const error_code& problem) const {
  if (expired_) return refusal(408, "request_timeout", "the request did not arrive in time");
  if (problem == http::error::end_of_stream) return std::nullopt;
  if (problem == http::error::body_limit)
    return refusal(413, "payload_too_large",
                   "the body is larger than " + std::to_string(context_.options.body_limit) + " bytes");
  if (problem == http::error::header_limit || problem == http::error::buffer_overflow)
    return refusal(431, "headers_too_large",
                   "the headers are larger than " + std::to_string(context_.options.header_limit) + " bytes");
  if (problem.category() == make_error_code(http::error::bad_method).category())
    return refusal(400, "malformed_request", "the request is not valid HTTP/1.1: " + problem.message());
  return std::nullopt;
}

Connection::Received Connection::take(Parser& parser) const {
  const bool keep_alive = parser.get().keep_alive();
  auto message = parser.release();
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.remote = remote_;
  for (const auto& field : message)
    request.headers.emplace_back(field.name_string(), field.value());
  request.body = std::move(message.body());
  const auto malformed = [](std::string_view why) {
    return Received{std::nullopt, refusal(400, "malformed_request", why), false};
  };
  if (message.version() != 11 && message.version() != 10)
    return malformed("only HTTP/1.1 and HTTP/1.0 are spoken here");
  if (request.header_count("Host") != 1 && message.version() == 11)
    return malformed("there must be exactly one Host header");
  const auto target = message.target();
  if (auto parsed = parse_target(std::string_view(target.data(), target.size()), request); !parsed)
    return malformed(parsed.error().message);
  return Received{std::move(request), std::nullopt, keep_alive};
}

asio::awaitable<HttpResponse> Connection::answer(const HttpRequest& request) {
  std::string defect;
  try {
    HttpResponse response = co_await context_.handler(request);
    if (response.status >= 200 && response.status <= 599 && is_clean(response.headers) &&
        is_clean({{"Content-Type", response.content_type}}))
      co_return response;
    defect = "the handler made an answer that cannot be sent";
  } catch (const std::exception& thrown) {
    defect = thrown.what();
  } catch (...) {
    defect = "the handler threw something that is no std::exception";
  }
  if (context_.options.on_defect) context_.options.on_defect(defect, request);
  co_return error_response(Error{ErrorCode::internal, {}, {}});
}

asio::awaitable<bool> Connection::send(HttpResponse response, bool keep_alive, bool head) {
  error_code problem;
  arm(context_.options.write_timeout, AtDeadline::close);
  const bool bodiless = response.status == 204 || response.status == 304;
  if (bodiless) response.content_type.clear();
  if (head || bodiless) {
    auto message = header_of<http::empty_body>(response, keep_alive);
    if (!bodiless) message.content_length(response.body.size());
    co_await http::async_write(socket_, message, asio::redirect_error(asio::use_awaitable, problem));
  } else {
    auto message = header_of<http::string_body>(response, keep_alive);
    message.content_length(response.body.size());
    message.body() = std::move(response.body);
    co_await http::async_write(socket_, message, asio::redirect_error(asio::use_awaitable, problem));
  }
  disarm();
  co_return !problem;
}

bool Connection::has_unread_input() const {
  error_code ignored;
  return buffer_.size() > 0 || socket_.available(ignored) > 0;
}

asio::awaitable<void> Connection::linger() {
  // Closing while the client still sends would reset the connection, and it would never see the answer.
  error_code problem;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, problem);
  arm(linger_time, AtDeadline::close);
  std::array<char, 16 * 1024> thrown_away{};
  std::size_t total = 0;
  while (!problem && total < linger_bytes)
    total += co_await socket_.async_read_some(asio::buffer(thrown_away),
                                              asio::redirect_error(asio::use_awaitable, problem));
  disarm();
}

} // namespace paydesk::edge
