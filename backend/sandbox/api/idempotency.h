// Idempotency keys: the same request twice is done once.
#pragma once

#include "sandbox/http/message.h"

#include <chrono>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

namespace sandbox {

/// The keys of all accounts and the answers kept under them for `lifetime`. Used on the io thread only.
class IdempotencyKeys {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit IdempotencyKeys(std::chrono::milliseconds lifetime) : lifetime_(lifetime) {}
  std::chrono::milliseconds lifetime() const { return lifetime_; }

  enum class Found { fresh, in_flight, mismatch, answered };

  /// Looks the key up, and takes it when it is fresh: the caller must then `keep` or `drop` it.
  Found begin(const std::string& scoped_key, const std::string& fingerprint);
  /// The stored answer of a key that was found `answered`.
  const Reply& answer(const std::string& scoped_key) const { return keys_.at(scoped_key).reply; }
  /// Stores the answer; the key is forgotten when its lifetime is over.
  void keep(const std::string& scoped_key, Reply reply);
  /// Forgets a key in flight: nothing was done under it.
  void drop(const std::string& scoped_key);
  void clear();

 private:
  struct Entry {
    std::string fingerprint;
    bool answered = false;
    Reply reply{};
    Time answered_at{};
  };
  void forget_old();

  const std::chrono::milliseconds lifetime_;
  std::deque<std::pair<Time, std::string>> by_age_; ///< answered keys, the oldest first

  std::unordered_map<std::string, Entry> keys_;
};

} // namespace sandbox
