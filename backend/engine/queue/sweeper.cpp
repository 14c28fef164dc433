#include "engine/queue/sweeper.h"

#include <algorithm>

namespace paydesk {
namespace {

void look_after(Turn& turn) {
  const bool busy = std::any_of(turn.a.jobs.begin(), turn.a.jobs.end(), [](const Job& job) {
    return !job.dead && (job.kind == OperationKind::query || job.ask || job.kind == OperationKind::register_charge ||
                         job.kind == OperationKind::direct_charge);
  });
  // What is being asked or registered already has its own question under way.
  if (!busy)
    turn.ask_psp();
}

} // namespace

Result<int> sweep(PaymentStore& store, const Clock& clock, IdSource& ids, const EnginePolicy& policy, int most) {
  const auto now = clock.now();
  const auto due = store.due_for_check(most, now);
  if (!due)
    return tl::unexpected(due.error());
  if (due->empty())
    return 0;
  const auto stored = store.change(*due, [&](std::vector<Aggregate>& aggregates) -> Result<Extra> {
    for (auto& aggregate : aggregates) {
      Turn turn(aggregate, now, ids, policy, "sweeper");
      if (aggregate.charge.check_at && *aggregate.charge.check_at <= now && turn.is_silent())
        look_after(turn);
      turn.warn_about_disputes();
      turn.finish();
    }
    return Extra{};
  });
  if (!stored)
    return tl::unexpected(stored.error());
  return static_cast<int>(due->size());
}

} // namespace paydesk
