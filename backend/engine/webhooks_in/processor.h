// Applies stored webhooks: any order, twice or before the row exists, each once.
#pragma once

#include <functional>
#include <map>

#include "engine/charges/turn.h"
#include "engine/ports/webhooks.h"

namespace paydesk {

/// Reads a stored body of an account; the signature was checked when it was stored.
using WebhookReader = std::function<Result<WebhookContent>(const RawWebhook&)>;

/// Called by one thread; several daemons may process at once.
class WebhookProcessor {
 public:
  WebhookProcessor(WebhookStore& webhooks, PaymentStore& payments, const Clock& clock, IdSource& ids,
                   const EnginePolicy& policy, WebhookReader reader)
      : webhooks_(webhooks), payments_(payments), clock_(clock), ids_(ids), policy_(policy),
        reader_(std::move(reader)) {}

  /// One batch. Answers the charges that were touched, or how the store failed; nothing is lost then, because
  /// the lease runs out and the events come again.
  Result<std::vector<Uuid>> step(int most);

  /// How often an event about something unknown is looked at again before a person has to.
  static constexpr int max_tries = 12;

 private:
  struct Read;
  WebhookDone apply(std::vector<Aggregate>& aggregates, const Read& read, Instant now);

  WebhookStore& webhooks_;
  PaymentStore& payments_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
  WebhookReader reader_;
};

} // namespace paydesk
