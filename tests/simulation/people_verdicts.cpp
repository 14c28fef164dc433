// Two people who end what neither the PSP nor anybody else could tell. They see the PSP's own books, and are right.
#include <algorithm>

#include "simulation/people.h"

namespace paydesk::simulation {

using std::chrono::seconds;

Verdicts People::verdicts(Daemon& daemon) {
  return {daemon.store(), verdicts_, ground_.around.clock, ground_.ids, ground_.policy};
}

void People::look_at_doubts(const Snapshot& seen) {
  auto& dice = ground_.around.dice;
  for (const auto& item : seen.items)
    if (seen_items_.insert(item.job_id).second && dice.chance(250))
      ask_after(dice.between(seconds(1), seconds(300)), [this, item](Daemon& daemon) { propose(daemon, item); });
  for (const auto& verdict : seen.verdicts)
    if (seen_verdicts_.insert(verdict.verdict_id).second)
      ask_after(dice.between(seconds(1), seconds(90)), [this, verdict](Daemon& daemon) { give_verdict(daemon, verdict); });
}

void People::end_doubts(const Snapshot& seen) {
  for (const auto& verdict : seen.verdicts)
    ask([this, verdict](Daemon& daemon) { give_verdict(daemon, verdict); });
  for (const auto& job : seen.dead_jobs) {
    const auto item = std::find_if(seen.items.begin(), seen.items.end(), [&](const auto& i) { return i.job_id == job; });
    // By turns: one that cannot be decided is tried again.
    if (item != seen.items.end() && ++dead_rounds_[job] % 2 == 0)
      ask([this, item = *item](Daemon& daemon) { propose(daemon, item); });
    else
      ask([this, job](Daemon& daemon) { look_after_dead(daemon, job, false); });
  }
}

void People::propose(Daemon& daemon, const Snapshot::ItemRow& item) {
  const auto truth = truth_of(item, ground_.accounts);
  if (!truth)
    return;
  views::ProposeVerdictRequest request;
  request.job_id = item.job_id.to_string();
  request.outcome = truth->done ? "done" : "not_done";
  request.psp_reference = truth->reference;
  request.reason = "the PSP's statement says so";
  request.evidence_name = "statement.pdf";
  request.evidence = "as the PSP wrote";
  const auto made = verdicts(daemon).propose(operator_, request);
  ground_.around.story.tell("operator", "says that the " + item.kind + " of " +
                                            ground_.around.story.name_of(item.charge_id) +
                                            (truth->done ? " was done" : " was not done") +
                                            (made ? "" : ": " + made.error().message));
}

// What was true when it was proposed may be true no longer: whoever decides looks again.
void People::give_verdict(Daemon& daemon, const Snapshot::VerdictRow& verdict) {
  const auto own = verdicts(daemon).decide(operator_, verdict.verdict_id, true, "my own");
  if (own)
    complaints_.push_back("one person alone gave a verdict");
  else if (own.error().code != ErrorCode::permission_denied)
    complaints_.push_back("who proposed a verdict is not refused as such: " + own.error().message);
  const auto truth = truth_of(verdict.item, ground_.accounts);
  const bool agrees = truth && truth->done == verdict.done && truth->reference == verdict.reference;
  auto done = verdicts(daemon).decide(approver_, verdict.verdict_id, agrees, "looked it up");
  if (!done && agrees && done.error().code == ErrorCode::failed_precondition)
    done = verdicts(daemon).decide(approver_, verdict.verdict_id, false, "it has become known meanwhile");
  ground_.around.story.tell("approver", std::string(agrees ? "confirms" : "rejects") + " the verdict on the " +
                                            verdict.item.kind + " of " +
                                            ground_.around.story.name_of(verdict.item.charge_id) +
                                            (done ? "" : ": " + done.error().message));
}

} // namespace paydesk::simulation
