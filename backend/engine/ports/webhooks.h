// Webhooks as they came in, before anything is made of them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"

namespace paydesk {

struct RawWebhook {
  Uuid webhook_id;
  std::string psp_account;
  std::string event_id; ///< the PSP's own
  std::string event_type;
  std::string body;     ///< as signed
  std::string signature;
  Instant received_at;
  int tries = 0;
};

/// Thread-safe; every method is one transaction.
class WebhookStore {
 public:
  virtual ~WebhookStore() = default;
  /// Stores events whose (account, event id) is new; answers how many were.
  virtual Result<int> insert(std::span<const RawWebhook> events) = 0;
  /// Takes at most `most` events that are due, oldest first, out of others' reach until `lease_until`.
  virtual Result<std::vector<RawWebhook>> claim(int most, Instant now, Instant lease_until) = 0;
};

} // namespace paydesk
