// Two persons end what neither the PSP nor a settlement line could: an operation whose outcome is unknown.
#pragma once

#include "engine/charges/turn.h"
#include "engine/ports/caller.h"
#include "engine/ports/verdicts.h"
#include "engine/verdicts/payout_verdicts.h"

namespace paydesk {

/// Thread-safe use cases. `keep` stores the answer in the act's own transaction.
class Verdicts {
 public:
  /// `payouts`, when PSPs pay out: verdicts are then also about these (see PayoutVerdicts).
  Verdicts(PaymentStore& store, VerdictStore& verdicts, const Clock& clock, IdSource& ids, const EnginePolicy& policy,
           PayoutSendingStore* payouts = nullptr)
      : store_(store), verdicts_(verdicts), clock_(clock), ids_(ids), policy_(policy), payouts_(payouts) {}

  /// Says what became of the operation of a queue item whose next call is a question, or that died in doubt. Changes
  /// no money. failed_precondition when the outcome is known (also that nothing was done), or another verdict about it
  /// waits.
  Result<views::Verdict> propose(const Caller& caller, const views::ProposeVerdictRequest& request,
                                 const KeepAnswer<views::Verdict>& keep = {});
  /// Approving books what was said, as the PSP's own word would be; both end the proposal. permission_denied for who
  /// proposed it, failed_precondition when the PSP has told the outcome meanwhile.
  Result<views::Verdict> decide(const Caller& caller, const Uuid& verdict_id, bool approve, const std::string& note,
                                const KeepAnswer<views::Verdict>& keep = {});

  static constexpr std::size_t largest_evidence = 2 * 1024 * 1024; ///< bytes

 private:
  PaymentStore& store_;
  VerdictStore& verdicts_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
  PayoutSendingStore* payouts_;
};

} // namespace paydesk
