// A capture that the PSP reported as done and the bank took back: a direct debit returned, a capture that failed after
// all.
#pragma once

#include "engine/charges/turn.h"

namespace paydesk {

/// Books the capture back, whole and once, with its commission and from the sellers' wallets, which may go below zero.
/// A capture that nobody has told of is booked first. Refunds that would give back what is not there any more, and
/// that surely have not gone out, are stopped; the others come to their own end. Raises an alert in any case.
void on_capture_reversed(Turn& turn, const News& news);

/// What the bank has taken back of all orders, minor units.
std::int64_t taken_back(const Aggregate& a) noexcept;

} // namespace paydesk
