// Idempotency keys: the same request twice is done once.
#pragma once

#include "sandbox/http/message.h"

#include <string>
#include <unordered_map>

namespace sandbox {

/// The keys of all accounts and the answers kept under them. Used on the io thread only.
class IdempotencyKeys {
 public:
  enum class Found { fresh, in_flight, mismatch, answered };

  /// Looks the key up, and takes it when it is fresh: the caller must then `keep` or `drop` it.
  Found begin(const std::string& scoped_key, const std::string& fingerprint);
  /// The stored answer of a key that was found `answered`.
  const Reply& answer(const std::string& scoped_key) const { return keys_.at(scoped_key).reply; }
  /// Stores the answer for good.
  void keep(const std::string& scoped_key, Reply reply);
  /// Forgets a key in flight: nothing was done under it.
  void drop(const std::string& scoped_key);
  void clear() { keys_.clear(); }

 private:
  struct Entry {
    std::string fingerprint;
    bool answered = false;
    Reply reply{};
  };

  std::unordered_map<std::string, Entry> keys_;
};

} // namespace sandbox
