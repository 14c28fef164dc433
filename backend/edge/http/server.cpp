#include "edge/http/server.h"

#include "edge/http/connection.h"
#include "edge/http/errors.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace paydesk::edge {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// The connections there are; thread-safe.
class Connections {
 public:
  void add(const std::shared_ptr<Connection>& connection) {
    const std::lock_guard lock(mutex_);
    all_.emplace(connection.get(), connection);
  }
  void remove(const Connection* connection) {
    const std::lock_guard lock(mutex_);
    all_.erase(connection);
    changed_.notify_all();
  }
  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock(mutex_);
    return all_.size();
  }
  template <class Act>
  void each(Act act) {
    const std::lock_guard lock(mutex_);
    for (auto& [key, weak] : all_)
      if (auto connection = weak.lock()) act(*connection);
  }
  bool wait_empty(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return all_.empty(); });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::unordered_map<const Connection*, std::weak_ptr<Connection>> all_;
};

/// A short 503 without waiting for anything: what does not fit into the socket's buffer is lost.
void turn_away(tcp::socket& socket) {
  const auto body = refusal(503, "unavailable", "too many connections; try again later").body;
  const std::string text =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n"
      "Retry-After: 1\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(tcp::socket::shutdown_both, ignored);
}

} // namespace

struct HttpServer::State {
  ConnectionContext context;
  Connections connections;
  std::uint16_t port = 0;
  bool stopped = false;
  // Destroyed before what its coroutines refer to.
  asio::io_context io;
  tcp::acceptor acceptor{asio::make_strand(io)};
  std::vector<std::thread> threads;

  Result<void> listen();
  asio::awaitable<void> accept_forever();
  asio::awaitable<void> serve(tcp::socket socket);
};

Result<void> HttpServer::State::listen() {
  const auto& options = context.options;
  error_code problem;
  const auto address = asio::ip::make_address(options.address, problem);
  if (problem) return invalid("address", "\"" + options.address + "\" is not an IP address to listen on");
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), problem);
  if (!problem) acceptor.set_option(tcp::acceptor::reuse_address(true), problem);
  if (!problem) acceptor.bind(endpoint, problem);
  if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
  if (!problem) port = acceptor.local_endpoint(problem).port();
  if (!problem) return {};
  const bool forbidden = problem == boost::system::errc::permission_denied;
  return fail(forbidden ? ErrorCode::permission_denied : ErrorCode::unavailable,
              "cannot listen on " + options.address + " port " + std::to_string(options.port) + ": " +
                  problem.message(),
              "port");
}

asio::awaitable<void> HttpServer::State::accept_forever() {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  while (acceptor.is_open()) {
    error_code problem;
    tcp::socket socket(asio::make_strand(io));
    co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, problem));
    if (problem == asio::error::operation_aborted || problem == asio::error::bad_descriptor) co_return;
    if (problem) {
      // Out of descriptors or memory: the next attempt would fail at once, again and again.
      pause.expires_after(std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, problem));
    } else if (connections.size() >= context.options.max_connections) {
      turn_away(socket);
    } else {
      const auto strand = socket.get_executor();
      asio::co_spawn(strand, serve(std::move(socket)), asio::detached);
    }
  }
}

asio::awaitable<void> HttpServer::State::serve(tcp::socket socket) {
  const auto connection = std::make_shared<Connection>(std::move(socket), context);
  connections.add(connection);
  if (!context.draining) co_await connection->run();
  connections.remove(connection.get());
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpOptions options, Handler handler) {
  auto state = std::make_unique<State>();
  state->context.options = std::move(options);
  state->context.handler = std::move(handler);
  if (auto listening = state->listen(); !listening) return tl::unexpected(listening.error());
  asio::co_spawn(state->acceptor.get_executor(), state->accept_forever(), asio::detached);
  for (unsigned i = 0; i < std::max(1U, state->context.options.threads); ++i)
    state->threads.emplace_back([io = &state->io] {
      const auto work = asio::make_work_guard(*io);
      io->run();
    });
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

HttpServer::HttpServer(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
HttpServer::~HttpServer() { stop(std::chrono::milliseconds(0)); }

std::uint16_t HttpServer::port() const noexcept { return state_->port; }
std::size_t HttpServer::connections() const noexcept { return state_->connections.size(); }

bool HttpServer::stop(std::chrono::milliseconds grace) {
  if (std::exchange(state_->stopped, true)) return true;
  state_->context.draining = true;
  asio::post(state_->acceptor.get_executor(), [state = state_.get()] {
    error_code ignored;
    state->acceptor.close(ignored);
  });
  state_->connections.each([](Connection& connection) { connection.drain(); });
  const bool finished = state_->connections.wait_empty(grace);
  if (!finished) {
    state_->connections.each([](Connection& connection) { connection.cut(); });
    state_->connections.wait_empty(std::chrono::milliseconds(100));
  }
  state_->io.stop();
  for (auto& thread : state_->threads)
    thread.join();
  return finished;
}

} // namespace paydesk::edge
