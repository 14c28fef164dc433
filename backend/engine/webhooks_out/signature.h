// How deliveries are signed: Standard Webhooks, HMAC-SHA256 over "id.timestamp.body".
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"

namespace paydesk {

/// 32 random bytes; unavailable when the system has no entropy.
Result<std::string> new_webhook_secret();

/// A secret as a shop is shown it: "whsec_" and base64.
std::string shown_secret(std::string_view secret);

/// The value of webhook-timestamp: seconds since 1970 in UTC.
std::string webhook_timestamp(Instant at);

/// The value of webhook-signature: "v1,…" for each secret, separated by spaces.
std::string webhook_signature(std::span<const std::string> secrets, std::string_view event_id,
                              std::string_view timestamp, std::string_view body);

} // namespace paydesk
