// A shop's server: keeps every request and answers as the test says.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/psp/scripted_server.h"

namespace paydesk::test {

struct Received {
  std::string path;
  std::map<std::string, std::string> headers; ///< names in lower case
  std::string body;
};

/// Thread-safe. Closes its connections when it ends.
class Receiver {
 public:
  /// The status line's end and further headers, such as "503 Busy\r\nRetry-After: 7"; "" never answers.
  using Answer = std::function<std::string(const Received&)>;

  Receiver() : server_([this](ScriptedPeer& peer, int) { serve(peer); }) {}
  explicit Receiver(Answer answer) : Receiver() { answer_with(std::move(answer)); }

  ~Receiver() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    for (const int open : open_)
      ::shutdown(open, SHUT_RDWR);
  }

  void answer_with(Answer answer) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(answer);
  }
  std::string url(const std::string& path = "/hooks") const { return server_.url(path); }
  std::vector<Received> received() const {
    const std::lock_guard lock(mutex_);
    return received_;
  }
  std::size_t count() const { return received().size(); }

 private:
  static Received read(const std::string& text) {
    Received request;
    const auto head = text.find("\r\n\r\n");
    request.body = text.substr(head + 4);
    request.path = text.substr(text.find(' ') + 1, text.find(" HTTP/") - text.find(' ') - 1);
    for (auto at = text.find("\r\n") + 2; at < head;) {
      const auto end = text.find("\r\n", at);
      const auto colon = text.find(": ", at);
      std::string name = text.substr(at, colon - at);
      for (auto& c : name)
        c = static_cast<char>(std::tolower(c));
      request.headers[name] = text.substr(colon + 2, end - colon - 2);
      at = end + 2;
    }
    return request;
  }

  void serve(ScriptedPeer& peer) {
    {
      const std::lock_guard lock(mutex_);
      if (ended_)
        return;
      open_.insert(peer.descriptor());
    }
    talk(peer);
    const std::lock_guard lock(mutex_);
    open_.erase(peer.descriptor());
  }

  void talk(ScriptedPeer& peer) {
    for (auto text = peer.read_request(); !text.empty(); text = peer.read_request()) {
      const auto request = read(text);
      Answer answer;
      {
        const std::lock_guard lock(mutex_);
        received_.push_back(request);
        answer = answer_;
      }
      const auto status = answer ? answer(request) : "200 OK";
      if (status.empty())
        return peer.wait_gone();
      peer.answer(R"({"ok":true,"token":"not-for-the-log-1234567890"})", status);
    }
  }

  mutable std::mutex mutex_;
  std::set<int> open_; ///< sockets of connections
  bool ended_ = false;
  Answer answer_;
  std::vector<Received> received_;
  ScriptedServer server_; ///< last: its threads use what stands above
};

} // namespace paydesk::test
