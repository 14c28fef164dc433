#include "engine/queue/selections.h"

#include "engine/queue/poison.h"

namespace paydesk {

Result<views::Selection> Selections::freeze(const Caller& caller, bool dead_letter, const std::string& filter,
                                            const SelectionStore::Keep& keep) {
  const auto now = clock_.now();
  return store_.freeze(caller, ids_.next(), dead_letter, filter, now, now + lifetime, keep);
}

Result<views::Selection> Selections::run(const Caller& caller, const Uuid& selection_id, const std::string& action,
                                         const std::string& reason, const SelectionStore::Keep& keep) {
  if (action != "retry" && action != "discard")
    return invalid("action", "is retry or discard");
  if (action == "discard" && reason.empty())
    return invalid("reason", "is missing; discarding needs one");
  return store_.run(caller, selection_id, action == "discard", reason, clock_.now(), keep);
}

Result<views::Selection> Selections::cancel(const Caller& caller, const Uuid& selection_id, const std::string& reason,
                                            const SelectionStore::Keep& keep) {
  return store_.cancel(caller, selection_id, reason, clock_.now(), keep);
}

Result<views::SelectionProgress> Selections::progress(const Uuid& selection_id, const views::PageRequest& page) {
  return store_.progress(selection_id, page);
}

// A daemon that dies here leaves each item either done and marked, or neither: the next one takes the rest.
Result<bool> Selections::step() {
  const auto now = clock_.now();
  const auto work = store_.take(batch, now, now + lease);
  if (!work)
    return tl::unexpected(work.error());
  if (!*work)
    return false;
  if (!(*work)->items.empty())
    if (const auto done = act(**work, (*work)->items); !done && done.error().code != ErrorCode::conflict)
      return tl::unexpected(done.error());
  return true;
}

// An item that the store refuses must not hold up the others: halves leave it alone in the end, and it is refused.
Result<void> Selections::act(const SelectionWork& work, std::span<const SelectedItem> items) {
  auto done = commands_.act_on_selected(work, items);
  if (done || !is_poison(done.error()))
    return done;
  if (items.size() == 1)
    return commands_.refuse_selected(work, items.front(), "could not be done: " + done.error().message);
  const auto half = items.size() / 2;
  if (auto first = act(work, items.first(half)); !first)
    return first;
  return act(work, items.subspan(half));
}

Result<int> Selections::clean_up() {
  const auto now = clock_.now();
  return store_.drop_old(now - kept_expired, now - kept_ended);
}

} // namespace paydesk
