#include "sandbox/api/idempotency.h"

namespace sandbox {

void IdempotencyKeys::forget_old() {
  const Time now = std::chrono::steady_clock::now();
  while (!by_age_.empty() && now - by_age_.front().first >= lifetime_) {
    const auto found = keys_.find(by_age_.front().second);
    // After a reset the same key may be there anew.
    if (found != keys_.end() && found->second.answered && found->second.answered_at == by_age_.front().first)
      keys_.erase(found);
    by_age_.pop_front();
  }
}

void IdempotencyKeys::clear() {
  keys_.clear();
  by_age_.clear();
}

IdempotencyKeys::Found IdempotencyKeys::begin(const std::string& scoped_key, const std::string& fingerprint) {
  forget_old();
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
  found->second.answered_at = std::chrono::steady_clock::now();
  by_age_.emplace_back(found->second.answered_at, scoped_key);
}

void IdempotencyKeys::drop(const std::string& scoped_key) {
  const auto found = keys_.find(scoped_key);
  if (found != keys_.end() && !found->second.answered) keys_.erase(found);
}

} // namespace sandbox
