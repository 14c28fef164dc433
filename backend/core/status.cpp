#include "core/status.h"

#include "core/lifecycle.h"

namespace paydesk {

std::string_view shown_status(std::string_view charge_state, const OrderAmounts& a, bool dispute_won) noexcept {
  if (a.disputed > 0)
    return "disputed";
  if (a.refund_pending > 0)
    return "refund_pending";
  if (a.captured == 0 && a.reversed > 0)
    return "reversed";
  if (a.lost > 0)
    return "dispute_lost";
  if (a.captured > 0 && a.refunded >= a.captured)
    return "refunded";
  if (a.refunded > 0)
    return "partially_refunded";
  if (dispute_won)
    return "dispute_won";
  if (a.captured > 0 && a.settled >= a.captured)
    return "settled";
  if (a.captured > 0)
    return "captured";
  if (charge_state == "voided")
    return "cancelled";
  // A captured charge whose order took no part in it: the order was left out.
  if (charge_state == "captured")
    return "cancelled";
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, charge_state);
  return state == nullptr ? std::string_view{"unknown"} : state->name;
}

} // namespace paydesk
