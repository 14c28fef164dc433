// Carries webhooks to shops over the HTTP client that PSP adapters share.
#pragma once

#include <unordered_map>

#include "engine/ports/webhooks_out.h"
#include "psp/http/http_client.h"

namespace paydesk::psp {

struct CourierOptions {
  bool private_addresses = false; ///< else only addresses on the Internet are connected to
  long connections = 256;
  std::chrono::milliseconds connect_timeout{5'000};
  std::chrono::milliseconds total_timeout{15'000}; ///< also bounds how long a call can hang
};

/// See Courier for threads. Owns its connections.
class WebhookCourier final : public Courier {
 public:
  /// unavailable when there can be no HTTP client.
  static Result<std::unique_ptr<WebhookCourier>> create(CourierOptions options);

  void submit(const CourierCall& call) override;
  std::vector<CourierAnswer> collect(std::chrono::milliseconds wait) override;
  void wake() override { client_.wake(); }

 private:
  WebhookCourier(CourierOptions options, HttpClient client) : options_(options), client_(std::move(client)) {}

  const CourierOptions options_;
  HttpClient client_;
  std::uint64_t next_id_ = 1;
  std::unordered_map<std::uint64_t, Uuid> sent_;
  std::vector<CourierAnswer> refused_; ///< what could not be sent at all
};

/// Retry-After as seconds from `now`: a number of them, or an HTTP date; none for anything else.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view text, Instant now);

} // namespace paydesk::psp
