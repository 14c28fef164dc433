// Sellers who are paid out: a batch through the bank's file, of which one comes back, and one from the balance at a PSP,
// each made by one person and approved by another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/demo/progress.h"
#include "app/demo/stack.h"
#include "core/result.h"

namespace paydesk::demo {

struct PayoutsResult {
  std::string currency;                ///< empty: nobody had anything available
  std::vector<std::string> by_bank;    ///< ids of pay-outs
  std::vector<std::string> by_psp;
  std::string returned;                ///< the one that the bank gave back; paid again by the last of by_psp
  std::int64_t paid = 0;               ///< once compared
  std::vector<std::string> differences; ///< from what was truly done, in words
};

/// Opens accounts, makes and submits the batches, and waits until the PSP has told their ends; a minute and a half at most.
Result<PayoutsResult> pay_out(const Stack& stack, Progress& progress);

/// Compares with the bank's statement and what the PSP truly paid.
Result<void> compare_payouts(const Stack& stack, PayoutsResult& result);

} // namespace paydesk::demo
