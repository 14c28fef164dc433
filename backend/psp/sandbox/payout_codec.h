// The sandbox PSP's pay-outs (backend/sandbox/README.md) ↔ the pay-out port.
#pragma once

#include "engine/ports/payout_gateway.h"
#include "psp/sandbox/codec.h"

namespace paydesk::psp::sandbox {

/// The HTTP request of a call.
Request build(const PayoutCall& call);
/// What is kept of it: the bank account by its last four characters.
std::string record_of(const PayoutCall& call);

/// What an HTTP answer means. What says success and does not speak of this very pay-out is outcome_unknown.
PayoutAnswer interpret(const PayoutCall& call, int status, std::optional<std::string_view> retry_after,
                       std::string_view body);

/// Reads a webhook's body; nothing for what is not about a pay-out.
Result<std::optional<PayoutWord>> read_payout_event(std::string_view body);

} // namespace paydesk::psp::sandbox
