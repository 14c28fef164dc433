#include "wire/webhooks.h"

#include "wire/values.h"

namespace paydesk::wire {

void to_wire(const views::WebhookEndpoint& view, v1::WebhookEndpoint* out) {
  out->set_endpoint_id(view.endpoint_id);
  out->set_shop(view.shop);
  out->set_entity(view.entity);
  out->set_url(view.url);
  for (const auto& item : view.kinds)
    out->add_kinds(item);
  out->set_description(view.description);
  out->set_api_version(view.api_version);
  out->set_state(view.state);
  out->set_state_reason(view.state_reason);
  out->set_failing(view.failing);
  out->set_failures(view.failures);
  out->set_failing_since(to_text(view.failing_since));
  out->set_paused_until(to_text(view.paused_until));
  out->set_last_success_at(to_text(view.last_success_at));
  out->set_queued(view.queued);
  out->set_failed(view.failed);
  out->set_created_at(to_text(view.created_at));
  out->set_created_by(view.created_by);
  out->set_changed_at(to_text(view.changed_at));
  out->set_changed_by(view.changed_by);
}

views::WebhookEndpoint from_wire(const v1::WebhookEndpoint& in) {
  views::WebhookEndpoint view;
  view.endpoint_id = in.endpoint_id();
  view.shop = in.shop();
  view.entity = in.entity();
  view.url = in.url();
  view.kinds.assign(in.kinds().begin(), in.kinds().end());
  view.description = in.description();
  view.api_version = in.api_version();
  view.state = in.state();
  view.state_reason = in.state_reason();
  view.failing = in.failing();
  view.failures = in.failures();
  view.failing_since = parse_instant(in.failing_since());
  view.paused_until = parse_instant(in.paused_until());
  view.last_success_at = parse_instant(in.last_success_at());
  view.queued = in.queued();
  view.failed = in.failed();
  view.created_at = parse_instant(in.created_at());
  view.created_by = in.created_by();
  view.changed_at = parse_instant(in.changed_at());
  view.changed_by = in.changed_by();
  return view;
}

void to_wire(const views::ListWebhookEndpointsResponse& view, v1::ListWebhookEndpointsResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListWebhookEndpointsResponse from_wire(const v1::ListWebhookEndpointsResponse& in) {
  views::ListWebhookEndpointsResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::GetWebhookEndpointRequest& view, v1::GetWebhookEndpointRequest* out) {
  out->set_endpoint_id(view.endpoint_id);
}

views::GetWebhookEndpointRequest from_wire(const v1::GetWebhookEndpointRequest& in) {
  views::GetWebhookEndpointRequest view;
  view.endpoint_id = in.endpoint_id();
  return view;
}

void to_wire(const views::CreateWebhookEndpointRequest& view, v1::CreateWebhookEndpointRequest* out) {
  out->set_shop(view.shop);
  out->set_entity(view.entity);
  out->set_url(view.url);
  for (const auto& item : view.kinds)
    out->add_kinds(item);
  out->set_description(view.description);
  out->set_idempotency_key(view.idempotency_key);
}

views::CreateWebhookEndpointRequest from_wire(const v1::CreateWebhookEndpointRequest& in) {
  views::CreateWebhookEndpointRequest view;
  view.shop = in.shop();
  view.entity = in.entity();
  view.url = in.url();
  view.kinds.assign(in.kinds().begin(), in.kinds().end());
  view.description = in.description();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::WebhookEndpointSecret& view, v1::WebhookEndpointSecret* out) {
  to_wire(view.endpoint, out->mutable_endpoint());
  out->set_secret(view.secret);
}

views::WebhookEndpointSecret from_wire(const v1::WebhookEndpointSecret& in) {
  views::WebhookEndpointSecret view;
  view.endpoint = from_wire(in.endpoint());
  view.secret = in.secret();
  return view;
}

void to_wire(const views::UpdateWebhookEndpointRequest& view, v1::UpdateWebhookEndpointRequest* out) {
  out->set_endpoint_id(view.endpoint_id);
  out->set_url(view.url);
  for (const auto& item : view.kinds)
    out->add_kinds(item);
  if (view.description)
    out->set_description(*view.description);
  out->set_state(view.state);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::UpdateWebhookEndpointRequest from_wire(const v1::UpdateWebhookEndpointRequest& in) {
  views::UpdateWebhookEndpointRequest view;
  view.endpoint_id = in.endpoint_id();
  view.url = in.url();
  view.kinds.assign(in.kinds().begin(), in.kinds().end());
  if (in.has_description())
    view.description = in.description();
  view.state = in.state();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::RotateWebhookSecretRequest& view, v1::RotateWebhookSecretRequest* out) {
  out->set_endpoint_id(view.endpoint_id);
  if (view.overlap_s)
    out->set_overlap_s(*view.overlap_s);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::RotateWebhookSecretRequest from_wire(const v1::RotateWebhookSecretRequest& in) {
  views::RotateWebhookSecretRequest view;
  view.endpoint_id = in.endpoint_id();
  if (in.has_overlap_s())
    view.overlap_s = in.overlap_s();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::WebhookEndpointCommand& view, v1::WebhookEndpointCommand* out) {
  out->set_endpoint_id(view.endpoint_id);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::WebhookEndpointCommand from_wire(const v1::WebhookEndpointCommand& in) {
  views::WebhookEndpointCommand view;
  view.endpoint_id = in.endpoint_id();
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::WebhookDelivery& view, v1::WebhookDelivery* out) {
  out->set_delivery_id(view.delivery_id);
  out->set_endpoint_id(view.endpoint_id);
  out->set_url(view.url);
  out->set_event_id(view.event_id);
  out->set_kind(view.kind);
  out->set_sequence(view.sequence);
  out->set_payment_id(view.payment_id);
  out->set_state(view.state);
  out->set_attempts(view.attempts);
  out->set_due_at(to_text(view.due_at));
  out->set_expires_at(to_text(view.expires_at));
  out->set_last_status(view.last_status);
  out->set_last_error(view.last_error);
  out->set_created_at(to_text(view.created_at));
  out->set_done_at(to_text(view.done_at));
}

views::WebhookDelivery from_wire(const v1::WebhookDelivery& in) {
  views::WebhookDelivery view;
  view.delivery_id = in.delivery_id();
  view.endpoint_id = in.endpoint_id();
  view.url = in.url();
  view.event_id = in.event_id();
  view.kind = in.kind();
  view.sequence = in.sequence();
  view.payment_id = in.payment_id();
  view.state = in.state();
  view.attempts = in.attempts();
  view.due_at = parse_instant(in.due_at());
  view.expires_at = parse_instant(in.expires_at());
  view.last_status = in.last_status();
  view.last_error = in.last_error();
  view.created_at = parse_instant(in.created_at());
  view.done_at = parse_instant(in.done_at());
  return view;
}

void to_wire(const views::ListWebhookDeliveriesResponse& view, v1::ListWebhookDeliveriesResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListWebhookDeliveriesResponse from_wire(const v1::ListWebhookDeliveriesResponse& in) {
  views::ListWebhookDeliveriesResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::GetWebhookDeliveryRequest& view, v1::GetWebhookDeliveryRequest* out) {
  out->set_delivery_id(view.delivery_id);
}

views::GetWebhookDeliveryRequest from_wire(const v1::GetWebhookDeliveryRequest& in) {
  views::GetWebhookDeliveryRequest view;
  view.delivery_id = in.delivery_id();
  return view;
}

void to_wire(const views::WebhookAttempt& view, v1::WebhookAttempt* out) {
  out->set_at(to_text(view.at));
  out->set_http_status(view.http_status);
  out->set_latency_ms(view.latency_ms);
  out->set_error(view.error);
  out->set_response(view.response);
}

views::WebhookAttempt from_wire(const v1::WebhookAttempt& in) {
  views::WebhookAttempt view;
  view.at = parse_instant(in.at());
  view.http_status = in.http_status();
  view.latency_ms = in.latency_ms();
  view.error = in.error();
  view.response = in.response();
  return view;
}

void to_wire(const views::WebhookDeliveryDetail& view, v1::WebhookDeliveryDetail* out) {
  to_wire(view.delivery, out->mutable_delivery());
  out->set_body(view.body);
  for (const auto& item : view.attempts)
    to_wire(item, out->add_attempts());
}

views::WebhookDeliveryDetail from_wire(const v1::WebhookDeliveryDetail& in) {
  views::WebhookDeliveryDetail view;
  view.delivery = from_wire(in.delivery());
  view.body = in.body();
  view.attempts.reserve(static_cast<std::size_t>(in.attempts_size()));
  for (const auto& item : in.attempts())
    view.attempts.push_back(from_wire(item));
  return view;
}

void to_wire(const views::ReplayWebhookDeliveriesRequest& view, v1::ReplayWebhookDeliveriesRequest* out) {
  for (const auto& item : view.delivery_ids)
    out->add_delivery_ids(item);
  out->set_endpoint_id(view.endpoint_id);
  out->set_failed_since(to_text(view.failed_since));
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::ReplayWebhookDeliveriesRequest from_wire(const v1::ReplayWebhookDeliveriesRequest& in) {
  views::ReplayWebhookDeliveriesRequest view;
  view.delivery_ids.assign(in.delivery_ids().begin(), in.delivery_ids().end());
  view.endpoint_id = in.endpoint_id();
  view.failed_since = parse_instant(in.failed_since());
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

void to_wire(const views::WebhookItemResult& view, v1::WebhookItemResult* out) {
  out->set_id(view.id);
  out->set_done(view.done);
  out->set_message(view.message);
}

views::WebhookItemResult from_wire(const v1::WebhookItemResult& in) {
  views::WebhookItemResult view;
  view.id = in.id();
  view.done = in.done();
  view.message = in.message();
  return view;
}

void to_wire(const views::WebhookCommandResponse& view, v1::WebhookCommandResponse* out) {
  for (const auto& item : view.results)
    to_wire(item, out->add_results());
  out->set_remaining(view.remaining);
}

views::WebhookCommandResponse from_wire(const v1::WebhookCommandResponse& in) {
  views::WebhookCommandResponse view;
  view.results.reserve(static_cast<std::size_t>(in.results_size()));
  for (const auto& item : in.results())
    view.results.push_back(from_wire(item));
  view.remaining = in.remaining();
  return view;
}

void to_wire(const views::IncomingWebhook& view, v1::IncomingWebhook* out) {
  out->set_webhook_id(view.webhook_id);
  out->set_psp_account(view.psp_account);
  out->set_event_id(view.event_id);
  out->set_event_type(view.event_type);
  out->set_state(view.state);
  out->set_tries(view.tries);
  out->set_payment_id(view.payment_id);
  out->set_message(view.message);
  out->set_received_at(to_text(view.received_at));
  out->set_due_at(to_text(view.due_at));
}

views::IncomingWebhook from_wire(const v1::IncomingWebhook& in) {
  views::IncomingWebhook view;
  view.webhook_id = in.webhook_id();
  view.psp_account = in.psp_account();
  view.event_id = in.event_id();
  view.event_type = in.event_type();
  view.state = in.state();
  view.tries = in.tries();
  view.payment_id = in.payment_id();
  view.message = in.message();
  view.received_at = parse_instant(in.received_at());
  view.due_at = parse_instant(in.due_at());
  return view;
}

void to_wire(const views::ListIncomingWebhooksResponse& view, v1::ListIncomingWebhooksResponse* out) {
  for (const auto& item : view.rows)
    to_wire(item, out->add_rows());
  out->set_next_cursor(view.next_cursor);
}

views::ListIncomingWebhooksResponse from_wire(const v1::ListIncomingWebhooksResponse& in) {
  views::ListIncomingWebhooksResponse view;
  view.rows.reserve(static_cast<std::size_t>(in.rows_size()));
  for (const auto& item : in.rows())
    view.rows.push_back(from_wire(item));
  view.next_cursor = in.next_cursor();
  return view;
}

void to_wire(const views::ReplayIncomingWebhooksRequest& view, v1::ReplayIncomingWebhooksRequest* out) {
  for (const auto& item : view.webhook_ids)
    out->add_webhook_ids(item);
  out->set_reason(view.reason);
  out->set_idempotency_key(view.idempotency_key);
}

views::ReplayIncomingWebhooksRequest from_wire(const v1::ReplayIncomingWebhooksRequest& in) {
  views::ReplayIncomingWebhooksRequest view;
  view.webhook_ids.assign(in.webhook_ids().begin(), in.webhook_ids().end());
  view.reason = in.reason();
  view.idempotency_key = in.idempotency_key();
  return view;
}

} // namespace paydesk::wire
