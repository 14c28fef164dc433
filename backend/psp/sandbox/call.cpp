#include "psp/sandbox/call.h"

#include <utility>

namespace paydesk::psp::sandbox {

HttpCall call_of(const GatewayOptions& options, Request request, std::uint64_t id) {
  HttpCall http;
  http.id = id;
  http.method = std::move(request.method);
  http.url = options.base_url + request.path;
  http.headers = {{"Authorization", "Bearer " + options.api_key}, {"Accept", "application/json"}};
  if (!request.idempotency_key.empty()) {
    http.headers.emplace_back("Content-Type", "application/json");
    http.headers.emplace_back("Idempotency-Key", std::move(request.idempotency_key));
  }
  http.body = std::move(request.body);
  http.connect_timeout = options.connect_timeout;
  http.turn_timeout = options.total_timeout; // by then the call before it has ended
  http.total_timeout = options.total_timeout;
  return http;
}

} // namespace paydesk::psp::sandbox
