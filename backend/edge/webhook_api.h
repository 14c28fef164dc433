// POST /webhooks/{psp_account}: signature first, then the raw event is kept, and answered.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "edge/batcher.h"
#include "edge/http/router.h"
#include "engine/ports/psp.h"
#include "engine/ports/webhooks.h"

namespace paydesk::edge {

/// Thread-safe. The gateways outlive it.
class WebhookApi {
 public:
  /// Keeps events, and applies them if it can; each is called on a thread of its own.
  using TakeIn = std::function<Result<void>(std::span<const RawWebhook>)>;
  /// As many streams as there are takers. All events of a charge go through one, so that they wait for nobody.
  WebhookApi(std::vector<TakeIn> takers, const Clock& clock, IdSource& ids,
             std::map<std::string, const PspGateway*> gateways);

  void add_routes(Router& router);
  void stop();

  std::int64_t received() const noexcept { return received_; }
  std::int64_t bad_signatures() const noexcept { return bad_signatures_; }

 private:
  boost::asio::awaitable<HttpResponse> receive(const HttpRequest& request);

  const Clock& clock_;
  IdSource& ids_;
  const std::map<std::string, const PspGateway*> gateways_;
  std::vector<std::unique_ptr<Batcher<RawWebhook, bool>>> streams_;
  std::atomic<std::int64_t> received_{0};
  std::atomic<std::int64_t> bad_signatures_{0};
};

} // namespace paydesk::edge
