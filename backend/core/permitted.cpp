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
  if (item.ask || item.doubt || item.outcome_unknown)
    return NoDiscard::in_doubt;
  return item.releases ? NoDiscard::money_held : NoDiscard::none;
}

bool may_resolve(const Item& item) noexcept {
  return item.operation && (item.ask || no_discard(item) == NoDiscard::in_doubt);
}

NoAnswer no_answer(const DisputeFacts& dispute) {
  if (dispute.answering)
    return dispute.answer_dead ? NoAnswer::dead_letter : NoAnswer::under_way;
  if (!lifecycle::next(lifecycle::Machine::dispute, dispute.state, "accept"))
    return NoAnswer::not_waited_for;
  return dispute.overdue ? NoAnswer::too_late : NoAnswer::none;
}

} // namespace paydesk::permitted
