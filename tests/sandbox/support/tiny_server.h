// A tiny HTTP server inside the test: takes webhooks, or plays the shop.
#pragma once

#include "support/http_call.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sandbox_test {

struct Received {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers; ///< names in lower case
  std::string body;

  nlohmann::json json() const { return nlohmann::json::parse(body, nullptr, false); }
};

/// Serves on a thread of its own, a thread a connection, until destroyed.
class TinyServer {
 public:
  using Responder = std::function<Answer(const Received&)>;

  /// Called on server threads, one at a time.
  explicit TinyServer(Responder responder);
  ~TinyServer();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

 private:
  struct Acceptor;
  void accept_forever();

  Responder responder_;
  std::mutex responding_;
  std::unique_ptr<Acceptor> acceptor_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

/// Takes webhooks, keeps them in order of arrival, and answers what the test wants.
class WebhookReceiver {
 public:
  WebhookReceiver();

  std::string url() const { return server_.url("/hook"); }
  /// The next `count` deliveries are refused with 500.
  void refuse(int count);
  /// Waits until `done` says so of what arrived; false after 30 seconds.
  bool wait_until(const std::function<bool(const std::vector<Received>&)>& done);
  bool wait_for_type(const std::string& type);
  std::vector<Received> received();
  std::vector<std::string> types();

 private:
  Answer take(const Received& request);

  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Received> received_;
  int refusals_ = 0;
  TinyServer server_; ///< last: its threads use the others
};

} // namespace sandbox_test
