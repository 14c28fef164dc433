// Webhooks as they came in, before anything is made of them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "engine/ports/payments.h"

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
  /// Takes at most `most` events that are due, oldest first, out of others' reach; locks and loads the charges that
  /// `read` says they are about, lets `decide` change these, and stores everything, in one transaction. Both may run
  /// again after a deadlock. What fails leaves the events due.
  using Read = std::function<std::vector<Uuid>(std::vector<RawWebhook> events)>;
  /// Stores events and applies those that are new, in one transaction: `decide` says what becomes of each that `read`
  /// was given. `conflict` when another stored one of them meanwhile; whatever fails, nothing is stored.
  virtual Result<void> take_in(std::span<const RawWebhook> events, const Read& read,
                               const PaymentStore::Decide& decide) = 0;
  virtual Result<void> apply(int most, Instant now, const Read& read, const PaymentStore::Decide& decide) = 0;
  /// Ends one event without its charge.
  virtual Result<void> finish(const WebhookDone& done) = 0;
};

} // namespace paydesk
