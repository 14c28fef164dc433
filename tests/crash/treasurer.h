// One who pays sellers out from the balance at a PSP, and another who approves it, while things are killed.
#pragma once

#include <atomic>
#include <cstdint>
#include <set>
#include <string>

#include "app/demo/stack.h"
#include "core/money.h"
#include "crash/promises.h"
#include "simulation/dice.h"

namespace paydesk::crash {

/// What is asked for is repeated with its key while nobody answers. Lives on one thread.
class Treasurer {
 public:
  Treasurer(const demo::Desk& desk, Promises& promises, std::uint64_t seed)
      : desk_(desk), promises_(promises), dice_(seed) {}

  /// Until `closing`.
  void run(const std::atomic<bool>& closing);

 private:
  struct Payee {
    std::string seller;
    Currency currency;
  };
  /// Asks for one, the first time.
  bool has_account(const Payee& payee);
  /// By a journal that two persons make: what was sold is not settled yet.
  bool fund(const Payee& payee);
  /// Makes, approves and submits a batch of what the seller has.
  void pay_out(const Payee& payee);

  const demo::Desk& desk_;
  Promises& promises_;
  simulation::Dice dice_;
  std::set<std::string> accounts_; ///< "seller/EUR"
};

} // namespace paydesk::crash
