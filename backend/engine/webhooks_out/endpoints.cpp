#include "engine/webhooks_out/endpoints.h"

#include "engine/ports/web_address.h"
#include "engine/webhooks_out/kinds.h"
#include "engine/webhooks_out/signature.h"

namespace paydesk {
namespace {

constexpr std::int32_t usual_overlap_s = 24 * 3600, longest_overlap_s = 7 * 24 * 3600;
constexpr std::size_t most_items = 1000;

Result<Uuid> read_id(const std::string& text, const std::string& field) {
  const auto id = Uuid::parse(text);
  if (!id)
    return invalid(field, text.empty() ? "is missing" : "is not a UUID");
  return *id;
}

Result<std::vector<Uuid>> read_ids(const std::vector<std::string>& texts, const std::string& field) {
  if (texts.empty() || texts.size() > most_items)
    return invalid(field, "needs 1 to 1000 ids");
  std::vector<Uuid> ids;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto id = read_id(texts[i], field + "[" + std::to_string(i) + "]");
    if (!id)
      return tl::unexpected(id.error());
    ids.push_back(*id);
  }
  return ids;
}

} // namespace

Result<void> WebhookEndpoints::check_url(const std::string& url) const {
  const auto address = parse_web_address(url, "url");
  if (!address)
    return tl::unexpected(address.error());
  if (address->reach != Reach::world && !reach_.private_addresses)
    return invalid("url", "leads to this machine or a private network, where webhooks are not sent "
                          "(webhooks.private_addresses in the daemon's configuration allows it)");
  if (!address->tls && address->reach != Reach::loopback)
    return invalid("url", "must begin with https://");
  return {};
}

Result<views::WebhookEndpointSecret> WebhookEndpoints::create(const Caller& caller,
                                                              const views::CreateWebhookEndpointRequest& request,
                                                              const KeepEndpoint& keep) {
  if (const auto ok = check_url(request.url); !ok)
    return tl::unexpected(ok.error());
  if (const auto ok = check_kinds(request.kinds, "kinds"); !ok)
    return tl::unexpected(ok.error());
  const auto secret = new_webhook_secret();
  if (!secret)
    return tl::unexpected(secret.error());
  const NewEndpoint made{ids_.next(), ids_.next(),         request.shop,
                         request.entity, request.url,      request.description,
                         std::string(webhook_api_version), request.kinds, *secret};
  auto endpoint = desk_.create_endpoint(caller, made, most_endpoints, clock_.now(), keep);
  if (!endpoint)
    return tl::unexpected(endpoint.error());
  return views::WebhookEndpointSecret{std::move(*endpoint), shown_secret(*secret)};
}

Result<views::WebhookEndpoint> WebhookEndpoints::update(const Caller& caller,
                                                        const views::UpdateWebhookEndpointRequest& request,
                                                        const KeepEndpoint& keep) {
  const auto id = read_id(request.endpoint_id, "endpoint_id");
  if (!id)
    return tl::unexpected(id.error());
  if (request.url.empty() && request.kinds.empty() && !request.description && request.state.empty())
    return invalid("endpoint_id", "nothing is named that should change: url, kinds, description or state");
  if (!request.url.empty())
    if (const auto ok = check_url(request.url); !ok)
      return tl::unexpected(ok.error());
  if (!request.kinds.empty())
    if (const auto ok = check_kinds(request.kinds, "kinds"); !ok)
      return tl::unexpected(ok.error());
  if (!request.state.empty() && request.state != "enabled" && request.state != "disabled")
    return invalid("state", "must be enabled or disabled");
  if (request.state == "disabled" && request.reason.empty())
    return invalid("reason", "is missing; disabling needs one");
  EndpointChange change{request.url, request.kinds, request.description, std::nullopt, request.reason};
  if (!request.state.empty())
    change.enabled = request.state == "enabled";
  return desk_.change_endpoint(caller, *id, change, clock_.now(), keep);
}

Result<views::WebhookEndpointSecret> WebhookEndpoints::rotate(const Caller& caller,
                                                              const views::RotateWebhookSecretRequest& request,
                                                              const KeepEndpoint& keep) {
  const auto id = read_id(request.endpoint_id, "endpoint_id");
  if (!id)
    return tl::unexpected(id.error());
  const auto overlap = request.overlap_s.value_or(usual_overlap_s);
  if (overlap < 0 || overlap > longest_overlap_s)
    return invalid("overlap_s", "must be 0 to 604800 (a week)");
  const auto secret = new_webhook_secret();
  if (!secret)
    return tl::unexpected(secret.error());
  const auto now = clock_.now();
  auto endpoint = desk_.rotate_secret(caller, *id, ids_.next(), *secret, now + std::chrono::seconds(overlap),
                                      request.reason, now, keep);
  if (!endpoint)
    return tl::unexpected(endpoint.error());
  return views::WebhookEndpointSecret{std::move(*endpoint), shown_secret(*secret)};
}

Result<views::WebhookEndpoint> WebhookEndpoints::remove(const Caller& caller,
                                                        const views::WebhookEndpointCommand& command,
                                                        const KeepEndpoint& keep) {
  const auto id = read_id(command.endpoint_id, "endpoint_id");
  if (!id)
    return tl::unexpected(id.error());
  if (command.reason.empty())
    return invalid("reason", "is missing; removing needs one");
  return desk_.remove_endpoint(caller, *id, command.reason, clock_.now(), keep);
}

Result<views::WebhookDelivery> WebhookEndpoints::ping(const Caller& caller,
                                                      const views::WebhookEndpointCommand& command,
                                                      const KeepAnswer<views::WebhookDelivery>& keep) {
  const auto id = read_id(command.endpoint_id, "endpoint_id");
  if (!id)
    return tl::unexpected(id.error());
  const MessageFacts message{ids_.next(), 0, std::string(ping_kind), clock_.now(), nullptr};
  return desk_.ping(caller, *id, ids_.next(), message, compose_(message), message.at + policy_.max_age, keep);
}

Result<views::WebhookCommandResponse>
WebhookEndpoints::replay(const Caller& caller, const views::ReplayWebhookDeliveriesRequest& request,
                         const KeepResults& keep) {
  ReplayOrder order;
  const auto now = clock_.now();
  order.expires_at = now + policy_.max_age;
  order.reason = request.reason;
  if (request.endpoint_id.empty()) {
    if (request.failed_since)
      return invalid("failed_since", "goes with an endpoint; deliveries are named by their ids");
    auto ids = read_ids(request.delivery_ids, "delivery_ids");
    if (!ids)
      return tl::unexpected(ids.error());
    order.delivery_ids = std::move(*ids);
    return desk_.replay(caller, order, now, keep);
  }
  if (!request.delivery_ids.empty())
    return invalid("delivery_ids", "either deliveries or an endpoint are named, not both");
  const auto endpoint = read_id(request.endpoint_id, "endpoint_id");
  if (!endpoint)
    return tl::unexpected(endpoint.error());
  if (!request.failed_since)
    return invalid("failed_since", "is missing: since when failed deliveries are sent again");
  order.endpoint_id = *endpoint;
  order.since = *request.failed_since;
  return desk_.replay(caller, order, now, keep);
}

Result<views::WebhookCommandResponse>
WebhookEndpoints::replay_incoming(const Caller& caller, const views::ReplayIncomingWebhooksRequest& request,
                                  const KeepResults& keep) {
  const auto ids = read_ids(request.webhook_ids, "webhook_ids");
  if (!ids)
    return tl::unexpected(ids.error());
  return desk_.replay_incoming(caller, *ids, request.reason, clock_.now(), keep);
}

} // namespace paydesk
