// One seller's order taken out of a payment before it is captured; the others go on.
#pragma once

#include <string>

#include "engine/charges/turn.h"

namespace paydesk {

/// Whether other orders of the charge would be left when this one goes.
bool has_other_orders(const Aggregate& a, const Order& order);

/// Why the order cannot be taken out; empty when it can.
std::string kept_from_leaving_out(const Aggregate& a, const Order& order);

/// Takes the order out: it is not captured any more. Where the PSP captures the whole by itself, its part is refunded
/// once the money is there (`refund_left_out`). Only when nothing keeps it.
void leave_out(Turn& turn, Order& order, const std::string& why);

/// Gives back what was captured for an order that was taken out.
void refund_left_out(Turn& turn, const Order& order, std::int64_t amount);

} // namespace paydesk
