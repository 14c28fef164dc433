// Which events concern which lists.
#pragma once

#include <initializer_list>
#include <string_view>

#include "views/events.h"

namespace paydesk::models {

/// Whether the event's kind begins with one of these ("refund.").
inline bool is_kind(const views::Event& event, std::initializer_list<std::string_view> prefixes) {
  for (const auto prefix : prefixes)
    if (std::string_view(event.kind).starts_with(prefix)) return true;
  return false;
}

/// Whether money or an order's status may have moved.
inline bool moves_payment(const views::Event& event) { return !event.payment_id.empty(); }

/// Whether postings may have been made.
inline bool posts(const views::Event& event) {
  return moves_payment(event) || is_kind(event, {"recon.", "ledger.", "payout."});
}

} // namespace paydesk::models
