// Two persons end a pay-out at a PSP of which nobody can say whether it was paid.
#pragma once

#include "engine/payouts/sent.h"
#include "engine/ports/caller.h"
#include "engine/ports/verdicts.h"

namespace paydesk {

/// A verdict as people are shown it.
views::Verdict view_of(const NewVerdict& verdict);

/// Thread-safe use cases of Verdicts, for pay-outs. `keep` stores the answer in the act's own transaction.
class PayoutVerdicts {
 public:
  PayoutVerdicts(PayoutSendingStore& store, const Clock& clock, IdSource& ids) : store_(store), clock_(clock), ids_(ids) {}

  /// Says whether a pay-out was paid, which is unknown or a dead letter in doubt. Changes no money. failed_precondition
  /// when the outcome is known, or another verdict about it waits. What was paid is booked under the PSP's reference.
  Result<views::Verdict> propose(const Caller& caller, const views::ProposeVerdictRequest& request,
                                 const KeepAnswer<views::Verdict>& keep);
  /// Approving `verdict` books what it says as the PSP's own word would be, and both end it. `view` is what is shown of it
  /// until now. failed_precondition when the PSP has told the outcome meanwhile.
  Result<views::Verdict> decide(const Caller& caller, const NewVerdict& verdict, views::Verdict view, bool approve,
                                const std::string& note, const KeepAnswer<views::Verdict>& keep);

 private:
  PayoutSendingStore& store_;
  const Clock& clock_;
  IdSource& ids_;
};

} // namespace paydesk
