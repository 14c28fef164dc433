// What operators say to the bank about a dispute: evidence, or that they do not defend themselves.
#pragma once

#include "engine/charges/turn.h"
#include "engine/ports/caller.h"
#include "views/disputes.h"

namespace paydesk {

/// Thread-safe use cases. Each stores an operation that carries the answer to the PSP exactly once, with its audit
/// record; `keep` stores the command's answer in the same transaction. The dispute moves when the bank has it.
/// failed_precondition, and nothing is sent, when the bank waits for no answer, another one is under way, or its time
/// is over.
class Disputes {
 public:
  Disputes(PaymentStore& store, const Clock& clock, IdSource& ids, const EnginePolicy& policy)
      : store_(store), clock_(clock), ids_(ids), policy_(policy) {}

  Result<views::DisputeRow> submit_evidence(const Caller& caller, const views::SubmitEvidenceRequest& request,
                                            const KeepAnswer<views::DisputeRow>& keep = {});
  /// The money stays lost; a reason is needed.
  Result<views::DisputeRow> accept(const Caller& caller, const views::AcceptDisputeRequest& request,
                                   const KeepAnswer<views::DisputeRow>& keep = {});

  static constexpr std::size_t longest_evidence = 20'000; ///< characters

 private:
  struct Answer;
  Result<views::DisputeRow> answer(const Caller& caller, const std::string& dispute_id, const Answer& answer,
                                   const KeepAnswer<views::DisputeRow>& keep);
  PaymentStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
};

} // namespace paydesk
