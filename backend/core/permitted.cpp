#include "core/permitted.h"

#include <algorithm>

#include "core/lifecycle.h"

namespace paydesk::permitted {

NoCancel no_cancel(std::string_view charge_state, std::int64_t captured, std::span<const Item> items) {
  if (captured > 0)
    return NoCancel::captured;
  const bool in_doubt =
      std::any_of(items.begin(), items.end(), [](const Item& item) { return item.capture && (item.ask || item.doubt); });
  if (in_doubt)
    return NoCancel::capture_in_doubt;
  if (lifecycle::next(lifecycle::Machine::charge, charge_state, "operator_cancel"))
    return NoCancel::none;
  if (charge_state == "unknown")
    return NoCancel::unknown;
  const auto* state = lifecycle::find_state(lifecycle::Machine::charge, charge_state);
  return state != nullptr && state->final ? NoCancel::ended : NoCancel::at_work;
}

NoDiscard no_discard(const Item& item) noexcept {
  if (!item.dead)
    return NoDiscard::alive;
  return item.ask || item.doubt || item.outcome_unknown ? NoDiscard::in_doubt : NoDiscard::none;
}

bool may_resolve(const Item& item) noexcept { return item.operation && (item.dead || item.ask); }

} // namespace paydesk::permitted
