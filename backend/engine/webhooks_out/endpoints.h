// What people do to the shops' endpoints and to deliveries.
#pragma once

#include "engine/ports/webhooks_out.h"
#include "engine/webhooks_out/policy.h"

namespace paydesk {

/// Where the daemon may send to.
struct WebhookReach {
  bool private_addresses = false; ///< this machine and private networks too, and to this machine without TLS
};

/// Use cases; thread-safe. Each is one transaction with its audit record; `keep` stores its answer there, never with
/// a secret in it.
class WebhookEndpoints {
 public:
  static constexpr int most_endpoints = 1000;

  WebhookEndpoints(WebhookDesk& desk, const Clock& clock, IdSource& ids, const WebhookPolicy& policy,
                   WebhookReach reach, ComposeBody compose)
      : desk_(desk), clock_(clock), ids_(ids), policy_(policy), reach_(reach), compose_(std::move(compose)) {}

  using KeepEndpoint = WebhookDesk::KeepEndpoint;
  using KeepResults = KeepAnswer<views::WebhookCommandResponse>;

  /// An enabled endpoint with its secret, which is told here and never again.
  Result<views::WebhookEndpointSecret> create(const Caller& caller, const views::CreateWebhookEndpointRequest& request,
                                              const KeepEndpoint& keep = {});
  Result<views::WebhookEndpoint> update(const Caller& caller, const views::UpdateWebhookEndpointRequest& request,
                                        const KeepEndpoint& keep = {});
  /// A new secret; the old one signs beside it for the overlap.
  Result<views::WebhookEndpointSecret> rotate(const Caller& caller, const views::RotateWebhookSecretRequest& request,
                                              const KeepEndpoint& keep = {});
  Result<views::WebhookEndpoint> remove(const Caller& caller, const views::WebhookEndpointCommand& command,
                                        const KeepEndpoint& keep = {});
  Result<views::WebhookDelivery> ping(const Caller& caller, const views::WebhookEndpointCommand& command,
                                      const KeepAnswer<views::WebhookDelivery>& keep = {});
  /// By ids, or all failed ones of an endpoint since a time (at most 1000 a command; `remaining` tells of more).
  Result<views::WebhookCommandResponse> replay(const Caller& caller,
                                               const views::ReplayWebhookDeliveriesRequest& request,
                                               const KeepResults& keep = {});
  /// Has incoming webhooks applied again: what they tell happens at most once all the same.
  Result<views::WebhookCommandResponse> replay_incoming(const Caller& caller,
                                                        const views::ReplayIncomingWebhooksRequest& request,
                                                        const KeepResults& keep = {});

  Result<views::ListWebhookEndpointsResponse> list(const views::PageRequest& page) {
    return desk_.list_endpoints(page, clock_.now());
  }
  Result<views::WebhookEndpoint> get(const Uuid& endpoint_id) { return desk_.endpoint(endpoint_id); }
  Result<views::ListWebhookDeliveriesResponse> list_deliveries(const views::PageRequest& page) {
    return desk_.list_deliveries(page, clock_.now());
  }
  Result<views::WebhookDeliveryDetail> get_delivery(const Uuid& delivery_id) { return desk_.delivery(delivery_id); }
  Result<views::ListIncomingWebhooksResponse> list_incoming(const views::PageRequest& page) {
    return desk_.list_incoming(page, clock_.now());
  }

 private:
  Result<void> check_url(const std::string& url) const;

  WebhookDesk& desk_;
  const Clock& clock_;
  IdSource& ids_;
  const WebhookPolicy& policy_;
  const WebhookReach reach_;
  const ComposeBody compose_;
};

} // namespace paydesk
