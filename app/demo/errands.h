// What people do meanwhile in a demo that goes on: now and then a refund, now and then a dispute.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "app/demo/stack.h"

namespace paydesk::demo {

/// Runs errands at their time. Main thread; its failures are told and not fatal, as a person at the console may have
/// been faster.
class Errands {
 public:
  Errands(const Stack& stack, Progress& progress, std::uint64_t seed);

  /// Does what is due.
  void step();

 private:
  using Time = std::chrono::steady_clock::time_point;

  /// A recent payment that is captured and untouched.
  Result<views::PaymentDetail> find_payment(const char* purpose);
  Result<void> refund();
  Result<void> dispute();
  void told(const char* what, const Result<void>& done);

  const Stack& stack_;
  Progress& progress_;
  std::uint64_t seed_;
  std::uint64_t round_ = 0;
  Time next_refund_;
  Time next_dispute_;
  std::vector<std::string> disputes_;
};

} // namespace paydesk::demo
