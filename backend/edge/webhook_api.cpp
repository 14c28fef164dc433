#include "edge/webhook_api.h"

#include "edge/http/errors.h"

namespace paydesk::edge {

WebhookApi::WebhookApi(std::vector<TakeIn> takers, const Clock& clock, IdSource& ids,
                       std::map<std::string, const PspGateway*> gateways)
    : clock_(clock), ids_(ids), gateways_(std::move(gateways)) {
  for (auto& take_in : takers)
    streams_.push_back(std::make_unique<Batcher<RawWebhook, bool>>(
        256, [take_in = std::move(take_in)](std::vector<RawWebhook>& events) -> Result<std::vector<bool>> {
          const auto taken = take_in(events);
          if (!taken)
            return tl::unexpected(taken.error());
          return std::vector<bool>(events.size(), true);
        }));
}

void WebhookApi::stop() {
  for (auto& stream : streams_)
    stream->stop();
}

void WebhookApi::add_routes(Router& router) {
  router.add("POST", "/webhooks/{psp_account}", [this](const HttpRequest& request) { return receive(request); });
}

boost::asio::awaitable<HttpResponse> WebhookApi::receive(const HttpRequest& request) {
  const auto gateway = gateways_.find(std::string(request.path_value("psp_account")));
  if (gateway == gateways_.end())
    co_return error_response({ErrorCode::not_found, "there is no PSP account of this name", "psp_account"});
  const auto now = clock_.now();
  const auto content = gateway->second->read_webhook(
      [&](std::string_view name) { return request.header_count(name) == 1 ? request.header(name) : std::nullopt; },
      request.body, now);
  if (!content) {
    bad_signatures_ += content.error().code == ErrorCode::unauthenticated ? 1 : 0;
    co_return error_response(content.error());
  }
  RawWebhook event;
  event.webhook_id = ids_.next();
  event.psp_account = gateway->first;
  event.event_id = content->event_id;
  event.event_type = content->event_type;
  event.body = request.body;
  event.received_at = now;
  auto& stream = *streams_[std::hash<std::string>{}(content->charge_reference) % streams_.size()];
  const auto stored = co_await stream.submit(std::move(event)).wait(std::chrono::seconds(20));
  if (!stored || !*stored)
    co_return error_response(stored ? stored->error() : Error{ErrorCode::unavailable, "not stored in time", {}});
  ++received_;
  co_return HttpResponse{200, R"({"received":true})"};
}

} // namespace paydesk::edge
