// Refunds: previewed, taken on under the payment's lock, decided by a second person above a threshold.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/charges/turn.h"
#include "engine/ports/caller.h"
#include "views/refunds.h"

namespace paydesk {

/// From which amount a refund needs a second person, by currency code, in minor units; none: never.
using ApprovalThresholds = std::map<std::string, std::int64_t, std::less<>>;

/// Thread-safe use cases.
class Refunds {
 public:
  Refunds(PaymentStore& store, const Clock& clock, IdSource& ids, const EnginePolicy& policy,
          ApprovalThresholds thresholds)
      : store_(store), clock_(clock), ids_(ids), policy_(policy), thresholds_(std::move(thresholds)) {}

  /// What the refund would post and do to pending amounts, and whether it would wait when the caller asks for it.
  /// Changes nothing. `wallets` and `refusal` are filled by the caller from the wallet rows; only the effect on each
  /// seller is computed here.
  Result<views::RefundPreview> preview(const Caller& caller, const views::RefundRequest& request);
  /// One refund an order line. The same key answers the refunds it made. Never more than is refundable, however
  /// many ask at once: the payment's lock decides. failed_precondition also when a seller who may not owe has less than
  /// it takes: the wallets' locks decide.
  Result<std::vector<views::RefundRow>> create(const Caller& caller, const views::RefundRequest& request,
                                               const KeepAnswer<std::vector<views::RefundRow>>& keep = {});
  /// Approves or rejects; never by who asked, nor by who has none of the roles that the approval policy named
  /// (permission_denied). failed_precondition: it waits for no decision, or its time is over. A refusal is audited.
  Result<views::RefundRow> decide(const Caller& caller, const Uuid& refund_id, bool approve, const std::string& note,
                                  const KeepAnswer<views::RefundRow>& keep = {});
  /// Rejects what nobody has decided in its time; `caller` is whom it is audited as. How many charges it were, at most
  /// `most`.
  Result<int> expire(const Caller& caller, int most);

 private:
  void record_refusal(const Caller& caller, const Uuid& refund_id, bool approve, const Error& error);

  PaymentStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
  ApprovalThresholds thresholds_;
};

} // namespace paydesk
