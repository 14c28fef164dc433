// Applies stored webhooks: any order, twice or before the row exists, each once.
#pragma once

#include <functional>
#include <map>
#include <span>

#include "engine/charges/turn.h"
#include "engine/queue/starts.h"
#include "engine/ports/webhooks.h"

namespace paydesk {

/// Reads a stored body of an account; the signature was checked when it was stored.
using WebhookReader = std::function<Result<WebhookContent>(const RawWebhook&)>;

/// Called by one thread; several may process at once, each with one of its own, here and in other daemons.
class WebhookProcessor {
 public:
  WebhookProcessor(WebhookStore& webhooks, const Clock& clock, IdSource& ids,
                   const EnginePolicy& policy, WebhookReader reader, const CallRooms* rooms = nullptr);
  ~WebhookProcessor();

  /// Events that are about something else than charges: `are_theirs` knows them, `take` applies them. Before step().
  void hand_on(std::function<bool(const RawWebhook&)> are_theirs,
               std::function<Result<void>(std::span<const RawWebhook>)> take);
  /// Stores new events and applies them at once, in one transaction. When that fails for any reason, they are stored
  /// all the same, and applied by step().
  Result<void> take_in(std::span<const RawWebhook> events);
  /// One batch of those that are due, in one transaction. Answers the charges that were touched, or how the store failed; nothing is lost
  /// then, because the events stay due. An event that the store refuses is parted from its batch and set aside.
  Result<std::vector<Uuid>> step(int most);

  /// How often an event about something unknown is looked at again before a person has to.
  static constexpr int max_tries = 12;

 private:
  struct Read;
  /// Applies what `take` hands to its first argument, as its second decides.
  using Take = std::function<Result<void>(const WebhookStore::Read&, const PaymentStore::Decide&)>;
  Result<void> apply_taken(const Take& take);
  Result<void> apply_batch(int most);
  std::vector<Uuid> read(std::vector<RawWebhook> events);
  WebhookDone from_elsewhere(Aggregate& aggregate, const RawWebhook& raw, Instant now);
  WebhookDone apply(std::vector<Aggregate>& aggregates, const Read& read, Instant now);

  WebhookStore& webhooks_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
  WebhookReader reader_;
  const CallRooms* rooms_;
  std::function<bool(const RawWebhook&)> are_theirs_;
  std::function<Result<void>(std::span<const RawWebhook>)> theirs_;
  std::vector<Read> reads_;   ///< of the batch at hand
  std::vector<Uuid> touched_; ///< its charges, in order
};

} // namespace paydesk
