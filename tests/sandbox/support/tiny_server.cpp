#include "support/tiny_server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <list>

namespace sandbox_test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

struct TinyServer::Acceptor {
  asio::io_context io;
  tcp::acceptor acceptor{io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::mutex mutex;
  std::list<tcp::socket> sockets;
  std::vector<std::thread> threads;
};

namespace {

Received to_received(http::request<http::string_body>& message) {
  Received request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    std::string name(field.name_string());
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.headers.emplace(name, std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

void serve(tcp::socket& socket, const std::function<Answer(const Received&)>& respond) {
  boost::system::error_code ec;
  beast::flat_buffer buffer;
  while (!ec) {
    http::request<http::string_body> message;
    http::read(socket, buffer, message, ec);
    if (ec) break;
    const bool keep_alive = message.keep_alive();
    const Answer answer = respond(to_received(message));
    http::response<http::string_body> response;
    response.result(static_cast<unsigned>(answer.status));
    for (const auto& [name, value] : answer.headers)
      response.set(name, value);
    response.keep_alive(keep_alive);
    response.body() = answer.body;
    response.prepare_payload();
    http::write(socket, response, ec);
  }
  socket.shutdown(tcp::socket::shutdown_both, ec);
}

} // namespace

TinyServer::TinyServer(Responder responder)
    : responder_(std::move(responder)), acceptor_(std::make_unique<Acceptor>()),
      port_(acceptor_->acceptor.local_endpoint().port()), thread_([this] { accept_forever(); }) {}

TinyServer::~TinyServer() {
  stopping_ = true;
  // The blocking accept below only returns when the socket is shut down under it.
  ::shutdown(acceptor_->acceptor.native_handle(), SHUT_RDWR);
  thread_.join();
  {
    const std::lock_guard lock(acceptor_->mutex);
    for (tcp::socket& socket : acceptor_->sockets)
      ::shutdown(socket.native_handle(), SHUT_RDWR);
  }
  for (std::thread& thread : acceptor_->threads)
    thread.join();
}

void TinyServer::accept_forever() {
  while (!stopping_) {
    boost::system::error_code ec;
    tcp::socket socket = acceptor_->acceptor.accept(ec);
    if (ec) return;
    const std::lock_guard lock(acceptor_->mutex);
    tcp::socket& kept = acceptor_->sockets.emplace_back(std::move(socket));
    acceptor_->threads.emplace_back([this, &kept] {
      serve(kept, [this](const Received& request) {
        const std::lock_guard responding(responding_);
        return responder_(request);
      });
    });
  }
}

WebhookReceiver::WebhookReceiver() : server_([this](const Received& request) { return take(request); }) {}

Answer WebhookReceiver::take(const Received& request) {
  const std::lock_guard lock(mutex_);
  if (refusals_ > 0) {
    --refusals_;
    return Answer{500, {}, "not now"};
  }
  received_.push_back(request);
  arrived_.notify_all();
  return Answer{200, {}, "{}"};
}

void WebhookReceiver::refuse(int count) {
  const std::lock_guard lock(mutex_);
  refusals_ = count;
}

bool WebhookReceiver::wait_until(const std::function<bool(const std::vector<Received>&)>& done) {
  std::unique_lock lock(mutex_);
  return arrived_.wait_for(lock, std::chrono::seconds(30), [&] { return done(received_); });
}

bool WebhookReceiver::wait_for_type(const std::string& type) {
  return wait_until([&type](const std::vector<Received>& all) {
    return std::ranges::any_of(all,
                               [&type](const Received& one) { return one.json().value("type", "") == type; });
  });
}

std::vector<Received> WebhookReceiver::received() {
  const std::lock_guard lock(mutex_);
  return received_;
}

std::vector<std::string> WebhookReceiver::types() {
  std::vector<std::string> types;
  for (const Received& one : received())
    types.push_back(one.json().value("type", ""));
  return types;
}

} // namespace sandbox_test
