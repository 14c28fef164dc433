// ISO 20022 bank statements: camt.053.001 versions .02, .04 and .08.
#pragma once

#include <string_view>

#include "statements/model.h"

namespace paydesk::statements {

/// Reads every statement of the message. Only booked entries count; the schema may be bent as long as every
/// amount, sign, currency and date is clear (each oddity is a warning of its statement). Document type
/// declarations and entities are refused and nothing is ever fetched. Errors name the line: "line 80,
/// Bal/Amt". A statement whose balances do not foot is no error: its `difference` says by how much.
Result<BankFile> parse_camt053(std::string_view content);

} // namespace paydesk::statements
