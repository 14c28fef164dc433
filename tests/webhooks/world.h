// A shop's payments, its endpoints and the daemon's sending side, driven by one thread and a clock that tests move.
#pragma once

#include <memory>

#include "engine/webhooks_out/endpoints.h"
#include "engine/webhooks_out/sender.h"
#include "psp/webhook_courier.h"
#include "store/people.h"
#include "store/webhooks.h"
#include "tests/queries/shop.h"
#include "tests/webhooks/receiver.h"

namespace paydesk::test {

class WebhookWorld {
 public:
  explicit WebhookWorld(psp::CourierOptions options = {.private_addresses = true});

  /// Adds an endpoint at the receiver.
  views::WebhookEndpointSecret add(const Receiver& receiver, std::vector<std::string> kinds = {"*"},
                                   const std::string& shop_login = {});
  /// Publishes, turns events into deliveries, and sends until nothing is due or under way.
  void work();
  void fan_out(int most = 500);
  void send();
  void advance(std::chrono::milliseconds by) { shop.clock.advance(by); }
  /// Every delivery, the oldest first.
  std::vector<views::WebhookDelivery> deliveries(const std::string& filter = {});
  views::WebhookDeliveryDetail detail(const std::string& delivery_id);
  views::WebhookEndpoint endpoint(const std::string& endpoint_id);
  std::int64_t count(const std::string& sql) { return shop.count(sql); }
  FanOutPlan plan();

  Shop shop;
  WebhookPolicy policy;
  store::PgPeople people{shop.pool, shop.clock, shop.ids};
  store::PgWebhooks store{shop.pool};
  WebhookEndpoints endpoints;
  std::unique_ptr<psp::WebhookCourier> courier;
  std::unique_ptr<WebhookSender> sender;
  Caller admin;
};

/// Whether `received` carries a good signature by this "whsec_…" secret, by the published rule.
bool signed_by(const Received& received, const std::string& secret);

/// Fails the test on an error.
template <class T> T must(Result<T> result) {
  if (!result)
    throw std::runtime_error(result.error().field + ": " + result.error().message);
  return std::move(*result);
}

} // namespace paydesk::test
