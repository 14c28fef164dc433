// POST /webhooks/{psp_account}: signature first, raw event kept, answered, processed in the background.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <string>

#include "edge/batcher.h"
#include "edge/http/router.h"
#include "engine/ports/psp.h"
#include "engine/ports/webhooks.h"

namespace paydesk::edge {

/// Thread-safe. The gateways outlive it.
class WebhookApi {
 public:
  WebhookApi(WebhookStore& store, const Clock& clock, IdSource& ids,
             std::map<std::string, const PspGateway*> gateways, std::function<void()> stored);

  void add_routes(Router& router);
  void stop() { inserts_.stop(); }

  std::int64_t received() const noexcept { return received_; }
  std::int64_t bad_signatures() const noexcept { return bad_signatures_; }

 private:
  boost::asio::awaitable<HttpResponse> receive(const HttpRequest& request);

  const Clock& clock_;
  IdSource& ids_;
  const std::map<std::string, const PspGateway*> gateways_;
  const std::function<void()> stored_;
  Batcher<RawWebhook, bool> inserts_;
  std::atomic<std::int64_t> received_{0};
  std::atomic<std::int64_t> bad_signatures_{0};
};

} // namespace paydesk::edge
