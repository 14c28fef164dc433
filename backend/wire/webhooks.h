// Webhooks in both directions: protobuf ↔ views, both ways.
#pragma once

#include "paydesk/v1/webhooks.pb.h"
#include "views/webhooks.h"

namespace paydesk::wire {

void to_wire(const views::WebhookEndpoint& view, v1::WebhookEndpoint* out);
views::WebhookEndpoint from_wire(const v1::WebhookEndpoint& in);

void to_wire(const views::ListWebhookEndpointsResponse& view, v1::ListWebhookEndpointsResponse* out);
views::ListWebhookEndpointsResponse from_wire(const v1::ListWebhookEndpointsResponse& in);

void to_wire(const views::GetWebhookEndpointRequest& view, v1::GetWebhookEndpointRequest* out);
views::GetWebhookEndpointRequest from_wire(const v1::GetWebhookEndpointRequest& in);

void to_wire(const views::CreateWebhookEndpointRequest& view, v1::CreateWebhookEndpointRequest* out);
views::CreateWebhookEndpointRequest from_wire(const v1::CreateWebhookEndpointRequest& in);

void to_wire(const views::WebhookEndpointSecret& view, v1::WebhookEndpointSecret* out);
views::WebhookEndpointSecret from_wire(const v1::WebhookEndpointSecret& in);

void to_wire(const views::UpdateWebhookEndpointRequest& view, v1::UpdateWebhookEndpointRequest* out);
views::UpdateWebhookEndpointRequest from_wire(const v1::UpdateWebhookEndpointRequest& in);

void to_wire(const views::RotateWebhookSecretRequest& view, v1::RotateWebhookSecretRequest* out);
views::RotateWebhookSecretRequest from_wire(const v1::RotateWebhookSecretRequest& in);

void to_wire(const views::WebhookEndpointCommand& view, v1::WebhookEndpointCommand* out);
views::WebhookEndpointCommand from_wire(const v1::WebhookEndpointCommand& in);

void to_wire(const views::WebhookDelivery& view, v1::WebhookDelivery* out);
views::WebhookDelivery from_wire(const v1::WebhookDelivery& in);

void to_wire(const views::ListWebhookDeliveriesResponse& view, v1::ListWebhookDeliveriesResponse* out);
views::ListWebhookDeliveriesResponse from_wire(const v1::ListWebhookDeliveriesResponse& in);

void to_wire(const views::GetWebhookDeliveryRequest& view, v1::GetWebhookDeliveryRequest* out);
views::GetWebhookDeliveryRequest from_wire(const v1::GetWebhookDeliveryRequest& in);

void to_wire(const views::WebhookAttempt& view, v1::WebhookAttempt* out);
views::WebhookAttempt from_wire(const v1::WebhookAttempt& in);

void to_wire(const views::WebhookDeliveryDetail& view, v1::WebhookDeliveryDetail* out);
views::WebhookDeliveryDetail from_wire(const v1::WebhookDeliveryDetail& in);

/// A failed_since that does not parse is absent; servers check its text and name the field.
void to_wire(const views::ReplayWebhookDeliveriesRequest& view, v1::ReplayWebhookDeliveriesRequest* out);
views::ReplayWebhookDeliveriesRequest from_wire(const v1::ReplayWebhookDeliveriesRequest& in);

void to_wire(const views::WebhookItemResult& view, v1::WebhookItemResult* out);
views::WebhookItemResult from_wire(const v1::WebhookItemResult& in);

void to_wire(const views::WebhookCommandResponse& view, v1::WebhookCommandResponse* out);
views::WebhookCommandResponse from_wire(const v1::WebhookCommandResponse& in);

void to_wire(const views::IncomingWebhook& view, v1::IncomingWebhook* out);
views::IncomingWebhook from_wire(const v1::IncomingWebhook& in);

void to_wire(const views::ListIncomingWebhooksResponse& view, v1::ListIncomingWebhooksResponse* out);
views::ListIncomingWebhooksResponse from_wire(const v1::ListIncomingWebhooksResponse& in);

void to_wire(const views::ReplayIncomingWebhooksRequest& view, v1::ReplayIncomingWebhooksRequest* out);
views::ReplayIncomingWebhooksRequest from_wire(const v1::ReplayIncomingWebhooksRequest& in);

} // namespace paydesk::wire
