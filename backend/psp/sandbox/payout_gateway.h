// The pay-out port on the sandbox's API.
#pragma once

#include <unordered_map>

#include "engine/ports/payout_gateway.h"
#include "psp/http/http_client.h"
#include "psp/sandbox/gateway.h"

namespace paydesk::psp::sandbox {

/// See PayoutGateway for threads. Owns its HTTP connections.
class SandboxPayouts final : public PayoutGateway {
 public:
  SandboxPayouts(GatewayOptions options, HttpClient client)
      : options_(std::move(options)), client_(std::move(client)) {}

  const std::string& account() const noexcept override { return options_.account; }
  PayoutCapabilities capabilities() const noexcept override;
  void submit(const PayoutCall& call) override;
  std::vector<PayoutAnswer> collect(std::chrono::milliseconds wait) override;
  void wake() override { client_.wake(); }
  Result<std::optional<PayoutWord>> read_event(std::string_view body) const override;

 private:
  PayoutAnswer answer_of(const PayoutCall& call, const HttpReply& reply) const;

  const GatewayOptions options_;
  HttpClient client_;
  std::uint64_t next_id_ = 1;
  std::unordered_map<std::uint64_t, PayoutCall> sent_;
  std::vector<PayoutAnswer> refused_; ///< calls that could not be sent at all
};

} // namespace paydesk::psp::sandbox
