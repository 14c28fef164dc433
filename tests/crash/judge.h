// After all kills: whether the books tell the truth, keep every promise, and leave nothing undone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/demo/stack.h"
#include "crash/promises.h"
#include "store/database.h"

namespace paydesk::crash {

struct Verdict {
  std::int64_t payments = 0;
  std::int64_t charges = 0; ///< compared with the PSP's truth one by one
  std::int64_t refunds = 0;
  std::int64_t journals = 0;           ///< that people were told to be booked
  std::int64_t payouts = 0;            ///< compared with the PSP's truth one by one
  std::int64_t left_by_buyer = 0;      ///< pages that are still open, here and at the PSP
  std::int64_t waiting_for_person = 0; ///< refunds that wait for an approver
  std::int64_t invariants = 0;         ///< proven by verify
  std::vector<std::string> broken;     ///< in words; empty when all is as it must be
};

/// Waits until nothing is under way any more, with dead letters tried again as an operator would; what is
/// left when `patience` is over is told.
std::vector<std::string> wait_until_quiet(const demo::Stack& stack, store::Database& database,
                                          std::chrono::seconds patience);

/// Looks at everything. The weather is good and nothing is under way.
Verdict judge(const demo::Stack& stack, store::Database& database, const Promises& promises);

} // namespace paydesk::crash
