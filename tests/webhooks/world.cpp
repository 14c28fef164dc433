#include "tests/webhooks/world.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <sstream>

#include "edge/webhook_json.h"
#include "engine/webhooks_out/fan_out.h"
#include "engine/webhooks_out/kinds.h"

namespace paydesk::test {
namespace {

std::string decoded(const std::string& base64) {
  std::string raw(base64.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(raw.data()),
                                     reinterpret_cast<const unsigned char*>(base64.data()),
                                     static_cast<int>(base64.size()));
  std::size_t padding = 0;
  while (padding < base64.size() && base64[base64.size() - 1 - padding] == '=')
    ++padding;
  raw.resize(static_cast<std::size_t>(length) - padding);
  return raw;
}

} // namespace

WebhookWorld::WebhookWorld(psp::CourierOptions options)
    : endpoints(store, shop.clock, shop.ids, policy, {true}, edge::webhook_json),
      courier(must(psp::WebhookCourier::create(options))),
      sender(std::make_unique<WebhookSender>(store, *courier, shop.clock, policy, 7)),
      admin(must(people.ensure("admin", "Admin", "person", {"admin"}, false, std::string(32, 'a')))) {
  shop.shop = must(people.ensure("shop", "Shop", "shop", {"shop"}, false, std::string(32, 's')));
}

views::WebhookEndpointSecret WebhookWorld::add(const Receiver& receiver, std::vector<std::string> kinds,
                                               const std::string& shop_login) {
  views::CreateWebhookEndpointRequest request;
  request.url = receiver.url();
  request.kinds = std::move(kinds);
  request.shop = shop_login;
  auto made = must(endpoints.create(admin, request));
  advance(std::chrono::seconds(1));
  return made;
}

FanOutPlan WebhookWorld::plan() {
  FanOutPlan plan;
  for (const auto& kind : webhook_kinds())
    plan.kinds.emplace_back(kind.ours);
  plan.pick = [this](auto events, auto subscribers) { return pick_messages(events, subscribers, shop.ids); };
  plan.compose = edge::webhook_json;
  plan.max_age = policy.max_age;
  return plan;
}

void WebhookWorld::fan_out(int most) {
  while (must(store.fan_out(most, shop.clock.now(), plan())) > 0) {
  }
}

void WebhookWorld::send() {
  while (must(sender->step(std::chrono::milliseconds(20)))) {
  }
}

void WebhookWorld::work() {
  shop.publish();
  fan_out();
  send();
}

std::vector<views::WebhookDelivery> WebhookWorld::deliveries(const std::string& filter) {
  return must(endpoints.list_deliveries({filter, {}, 500, true})).rows;
}

views::WebhookDeliveryDetail WebhookWorld::detail(const std::string& delivery_id) {
  return must(endpoints.get_delivery(*Uuid::parse(delivery_id)));
}

views::WebhookEndpoint WebhookWorld::endpoint(const std::string& endpoint_id) {
  return must(endpoints.get(*Uuid::parse(endpoint_id)));
}

bool signed_by(const Received& received, const std::string& secret) {
  if (!secret.starts_with("whsec_"))
    return false;
  const auto key = decoded(secret.substr(6));
  const auto text =
      received.headers.at("webhook-id") + "." + received.headers.at("webhook-timestamp") + "." + received.body;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest, &length);
  std::istringstream signatures(received.headers.at("webhook-signature"));
  for (std::string one; signatures >> one;)
    if (one.starts_with("v1,") && decoded(one.substr(3)) == std::string(digest, digest + length))
      return true;
  return false;
}

} // namespace paydesk::test
