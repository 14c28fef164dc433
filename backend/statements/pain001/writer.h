// ISO 20022 pain.001.001.03: the file by which a bank is asked to pay.
#pragma once

#include "engine/ports/payout_file.h"

namespace paydesk::statements {

/// The order as a file, with its control sum and counts. invalid_argument for what the format has no room for.
Result<std::string> write_pain001(const PayoutOrder& order);

} // namespace paydesk::statements
