// An operator who answers what banks dispute, or does not defend it; and a colleague who does the same unasked.
#include "engine/disputes/disputes.h"
#include "simulation/people.h"

namespace paydesk::simulation {

using std::chrono::seconds;

void People::look_at_disputes(const Snapshot& seen) {
  auto& dice = ground_.around.dice;
  for (const auto& dispute : seen.disputes) {
    if (dispute.state != "needs_response" || !seen_disputes_.insert(dispute.dispute_id).second || !dice.chance(600))
      continue;
    const Answering wish{dispute.dispute_id, ground_.around.story.name_of(dispute.charge_id), dice.chance(300)};
    ask_after(dice.between(seconds(1), seconds(60)), [this, wish](Daemon& daemon) { answer_dispute(daemon, operator_, wish); });
    if (dice.chance(200))
      ask_after(dice.between(seconds(1), seconds(60)), [this, wish](Daemon& daemon) {
        answer_dispute(daemon, colleague_, {wish.dispute_id, wish.name, !wish.accept});
      });
  }
}

void People::answer_dispute(Daemon& daemon, const Caller& who, const Answering& wish) {
  Disputes disputes(daemon.store(), ground_.around.clock, ground_.ids, ground_.policy);
  const auto id = wish.dispute_id.to_string();
  const auto done = wish.accept ? disputes.accept(who, {id, "it was our mistake", {}})
                                : disputes.submit_evidence(who, {id, "the parcel was signed for", {}});
  ground_.around.story.tell(who.login, (wish.accept ? "does not defend the dispute over " : "sends evidence about ") +
                                           wish.name + (done ? "" : ": " + done.error().message));
}

} // namespace paydesk::simulation
