// Events as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::views {

struct WatchRequest {
  std::int64_t after_position = 0;
};

struct Event {
  std::int64_t position = 0;
  std::optional<Instant> at;
  std::string kind; ///< charge.captured, refund.succeeded, queue.dead, recon.run, operator.refund …
  std::string subject_kind; ///< charge, refund, order, dispute, job, selection, run, break, psp
  std::string subject_id;
  std::string payment_id;
  std::string payload_json;
  std::string hash; ///< hex, of this event's content; batches of these are chained by seals
};

struct EventBatch {
  std::vector<Event> events; ///< may be empty: a heartbeat with the present position
  std::int64_t position = 0; ///< the newest position
};

} // namespace paydesk::views
