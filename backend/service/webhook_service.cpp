#include "paydesk/v1/webhooks.grpc.pb.h"
#include "service/commands.h"
#include "service/fields.h"
#include "service/handlers.h"
#include "service/put_view.h"

namespace paydesk::service {
namespace {

constexpr std::size_t longest_url = 2048, longest_kind = 64, most_kinds = 32, most_ids = 1000;

Result<void> check_kind_texts(const google::protobuf::RepeatedPtrField<std::string>& kinds) {
  if (static_cast<std::size_t>(kinds.size()) > most_kinds)
    return invalid("kinds", "has more than 32 kinds");
  for (int i = 0; i < kinds.size(); ++i)
    if (const auto ok = check_text(kinds[i], "kinds[" + std::to_string(i) + "]", longest_kind); !ok)
      return ok;
  return {};
}

Result<void> check_ids(const google::protobuf::RepeatedPtrField<std::string>& ids, std::string_view field) {
  if (static_cast<std::size_t>(ids.size()) > most_ids)
    return invalid(std::string(field), "has more than 1000 ids");
  for (int i = 0; i < ids.size(); ++i)
    if (const auto id = check_uuid(ids[i], std::string(field) + "[" + std::to_string(i) + "]"); !id)
      return tl::unexpected(id.error());
  return {};
}

/// How the answer of a command that tells a secret is kept: without it.
auto kept_without_secret(const Caller& caller, const Uuid& key) {
  return [answer = kept_as<v1::WebhookEndpointSecret>(caller, key)](const views::WebhookEndpoint& endpoint) {
    return answer(views::WebhookEndpointSecret{endpoint, {}});
  };
}

class WebhookHandlers final : public v1::WebhookService::Service {
 public:
  WebhookHandlers(const ServiceNeeds& needs, Gate& gate) : needs_(needs), gate_(gate) {}

  grpc::Status ListWebhookEndpoints(grpc::ServerContext* context, const v1::PageRequest* request,
                                    v1::ListWebhookEndpointsResponse* response) override {
    return list(*context, rpc("/paydesk.v1.WebhookService/ListWebhookEndpoints"), *request, response,
                [&](const views::PageRequest& page) { return needs_.webhooks.list(page); });
  }

  grpc::Status ListWebhookDeliveries(grpc::ServerContext* context, const v1::PageRequest* request,
                                     v1::ListWebhookDeliveriesResponse* response) override {
    return list(*context, rpc("/paydesk.v1.WebhookService/ListWebhookDeliveries"), *request, response,
                [&](const views::PageRequest& page) { return needs_.webhooks.list_deliveries(page); });
  }

  grpc::Status ListIncomingWebhooks(grpc::ServerContext* context, const v1::PageRequest* request,
                                    v1::ListIncomingWebhooksResponse* response) override {
    return list(*context, rpc("/paydesk.v1.WebhookService/ListIncomingWebhooks"), *request, response,
                [&](const views::PageRequest& page) { return needs_.webhooks.list_incoming(page); });
  }

  grpc::Status GetWebhookEndpoint(grpc::ServerContext* context, const v1::GetWebhookEndpointRequest* request,
                                  v1::WebhookEndpoint* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.WebhookService/GetWebhookEndpoint"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->endpoint_id(), "endpoint_id");
                       return id ? put_view(needs_.webhooks.get(*id), response)
                                 : Result<void>(tl::unexpected(id.error()));
                     });
  }

  grpc::Status GetWebhookDelivery(grpc::ServerContext* context, const v1::GetWebhookDeliveryRequest* request,
                                  v1::WebhookDeliveryDetail* response) override {
    return gate_.run(*context, rpc("/paydesk.v1.WebhookService/GetWebhookDelivery"), *request,
                     [&](const Caller&) -> Result<void> {
                       const auto id = check_uuid(request->delivery_id(), "delivery_id");
                       return id ? put_view(needs_.webhooks.get_delivery(*id), response)
                                 : Result<void>(tl::unexpected(id.error()));
                     });
  }

