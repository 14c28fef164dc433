// Webhooks to shops: what is sent, how it is stored, and who carries it.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/result.h"
#include "core/status.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "views/webhooks.h"

namespace paydesk {

/// Who wants to hear of what.
struct Subscription {
  Uuid endpoint_id;
  std::optional<Uuid> shop_id; ///< none: every shop
  std::string entity;          ///< empty: every entity
  std::vector<std::string> kinds;
  std::int64_t from_position = 0; ///< hears of later events only
};

/// A published event about a payment, before anybody is told of it.
struct ShopEvent {
  std::int64_t position = 0;
  Instant at;
  std::string kind; ///< ours, "charge.captured"
  std::string subject_kind;
  std::string subject_id;
  Uuid payment_id;
  Uuid caller_id; ///< the shop
  std::string entity;
};

/// One event that somebody wants to hear of.
struct PlannedMessage {
  std::size_t event = 0; ///< index into the batch
  Uuid event_id;
  std::string kind; ///< the shop's word, "payment.captured"
  std::vector<Uuid> endpoints;
  std::vector<Uuid> delivery_ids; ///< one an endpoint
};

/// A payment, and the refund, dispute or order that the event is about, as they are now.
struct ShopSnapshot {
  struct Order {
    Uuid order_id;
    std::string seller, reference, status;
    OrderAmounts amounts;
  };
  struct Refund {
    Uuid refund_id, order_id;
    std::int64_t amount = 0;
    std::string state, reason;
    Instant created_at;
  };
  struct Dispute {
    Uuid dispute_id;
    std::int64_t amount = 0;
    std::string state;
    Instant created_at;
  };
  Uuid payment_id;
  std::string checkout_reference, buyer, psp_account, state, error_class;
  Currency currency;
  std::int64_t total = 0, captured = 0;
  Instant created_at;
  std::vector<Order> orders;
  std::optional<Refund> refund;
  std::optional<Dispute> dispute;
};

/// The words for one message: its exact bytes, signed as they are.
struct MessageFacts {
  Uuid event_id;
  std::int64_t sequence = 0; ///< 0 for a ping
  std::string kind;
  Instant at;
  const ShopSnapshot* payment = nullptr; ///< none for a ping
};
using ComposeBody = std::function<std::string(const MessageFacts&)>;

/// How a batch of events becomes deliveries. Both are pure and may be called again when the transaction runs again.
struct FanOutPlan {
  std::vector<std::string> kinds; ///< of events that can be anybody's business at all
  std::function<std::vector<PlannedMessage>(std::span<const ShopEvent>, std::span<const Subscription>)> pick;
  ComposeBody compose;
  std::chrono::milliseconds max_age{}; ///< after which a delivery is given up
};

/// How an endpoint does.
struct EndpointHealth {
  Uuid endpoint_id;
  bool enabled = true;
  std::string state_reason;
  int failures = 0; ///< in a row
  bool failing = false;
  std::optional<Instant> failing_since;
  std::optional<Instant> paused_until;
  std::optional<Instant> last_success_at;
  std::vector<std::string> alerts; ///< codes of what a person must be told now
};

/// A delivery that is this sender's until its lease ends.
struct DueDelivery {
  Uuid delivery_id;
  Uuid endpoint_id;
  Uuid event_id;
  std::int64_t token = 0;
  int attempts = 0; ///< before this one
  Instant expires_at;
  std::string url;
  std::string body;
  std::vector<std::string> secrets; ///< raw bytes, the newest first
};

struct ClaimDeliveries {
  std::vector<std::pair<Uuid, int>> busy; ///< calls under way by endpoint
  int window = 8;      ///< calls at once to a healthy endpoint
  int probe_after = 5; ///< after so many failures in a row an endpoint gets one call at a time
  int most = 256;
  Instant now;
  Instant lease_until;
};

/// What came of one attempt.
struct DeliveryEnd {
  Uuid delivery_id;
  std::int64_t token = 0;
  std::string state; ///< queued (again), delivered, failed
  Instant due_at;    ///< when queued again
  Instant at;        ///< of the attempt
  int http_status = 0;
  int latency_ms = 0;
  std::string error;
  std::string response;
};

struct WebhookBacklog {
  std::int64_t endpoints = 0, failing = 0;
  std::int64_t queued = 0, due = 0;
  std::optional<Instant> oldest_due; ///< of those that are due
};

struct NewEndpoint {
  Uuid endpoint_id, secret_id;
  std::string shop, entity, url, description, api_version;
  std::vector<std::string> kinds;
  std::string secret; ///< 32 raw bytes
};

struct EndpointChange {
  std::string url;
  std::vector<std::string> kinds;
  std::optional<std::string> description;
  std::optional<bool> enabled;
  std::string reason;
};

struct ReplayOrder {
  std::vector<Uuid> delivery_ids;
  std::optional<Uuid> endpoint_id; ///< instead: its failed deliveries made since `since`
  Instant since;
  Instant expires_at; ///< of what is queued again
  std::string reason;
};

/// What people do to endpoints and deliveries. Thread-safe; every method is one transaction, audit record and kept
/// answer included. No answer holds a secret.
class WebhookDesk {
 public:
  virtual ~WebhookDesk() = default;
  using KeepEndpoint = KeepAnswer<views::WebhookEndpoint>;
  /// not_found on "shop" for a login that is no shop's; exhausted at `most` endpoints that are not removed.
  virtual Result<views::WebhookEndpoint> create_endpoint(const Caller& caller, const NewEndpoint& endpoint, int most,
                                                         Instant now, const KeepEndpoint& keep) = 0;
  /// failed_precondition for a removed endpoint. Enabling forgets how it did before; what happened while it was
  /// disabled is not sent.
  virtual Result<views::WebhookEndpoint> change_endpoint(const Caller& caller, const Uuid& endpoint_id,
                                                         const EndpointChange& change, Instant now,
                                                         const KeepEndpoint& keep) = 0;
  /// The new secret signs from now on, the one before it until `old_until`, older ones no more.
  virtual Result<views::WebhookEndpoint> rotate_secret(const Caller& caller, const Uuid& endpoint_id,
                                                       const Uuid& secret_id, const std::string& secret,
                                                       Instant old_until, const std::string& reason, Instant now,
                                                       const KeepEndpoint& keep) = 0;
  /// Disables for ever: what waits is cancelled, secrets are deleted, history stays.
  virtual Result<views::WebhookEndpoint> remove_endpoint(const Caller& caller, const Uuid& endpoint_id,
                                                         const std::string& reason, Instant now,
                                                         const KeepEndpoint& keep) = 0;
  /// Queues one message for one endpoint, whatever it listens to. failed_precondition unless it is enabled.
  virtual Result<views::WebhookDelivery> ping(const Caller& caller, const Uuid& endpoint_id, const Uuid& delivery_id,
                                              const MessageFacts& message, const std::string& body,
                                              Instant expires_at, const KeepAnswer<views::WebhookDelivery>& keep) = 0;
  /// Queues deliveries again, at most 1000, with the same event id; one result each.
  virtual Result<views::WebhookCommandResponse> replay(const Caller& caller, const ReplayOrder& order, Instant now,
                                                       const KeepAnswer<views::WebhookCommandResponse>& keep) = 0;
  /// Has incoming webhooks applied once more; one result each.
  virtual Result<views::WebhookCommandResponse>
  replay_incoming(const Caller& caller, const std::vector<Uuid>& webhook_ids, const std::string& reason, Instant now,
                  const KeepAnswer<views::WebhookCommandResponse>& keep) = 0;

