// What the refund policy in force says about a seller now.
#pragma once

#include <string>

#include "core/clock.h"
#include "core/refund_policy.h"

namespace paydesk {

struct EnginePolicy;

/// The terms of a refund that is asked for now.
RefundTerms refund_terms(const EnginePolicy& policy, const std::string& seller, Currency currency, Instant now);

/// What a seller is recharged when a dispute is lost now, minor units; 0: nothing.
std::int64_t dispute_fee(const EnginePolicy& policy, const std::string& seller, Currency currency, Instant now);

} // namespace paydesk
