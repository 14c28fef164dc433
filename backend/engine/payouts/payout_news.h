// Webhooks about pay-outs, applied as they come in.
#pragma once

#include <functional>
#include <span>

#include "engine/payouts/sent.h"

namespace paydesk {

/// Reads an event's body; nothing: it is not about a pay-out.
using PayoutEventReader = std::function<Result<std::optional<PayoutWord>>(const RawWebhook&)>;

/// Thread-safe. Everything outlives it.
class PayoutNewsDesk {
 public:
  PayoutNewsDesk(PayoutSendingStore& store, const Clock& clock, IdSource& ids, PayoutEventReader reader,
                 PayoutWatch watch)
      : store_(store), clock_(clock), ids_(ids), reader_(std::move(reader)), watch_(watch) {}

  /// True when the event is about a pay-out, also when it cannot be read.
  bool is_ours(const RawWebhook& event) const;
  /// Stores the events and applies those that are new. What the store has no means for now is not stored, and the PSP
  /// sends it again. An event about a key that is none of ours or another account's, and one that the store refuses for
  /// good, is set aside.
  Result<void> take_in(std::span<const RawWebhook> events) { return take(events, Events::fresh); }
  /// Applies stored events again that wait for it; what of them was known already changes nothing.
  Result<void> take_again(std::span<const RawWebhook> events) { return take(events, Events::waiting); }

 private:
  using Events = PayoutSendingStore::Events;
  Result<void> take(std::span<const RawWebhook> events, Events which);
  Result<void> apply(std::span<const RawWebhook> events, Events which);
  Result<void> set_aside(const RawWebhook& event, Events which, const Error& error);

  PayoutSendingStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const PayoutEventReader reader_;
  const PayoutWatch watch_;
};

} // namespace paydesk
