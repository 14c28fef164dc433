#include "sandbox/api/idempotency.h"

namespace sandbox {

IdempotencyKeys::Found IdempotencyKeys::begin(const std::string& scoped_key, const std::string& fingerprint) {
  const auto [entry, inserted] = keys_.try_emplace(scoped_key, Entry{fingerprint});
  if (inserted) return Found::fresh;
  if (entry->second.fingerprint != fingerprint) return Found::mismatch;
  return entry->second.answered ? Found::answered : Found::in_flight;
}

void IdempotencyKeys::keep(const std::string& scoped_key, Reply reply) {
  // After a reset in between, the key is gone and stays gone.
  const auto found = keys_.find(scoped_key);
  if (found == keys_.end()) return;
  found->second.answered = true;
  found->second.reply = std::move(reply);
}

void IdempotencyKeys::drop(const std::string& scoped_key) {
  const auto found = keys_.find(scoped_key);
  if (found != keys_.end() && !found->second.answered) keys_.erase(found);
}

} // namespace sandbox