  virtual Result<views::ListWebhookEndpointsResponse> list_endpoints(const views::PageRequest& page, Instant now) = 0;
  virtual Result<views::WebhookEndpoint> endpoint(const Uuid& endpoint_id) = 0;
  virtual Result<views::ListWebhookDeliveriesResponse> list_deliveries(const views::PageRequest& page, Instant now) = 0;
  virtual Result<views::WebhookDeliveryDetail> delivery(const Uuid& delivery_id) = 0;
  virtual Result<views::ListIncomingWebhooksResponse> list_incoming(const views::PageRequest& page, Instant now) = 0;
};

/// The queue of deliveries. Thread-safe; every method is one transaction.
class DeliveryStore {
 public:
  virtual ~DeliveryStore() = default;
  /// Reads at most `most` events behind the cursor, stores what the plan makes of them, and moves the cursor; answers
  /// how many were read. 0 also while another daemon does it, and when nobody listens.
  virtual Result<int> fan_out(int most, Instant now, const FanOutPlan& plan) = 0;
  /// Deliveries that are due, fairly over the endpoints that may be called now.
  virtual Result<std::vector<DueDelivery>> claim(const ClaimDeliveries& claim) = 0;
  /// Logs attempts and moves those deliveries whose token is still the one that was claimed. `judge` changes the
  /// health of the endpoints concerned, which are locked meanwhile; pure, it may be called again.
  virtual Result<void> finish(std::span<const DeliveryEnd> ends, std::span<const Uuid> endpoint_ids,
                              const std::function<void(std::vector<EndpointHealth>&)>& judge) = 0;
  /// Gives up what is too old and not under way; answers how many, at most `most`.
  virtual Result<int> give_up(int most, Instant now) = 0;
  virtual Result<WebhookBacklog> backlog(Instant now) = 0;
};

/// One HTTP POST to an endpoint.
struct CourierCall {
  Uuid delivery_id;
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct CourierAnswer {
  Uuid delivery_id;
  int status = 0; ///< 0: no answer
  int latency_ms = 0;
  std::string error; ///< why there is no answer
  std::optional<std::chrono::seconds> retry_after;
  std::string response; ///< at most 1 KiB of text, redacted
};

/// Carries messages over HTTP. One thread uses it, but wake(). Redirects are not followed, answers are bounded, and
/// addresses that the daemon may not call are not connected to, whatever a name resolves to.
class Courier {
 public:
  virtual ~Courier() = default;
  virtual void submit(const CourierCall& call) = 0; ///< never blocks
  /// Answers that have come, waiting at most `wait` for the first. Every submitted call is answered once.
  virtual std::vector<CourierAnswer> collect(std::chrono::milliseconds wait) = 0;
  virtual void wake() = 0; ///< ends a running collect early. Thread-safe
};

} // namespace paydesk
