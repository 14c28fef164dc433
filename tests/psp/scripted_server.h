// A server that does to each connection what a test says, however rude.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace paydesk::test {

/// One accepted connection, as the script sees it.
class ScriptedPeer {
 public:
  explicit ScriptedPeer(int socket) : socket_(socket) {}
  ~ScriptedPeer() { close(); }
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  /// A whole request with its Content-Length; empty when the client is gone.
  std::string read_request() {
    std::size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!read_some()) return {};
    end += 4;
    const auto at = pending_.find("Content-Length: ");
    if (at < end) end += std::strtoul(pending_.c_str() + at + 16, nullptr, 10);
    while (pending_.size() < end)
      if (!read_some()) return {};
    std::string request = pending_.substr(0, end);
    pending_.erase(0, end);
    return request;
  }
  void send(std::string_view bytes) {
    [[maybe_unused]] const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  void answer(const std::string& body, const std::string& status = "200 OK") {
    send("HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  void wait_gone() {
    while (read_some()) {
    }
  }
  void reset() {
    const linger at_once{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
  }
  [[nodiscard]] int descriptor() const noexcept { return socket_; }
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

 private:
  bool read_some() {
    std::array<char, 4096> block{};
    const ssize_t got = ::recv(socket_, block.data(), block.size(), 0);
    if (got > 0) pending_.append(block.data(), static_cast<std::size_t>(got));
    return got > 0;
  }
  int socket_;
  std::string pending_;
};

/// Owns a listening socket on 127.0.0.1 and a thread for each connection.
class ScriptedServer {
 public:
  using Script = std::function<void(ScriptedPeer&, int connection)>;

  explicit ScriptedServer(Script script)
      : script_(std::move(script)), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(socket_, 64);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { accept_all(); });
  }
  ~ScriptedServer() {
    ::shutdown(socket_, SHUT_RDWR);
    accepting_.join();
    ::close(socket_);
    for (auto& thread : peers_)
      thread.join();
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/", const std::string& scheme = "http") const {
    return scheme + "://127.0.0.1:" + std::to_string(port_) + path;
  }
  [[nodiscard]] int connections() const noexcept { return connections_; }

 private:
  void accept_all() {
    for (;;) {
      const int accepted = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return;
      peers_.emplace_back([this, accepted, number = connections_++] {
        ScriptedPeer peer(accepted);
        script_(peer, number);
      });
    }
  }

  Script script_;
  int socket_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::thread accepting_;
  std::vector<std::thread> peers_;
};

} // namespace paydesk::test
