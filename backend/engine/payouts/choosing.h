// Whom a pay-out leaves out, and why.
#pragma once

#include "engine/ports/payouts.h"

namespace paydesk {

/// Why a wallet is not paid out now, in words for people; empty when it is. `minimum` in minor units, > 0.
std::string why_left_out(const PayableWallet& wallet, std::int64_t minimum, Instant now);

} // namespace paydesk
