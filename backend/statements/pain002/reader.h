// ISO 20022 pain.002.001.03: what a bank says about a pain.001 file.
#pragma once

#include "engine/ports/payout_status.h"

namespace paydesk::statements {

/// Of one original message. Statuses that it does not know are refused, never guessed. At most 16 MiB and 10,000
/// transactions.
Result<PayoutStatusReport> read_pain002(std::string_view content);

} // namespace paydesk::statements
