// Refunds as an operator asks for them and an approver decides them.
#pragma once

#include <cstdint>
#include <vector>

#include "app/demo/desk.h"
#include "core/result.h"
#include "views/payments.h"

namespace paydesk::demo {

struct RefundsResult {
  std::int64_t requested = 0; ///< refunds, one an order
  std::int64_t whole = 0;     ///< of them, everything that the order had
  std::int64_t partial = 0;
  std::int64_t approved = 0;
  std::int64_t rejected = 0;
  std::int64_t repeated = 0;  ///< commands sent a second time that were answered alike
};

struct RefundPlan {
  std::uint64_t seed = 1;
  double share = 0.06;      ///< of the captured payments
  bool decide_all = true;   ///< else some keep waiting for a second person
};

/// Refunds a share of these payments: an order in whole, in part, or the whole payment. Every third command is sent
/// twice with its key. Of those that need a second person, every fifth is rejected.
Result<RefundsResult> refund_some(const Desk& desk, const std::vector<views::PaymentDetail>& payments,
                                  const RefundPlan& plan);

/// Everything captured that is neither refunded nor disputed: what refunds and disputes may choose from.
bool is_untouched(const views::PaymentDetail& payment);

} // namespace paydesk::demo