  grpc::Status CreateWebhookEndpoint(grpc::ServerContext* context, const v1::CreateWebhookEndpointRequest* request,
                                     v1::WebhookEndpointSecret* response) override {
    return command(*context, rpc("/paydesk.v1.WebhookService/CreateWebhookEndpoint"), *request, response,
                   all_of(check_text(request->shop(), "shop", longest_name),
                          check_text(request->entity(), "entity", longest_name),
                          check_needed(request->url(), "url", longest_url), check_kind_texts(request->kinds()),
                          check_text(request->description(), "description", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.create(caller, wire::from_wire(*request), kept_without_secret(caller, key));
                   });
  }

  grpc::Status UpdateWebhookEndpoint(grpc::ServerContext* context, const v1::UpdateWebhookEndpointRequest* request,
                                     v1::WebhookEndpoint* response) override {
    return command(*context, rpc("/paydesk.v1.WebhookService/UpdateWebhookEndpoint"), *request, response,
                   all_of(check_uuid(request->endpoint_id(), "endpoint_id"),
                          check_text(request->url(), "url", longest_url), check_kind_texts(request->kinds()),
                          check_text(request->description(), "description", longest_reason),
                          check_text(request->state(), "state", longest_kind),
                          check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.update(caller, wire::from_wire(*request),
                                                   kept_as<v1::WebhookEndpoint>(caller, key));
                   });
  }

  grpc::Status RotateWebhookSecret(grpc::ServerContext* context, const v1::RotateWebhookSecretRequest* request,
                                   v1::WebhookEndpointSecret* response) override {
    return command(*context, rpc("/paydesk.v1.WebhookService/RotateWebhookSecret"), *request, response,
                   all_of(check_uuid(request->endpoint_id(), "endpoint_id"),
                          check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.rotate(caller, wire::from_wire(*request), kept_without_secret(caller, key));
                   });
  }

  grpc::Status RemoveWebhookEndpoint(grpc::ServerContext* context, const v1::WebhookEndpointCommand* request,
                                     v1::WebhookEndpoint* response) override {
    return command(*context, rpc("/paydesk.v1.WebhookService/RemoveWebhookEndpoint"), *request, response,
                   all_of(check_uuid(request->endpoint_id(), "endpoint_id"),
                          check_needed(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.remove(caller, wire::from_wire(*request),
                                                   kept_as<v1::WebhookEndpoint>(caller, key));
                   });
  }

  grpc::Status PingWebhookEndpoint(grpc::ServerContext* context, const v1::WebhookEndpointCommand* request,
                                   v1::WebhookDelivery* response) override {
    return command(*context, rpc("/paydesk.v1.WebhookService/PingWebhookEndpoint"), *request, response,
                   all_of(check_uuid(request->endpoint_id(), "endpoint_id"),
                          check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.ping(caller, wire::from_wire(*request),
                                                 kept_as<v1::WebhookDelivery>(caller, key));
                   });
  }

  grpc::Status ReplayWebhookDeliveries(grpc::ServerContext* context, const v1::ReplayWebhookDeliveriesRequest* request,
                                       v1::WebhookCommandResponse* response) override {
    Result<void> since;
    if (!request->failed_since().empty() && !parse_instant(request->failed_since()))
      since = invalid("failed_since", "is not a time such as 2026-11-16T14:31:54Z");
    return command(*context, rpc("/paydesk.v1.WebhookService/ReplayWebhookDeliveries"), *request, response,
                   all_of(check_ids(request->delivery_ids(), "delivery_ids"),
                          check_text(request->endpoint_id(), "endpoint_id", longest_name), since,
                          check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.replay(caller, wire::from_wire(*request),
                                                   kept_as<v1::WebhookCommandResponse>(caller, key));
                   });
  }

  grpc::Status ReplayIncomingWebhooks(grpc::ServerContext* context, const v1::ReplayIncomingWebhooksRequest* request,
                                      v1::WebhookCommandResponse* response) override {
    return command(*context, rpc("/paydesk.v1.WebhookService/ReplayIncomingWebhooks"), *request, response,
                   all_of(check_ids(request->webhook_ids(), "webhook_ids"),
                          check_text(request->reason(), "reason", longest_reason)),
                   [&](const Caller& caller, const Uuid& key) {
                     return needs_.webhooks.replay_incoming(caller, wire::from_wire(*request),
                                                            kept_as<v1::WebhookCommandResponse>(caller, key));
                   });
  }

 private:
  template <class Response, class Read>
  grpc::Status list(grpc::ServerContext& context, const Rpc& method, const v1::PageRequest& request,
                    Response* response, Read read) {
    return gate_.run(context, method, request, [&](const Caller&) -> Result<void> {
      const auto page = check_page(request);
      if (!page)
        return tl::unexpected(page.error());
      return put_view(read(*page), response);
    });
  }

  /// Runs `act(caller, key)` once for the request's key when its fields are right.
  template <class Request, class Response, class Act>
  grpc::Status command(grpc::ServerContext& context, const Rpc& method, const Request& request, Response* response,
                       const Result<void>& fields, Act act) {
    return gate_.run(context, method, request, [&](const Caller& caller) -> Result<void> {
      if (!fields)
        return fields;
      return run_once(needs_, caller, method.method, request, request.idempotency_key(), response,
                      [&](const Uuid& key) { return put_view(act(caller, key), response); });
    });
  }

  const ServiceNeeds& needs_;
  Gate& gate_;
};

} // namespace

std::unique_ptr<grpc::Service> make_webhook_service(const ServiceNeeds& needs, Gate& gate) {
  return std::make_unique<WebhookHandlers>(needs, gate);
}

} // namespace paydesk::service
