// A client that sends whatever bytes a test wants, over a plain blocking socket.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace paydesk::test {

/// One connection to 127.0.0.1; gives up after ten seconds of silence, so a defect fails instead of hanging.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    const timeval patience{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const noexcept { return connected_; }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void end_sending() { ::shutdown(socket_, SHUT_WR); }

  /// Everything until the server closes.
  std::string read_all() {
    while (read_some()) {
    }
    return std::exchange(pending_, {});
  }

  /// One answer by its Content-Length (none for a HEAD request); empty when the server closed instead.
  std::string read_answer(bool head = false) {
    std::size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
      if (!read_some()) return {};
    end += 4;
    const auto at = pending_.find("Content-Length: ");
    if (!head && at < end) end += std::strtoul(pending_.c_str() + at + 16, nullptr, 10);
    while (pending_.size() < end)
      if (!read_some()) return {};
    std::string answer = pending_.substr(0, end);
    pending_.erase(0, end);
    return answer;
  }

  std::string ask(std::string_view request) { return send(request) ? read_answer() : std::string(); }

 private:
  bool read_some() {
    std::array<char, 16384> block{};
    const ssize_t got = ::recv(socket_, block.data(), block.size(), 0);
    if (got > 0) pending_.append(block.data(), static_cast<std::size_t>(got));
    return got > 0;
  }

  int socket_;
  bool connected_ = false;
  std::string pending_;
};

inline int status_of(std::string_view answer) {
  return answer.size() > 12 ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}
inline std::string body_of(std::string_view answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(answer.substr(end + 4));
}

} // namespace paydesk::test
