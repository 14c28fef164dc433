#include "engine/webhooks_out/fan_out.h"

#include <algorithm>

#include "engine/webhooks_out/kinds.h"

namespace paydesk {
namespace {

bool hears(const Subscription& subscriber, const ShopEvent& event, std::string_view kind) {
  return event.position > subscriber.from_position && (!subscriber.shop_id || *subscriber.shop_id == event.caller_id) &&
         (subscriber.entity.empty() || subscriber.entity == event.entity) && wants(subscriber.kinds, kind);
}

} // namespace

Uuid webhook_event_id(const Uuid& payment_id, std::int64_t position) {
  return derived_uuid(payment_id, "webhook event " + std::to_string(position));
}

std::vector<PlannedMessage> pick_messages(std::span<const ShopEvent> events, std::span<const Subscription> subscribers,
                                          IdSource& ids) {
  std::vector<PlannedMessage> messages;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto kind = public_kind(events[i].kind);
    if (kind.empty())
      continue;
    PlannedMessage message;
    for (const auto& subscriber : subscribers)
      if (hears(subscriber, events[i], kind)) {
        message.endpoints.push_back(subscriber.endpoint_id);
        message.delivery_ids.push_back(ids.next());
      }
    if (message.endpoints.empty())
      continue;
    message.event = i;
    message.event_id = webhook_event_id(events[i].payment_id, events[i].position);
    message.kind = kind;
    messages.push_back(std::move(message));
  }
  return messages;
}

} // namespace paydesk
