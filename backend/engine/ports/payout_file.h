// What a file to the bank says, whatever its format.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/bank_account.h"
#include "core/clock.h"
#include "core/result.h"
#include "engine/ports/payouts.h"

namespace paydesk {

/// One file: one payment order of one currency from one account. Two that are equal make the same bytes.
struct PayoutOrder {
  std::string message_id; ///< at most 35 characters
  Instant created_at;
  std::string execution_date; ///< YYYY-MM-DD
  FundingAccount funding;
  Currency currency;
  struct Line {
    std::string end_to_end_id; ///< at most 35 characters
    std::int64_t amount = 0;   ///< minor units, > 0
    BankAccount account;
  };
  std::vector<Line> lines; ///< at least one
};

/// The file's bytes. Called on any thread.
using WritePayoutFile = std::function<Result<std::string>(const PayoutOrder&)>;

} // namespace paydesk
