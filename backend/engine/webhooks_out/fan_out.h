// Turning events into messages for whoever listens: pure.
#pragma once

#include "engine/ports/webhooks_out.h"

namespace paydesk {

/// Which of the events somebody wants to hear of, and who. An event's id is made of its payment and position alone:
/// the same on every run and for every endpoint.
std::vector<PlannedMessage> pick_messages(std::span<const ShopEvent> events, std::span<const Subscription> subscribers,
                                          IdSource& ids);

/// The id under which shops know an event.
Uuid webhook_event_id(const Uuid& payment_id, std::int64_t position);

} // namespace paydesk
