// The shop's side of webhooks: takes what the daemon sends, and now and then refuses it on purpose.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "core/result.h"

namespace paydesk::demo {

/// What reached the shop.
struct Heard {
  std::map<std::string, std::set<std::string>> payments; ///< by event type
  std::int64_t events = 0;    ///< different ones
  std::int64_t repeated = 0;  ///< received once more
  std::int64_t refused = 0;   ///< answered with 503 on purpose
  std::int64_t unsigned_ = 0; ///< whose signature is missing or wrong
};

/// Listens on a port of 127.0.0.1 with a thread of its own until it is destroyed. Thread-safe.
class ShopListener {
 public:
  static Result<std::unique_ptr<ShopListener>> start();
  ~ShopListener();

  std::string url() const;
  /// Until then everything is refused. As the daemon told it: "whsec_…".
  void trust(const std::string& secret);
  Heard heard() const;

 private:
  ShopListener() = default;
  void run();
  int judge(const std::string& head, const std::string& body);

  std::atomic<std::uint16_t> port_ = 0;
  std::atomic<bool> failed_ = false;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::string key_; ///< raw bytes
  Heard heard_;
  std::set<std::string> ids_;
  std::thread thread_;
};

} // namespace paydesk::demo
