// What operators do to payments and queue items. Each act is one transaction with its audit record.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/charges/turn.h"
#include "engine/ports/caller.h"
#include "views/payments.h"
#include "views/queues.h"

namespace paydesk {

/// Thread-safe use cases. `keep` stores the answer in the act's own transaction.
class OperatorCommands {
 public:
  OperatorCommands(PaymentStore& store, const Clock& clock, IdSource& ids, const EnginePolicy& policy)
      : store_(store), clock_(clock), ids_(ids), policy_(policy) {}

  /// Makes the payment's waiting work due now and takes its dead letters back into the queue.
  /// failed_precondition, with the reason, when there is nothing to retry.
  Result<views::CommandOutcome> retry_payment(const Caller& caller, const Uuid& payment_id, const std::string& reason,
                                              const KeepAnswer<views::CommandOutcome>& keep = {});
  /// Cancels what is not paid: here at once when the PSP does not know it, else by releasing it there. By an order's id
  /// that order alone, while the payment has others: it is left out of the capture, and where the PSP captures the whole
  /// by itself its part is refunded once the money is there.
  Result<views::CommandOutcome> cancel_payment(const Caller& caller, const Uuid& payment_id,
                                               const std::string& reason,
                                               const KeepAnswer<views::CommandOutcome>& keep = {});
  using ItemResults = std::vector<views::QueueItemResult>;
  /// 1 to 1000 jobs; one result each.
  Result<ItemResults> retry_items(const Caller& caller, const std::vector<Uuid>& job_ids, const std::string& reason,
                                  const KeepAnswer<ItemResults>& keep = {});
  /// Gives dead letters up: the operation ends as failed, the charge or refund with it. A reason is needed.
  /// An item whose outcome is unknown is refused: only evidence ends it.
  Result<ItemResults> discard_items(const Caller& caller, const std::vector<Uuid>& job_ids, const std::string& reason,
                                    const KeepAnswer<ItemResults>& keep = {});
  /// Does to items of a selection what it is run for, in one transaction with one audit record, and marks them. An
  /// item that has changed since it was frozen is refused. conflict, and nothing is done, when the selection was
  /// cancelled or taken over meanwhile.
  Result<void> act_on_selected(const SelectionWork& work, std::span<const SelectedItem> items);
  /// Marks one item as refused without touching it.
  Result<void> refuse_selected(const SelectionWork& work, const SelectedItem& item, const std::string& why);

 private:
  bool act_on_item(const Caller& caller, Aggregate& aggregate, Job& job, bool discard, const std::string& reason,
                   views::QueueItemResult& result);
  PaymentStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
};

} // namespace paydesk
