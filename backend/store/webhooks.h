// The PostgreSQL side of webhooks: endpoints, the queue of deliveries, and the lists of both directions.
#pragma once

#include "engine/ports/webhooks_out.h"
#include "store/database.h"

namespace paydesk::store {

/// Thread-safe; the database outlives it.
class PgWebhooks final : public WebhookDesk, public DeliveryStore {
 public:
  explicit PgWebhooks(Database& database) : database_(database) {}

  Result<views::WebhookEndpoint> create_endpoint(const Caller& caller, const NewEndpoint& endpoint, int most,
                                                 Instant now, const KeepEndpoint& keep) override;
  Result<views::WebhookEndpoint> change_endpoint(const Caller& caller, const Uuid& endpoint_id,
                                                 const EndpointChange& change, Instant now,
                                                 const KeepEndpoint& keep) override;
  Result<views::WebhookEndpoint> rotate_secret(const Caller& caller, const Uuid& endpoint_id, const Uuid& secret_id,
                                               const std::string& secret, Instant old_until, const std::string& reason,
                                               Instant now, const KeepEndpoint& keep) override;
  Result<views::WebhookEndpoint> remove_endpoint(const Caller& caller, const Uuid& endpoint_id,
                                                 const std::string& reason, Instant now,
                                                 const KeepEndpoint& keep) override;
  Result<views::WebhookDelivery> ping(const Caller& caller, const Uuid& endpoint_id, const Uuid& delivery_id,
                                      const MessageFacts& message, const std::string& body, Instant expires_at,
                                      const KeepAnswer<views::WebhookDelivery>& keep) override;
  Result<views::WebhookCommandResponse> replay(const Caller& caller, const ReplayOrder& order, Instant now,
                                               const KeepAnswer<views::WebhookCommandResponse>& keep) override;
  Result<views::WebhookCommandResponse>
  replay_incoming(const Caller& caller, const std::vector<Uuid>& webhook_ids, const std::string& reason, Instant now,
                  const KeepAnswer<views::WebhookCommandResponse>& keep) override;

  Result<views::ListWebhookEndpointsResponse> list_endpoints(const views::PageRequest& page, Instant now) override;
  Result<views::WebhookEndpoint> endpoint(const Uuid& endpoint_id) override;
  Result<views::ListWebhookDeliveriesResponse> list_deliveries(const views::PageRequest& page, Instant now) override;
  Result<views::WebhookDeliveryDetail> delivery(const Uuid& delivery_id) override;
  Result<views::ListIncomingWebhooksResponse> list_incoming(const views::PageRequest& page, Instant now) override;

  Result<int> fan_out(int most, Instant now, const FanOutPlan& plan) override;
  Result<std::vector<DueDelivery>> claim(const ClaimDeliveries& claim) override;
  Result<void> finish(std::span<const DeliveryEnd> ends, std::span<const Uuid> endpoint_ids,
                      const std::function<void(std::vector<EndpointHealth>&)>& judge) override;
  Result<int> give_up(int most, Instant now) override;
  Result<WebhookBacklog> backlog(Instant now) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
