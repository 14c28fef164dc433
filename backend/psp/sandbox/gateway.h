// The PSP port on the sandbox's API.
#pragma once

#include <unordered_map>

#include "engine/ports/psp.h"
#include "psp/http/http_client.h"

namespace paydesk::psp::sandbox {

struct GatewayOptions {
  std::string account;
  std::string base_url;
  std::string api_key;
  std::string webhook_secret;
  PspCapabilities capabilities;
  std::chrono::milliseconds connect_timeout{3'000};
  std::chrono::milliseconds total_timeout{15'000};
  long connections = 32;
};

/// See PspGateway for threads. Owns its HTTP connections.
class Gateway final : public PspGateway {
 public:
  Gateway(GatewayOptions options, HttpClient client) : options_(stated(std::move(options))), client_(std::move(client)) {}

  const std::string& account() const noexcept override { return options_.account; }
  const PspCapabilities& capabilities() const noexcept override { return options_.capabilities; }
  void submit(const PspCall& call) override;
  std::vector<PspAnswer> collect(std::chrono::milliseconds wait) override;
  std::vector<MappingRule> proposed_mapping() const override;
  void wake() override { client_.wake(); }
  Result<WebhookContent> read_webhook(const HeaderOf& header, std::string_view body, Instant now) const override;
  Result<WebhookContent> reread_webhook(std::string_view body) const override;

 private:
  struct Sent {
    PspCall call;
    std::string request; ///< redacted, for the attempt
  };
  /// With what holds for every account of the sandbox.
  static GatewayOptions stated(GatewayOptions options);
  PspAnswer answer_of(const Sent& sent, const HttpReply& reply) const;

  const GatewayOptions options_;
  HttpClient client_;
  std::uint64_t next_id_ = 1;
  std::unordered_map<std::uint64_t, Sent> sent_;
  std::vector<PspAnswer> refused_; ///< calls that could not be sent at all
};

} // namespace paydesk::psp::sandbox
