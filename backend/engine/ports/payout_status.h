// What the bank says about a file of pay-outs, whatever its format.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace paydesk {

/// What the bank says about one pay-out, or about all.
enum class BankWord { none, accepted, rejected };

struct PayoutStatusReport {
  std::string message_id;         ///< of the file that it is about
  BankWord all = BankWord::none;  ///< what holds of those that are not named
  std::string reason;             ///< why all were rejected: a code and words
  struct Line {
    std::string end_to_end_id;
    BankWord word = BankWord::none;
    std::string reason;
    std::string code{}; ///< the ISO 20022 reason that the bank gave for this very pay-out, such as "AC04"; or empty
  };
  std::vector<Line> lines;
};

/// invalid_argument with the line for what it cannot read; nothing of it is used then. Called on any thread.
using ReadPayoutStatus = std::function<Result<PayoutStatusReport>(std::string_view)>;

} // namespace paydesk
