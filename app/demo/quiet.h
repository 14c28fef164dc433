// Waiting until the daemon has nothing left to do, and what it could not finish.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "app/demo/progress.h"
#include "app/demo/stack.h"

namespace paydesk::demo {

/// Payments that have not come to an end.
struct Unfinished {
  std::map<std::string, std::int64_t> by_reason; ///< for which there is a good reason, in words
  std::vector<std::string> unexplained;          ///< the others, each named with its state
};

struct Quiet {
  Unfinished unfinished;
  std::int64_t dead_letters = 0;
};

/// Waits until no webhook is pending at the PSP, nothing waits to be retried and no payment or refund is under way,
/// or until `patience` is over. Dead letters and buyers who left do not count as under way.
Result<Quiet> wait_for_quiet(const Stack& stack, Progress& progress, std::chrono::seconds patience);

/// Takes every dead letter out of the queue once, as an operator would. How many there were.
Result<std::int64_t> retry_dead_letters(const Desk& desk);

} // namespace paydesk::demo
