// Buyers who dispute a payment at their bank.
#pragma once

#include <cstdint>
#include <vector>

#include "app/demo/sandbox_control.h"
#include "core/result.h"
#include "views/payments.h"

namespace paydesk::demo {

struct DisputesResult {
  std::int64_t opened = 0;
  std::int64_t won = 0;  ///< by the merchant
  std::int64_t lost = 0;
};

/// Opens disputes over a share of these payments (at least three where there are so many) that no refund touches.
/// Of three, one is won, one lost, one stays open.
Result<DisputesResult> dispute_some(const SandboxControl& sandbox, const std::vector<views::PaymentDetail>& payments,
                                    std::uint64_t seed, double share);

} // namespace paydesk::demo
