// Operators who refund, cancel and make journals, an approver, and the bank that disputes, all while things are killed.
#pragma once

#include <atomic>
#include <cstdint>

#include "app/demo/stack.h"
#include "crash/promises.h"
#include "simulation/dice.h"

namespace paydesk::crash {

/// Counts of what was done.
struct StaffTally {
  std::atomic<int> refunds = 0;
  std::atomic<int> cancels = 0;
  std::atomic<int> decisions = 0;
  std::atomic<int> disputes = 0;
};

/// One operator with an approver at hand; what is asked for is repeated with its key while nobody answers.
/// Lives on one thread.
class Operator {
 public:
  Operator(const demo::Desk& desk, std::uint16_t sandbox_port, Promises& promises, StaffTally& tally,
           std::uint64_t seed)
      : desk_(desk), sandbox_(sandbox_port), promises_(promises), tally_(tally), dice_(seed) {}

  /// Until `closing`. `disputes`: whether the bank disputes now.
  void run(const std::atomic<bool>& closing, const std::atomic<bool>& disputes);

 private:
  void refund(const std::string& payment_id);
  /// A journal for the payment's first seller, proposed and approved.
  void book(const std::string& payment_id);
  void cancel(const std::string& payment_id);
  void decide(const views::RefundRow& refund);
  void dispute(const std::string& payment_id);

  const demo::Desk& desk_;
  const demo::SandboxControl sandbox_;
  Promises& promises_;
  StaffTally& tally_;
  simulation::Dice dice_;
};

} // namespace paydesk::crash
