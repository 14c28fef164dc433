// Webhooks out to shops and in from PSPs as screens, CLI and service read them: plain values, filled by the store or from the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "views/common.h"

namespace paydesk::views {

struct WebhookEndpoint {
  std::string endpoint_id;
  std::string shop; ///< the login whose payments it hears of; empty: every shop's
  std::string entity; ///< the merchant's entity; empty: every one
  std::string url;
  std::vector<std::string> kinds; ///< "payment.captured", "refund.*", "*"
  std::string description;
  std::string api_version;
  std::string state; ///< enabled, disabled, removed
  std::string state_reason;
  bool failing = false; ///< nothing got through for so long that an alert was raised
  std::int32_t failures = 0; ///< in a row
  std::optional<Instant> failing_since;
  std::optional<Instant> paused_until; ///< no call before that
  std::optional<Instant> last_success_at;
  std::int64_t queued = 0; ///< deliveries that wait
  std::int64_t failed = 0; ///< deliveries that were given up
  std::optional<Instant> created_at;
  std::string created_by;
  std::optional<Instant> changed_at;
  std::string changed_by;
};

struct ListWebhookEndpointsResponse {
  std::vector<WebhookEndpoint> rows;
  std::string next_cursor;
};

struct GetWebhookEndpointRequest {
  std::string endpoint_id;
};

struct CreateWebhookEndpointRequest {
  std::string shop; ///< a shop's login; empty: every shop's payments
  std::string entity; ///< empty: every entity's payments
  std::string url;
  std::vector<std::string> kinds; ///< 1 to 32
  std::string description;
  std::string idempotency_key;
};

/// The secret is told once: a repeated command is answered without it.
struct WebhookEndpointSecret {
  WebhookEndpoint endpoint;
  std::string secret; ///< "whsec_…", or empty
};

/// Only what is given changes.
struct UpdateWebhookEndpointRequest {
  std::string endpoint_id;
  std::string url;
  std::vector<std::string> kinds;
  std::optional<std::string> description;
  std::string state; ///< enabled or disabled
  std::string reason; ///< needed to disable
  std::string idempotency_key;
};

struct RotateWebhookSecretRequest {
  std::string endpoint_id;
  std::optional<std::int32_t> overlap_s; ///< how long the old secret signs too; 0 to 604800, a day when absent
  std::string reason;
  std::string idempotency_key;
};

struct WebhookEndpointCommand {
  std::string endpoint_id;
  std::string reason;
  std::string idempotency_key;
};

struct WebhookDelivery {
  std::string delivery_id;
  std::string endpoint_id;
  std::string url; ///< the endpoint's, as it is now
  std::string event_id;
  std::string kind;
  std::int64_t sequence = 0; ///< position in the event stream; 0 for a ping
  std::string payment_id;
  std::string state; ///< queued, delivered, failed, cancelled
  std::int32_t attempts = 0;
  std::optional<Instant> due_at; ///< while queued
  std::optional<Instant> expires_at; ///< while queued: when it is given up
  std::int32_t last_status = 0; ///< HTTP status of the last attempt
  std::string last_error;
  std::optional<Instant> created_at;
  std::optional<Instant> done_at;
};

struct ListWebhookDeliveriesResponse {
  std::vector<WebhookDelivery> rows;
  std::string next_cursor;
};

struct GetWebhookDeliveryRequest {
  std::string delivery_id;
};

struct WebhookAttempt {
  std::optional<Instant> at;
  std::int32_t http_status = 0; ///< 0: no answer
  std::int32_t latency_ms = 0;
  std::string error;
  std::string response; ///< at most 1 KiB, redacted
};

struct WebhookDeliveryDetail {
  WebhookDelivery delivery;
  std::string body; ///< what was or will be sent
  std::vector<WebhookAttempt> attempts; ///< the newest first, at most 100
};

/// Either some deliveries by id, or the failed ones of an endpoint.
struct ReplayWebhookDeliveriesRequest {
  std::vector<std::string> delivery_ids; ///< at most 1000
  std::string endpoint_id;
  std::optional<Instant> failed_since; ///< deliveries made since then; needed with endpoint_id
  std::string reason;
  std::string idempotency_key;
};

struct WebhookItemResult {
  std::string id;
  bool done = false;
  std::string message;
};

struct WebhookCommandResponse {
  std::vector<WebhookItemResult> results;
  std::int64_t remaining = 0; ///< further items that fit, for another command
};

struct IncomingWebhook {
  std::string webhook_id;
  std::string psp_account;
  std::string event_id; ///< the PSP's own
  std::string event_type;
  std::string state; ///< pending, processed, superseded, waiting, ignored, failed
  std::int32_t tries = 0;
  std::string payment_id;
  std::string message;
  std::optional<Instant> received_at;
  std::optional<Instant> due_at; ///< while pending or waiting
};

struct ListIncomingWebhooksResponse {
  std::vector<IncomingWebhook> rows;
  std::string next_cursor;
};

struct ReplayIncomingWebhooksRequest {
  std::vector<std::string> webhook_ids; ///< 1 to 1000
  std::string reason;
  std::string idempotency_key;
};

} // namespace paydesk::views
