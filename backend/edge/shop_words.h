// Why a payment is where it is and what comes next, in words for a shop: no operator's name, no inside of Paydesk.
#pragma once

#include <optional>
#include <vector>

#include "views/payments.h"

namespace paydesk::edge {

struct ShopStep {
  Explanation what;              ///< shop.next_…
  std::optional<Instant> due_at; ///< none: nobody knows when
};

/// The state first, then what became of the money; never empty for a state that the machine has.
std::vector<Explanation> shop_why(const views::PaymentDetail& payment, Instant now);
/// Soonest first; each kind once. Empty when nothing is to come.
std::vector<ShopStep> shop_next(const views::PaymentDetail& payment);

} // namespace paydesk::edge
