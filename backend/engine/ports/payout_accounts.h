// Sellers' bank accounts, as they are stored.
#pragma once

#include <string>

#include "core/bank_account.h"
#include "core/clock.h"
#include "core/ids.h"
#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "views/common.h"
#include "views/payout_accounts.h"

namespace paydesk {

/// An account as it is proposed.
struct NewPayoutAccount {
  Uuid account_id;
  std::string seller;
  Currency currency;
  BankAccount account;
  std::string reason;
  Instant proposed_at;
};

/// What the second person says to it.
struct PayoutAccountDecision {
  Uuid account_id;
  bool approved = false;
  std::string note;
  Instant decided_at;
  Instant payable_from; ///< when it is approved
};

/// Every change leaves its audit record, its event and its kept answer in one transaction; none of them has the
/// number. Thread-safe.
class PayoutAccountStore {
 public:
  using Keep = KeepAnswer<views::PayoutAccount>;

  virtual ~PayoutAccountStore() = default;
  /// failed_precondition when another one waits for a decision, it is the seller's account already, or its number was
  /// blocked.
  virtual Result<views::PayoutAccount> propose(const Caller& caller, const NewPayoutAccount& account,
                                               const Keep& keep) = 0;
  /// permission_denied for who proposed it, failed_precondition when it was decided already.
  virtual Result<views::PayoutAccount> decide(const Caller& caller, const PayoutAccountDecision& decision,
                                              const Keep& keep) = 0;
  /// failed_precondition unless it is active.
  virtual Result<views::PayoutAccount> block(const Caller& caller, const Uuid& account_id, const std::string& reason,
                                             Instant now, const Keep& keep) = 0;
  virtual Result<views::ListPayoutAccountsResponse> list(const views::PageRequest& page) = 0;
};

} // namespace paydesk
