// Where sellers are paid out to: changes need two persons and a cool-down.
#pragma once

#include <chrono>

#include "engine/ports/payout_accounts.h"

namespace paydesk {

/// Thread-safe use cases. `keep` stores the answer in the act's own transaction.
class PayoutAccounts {
 public:
  /// All outlive it. `cool_down` passes between an approval and the first pay-out to the account: time in which the
  /// seller hears of a change that they did not ask for.
  PayoutAccounts(PayoutAccountStore& store, const Clock& clock, IdSource& ids, std::chrono::seconds cool_down)
      : store_(store), clock_(clock), ids_(ids), cool_down_(cool_down) {}

  /// Checks the account's format and asks for it. Nothing is paid to it before another person approves.
  Result<views::PayoutAccount> propose(const Caller& caller, const views::ProposePayoutAccountRequest& request,
                                       const PayoutAccountStore::Keep& keep = {});
  /// Approving puts it in the place of the seller's account in its currency.
  Result<views::PayoutAccount> decide(const Caller& caller, const Uuid& account_id, bool approve,
                                      const std::string& note, const PayoutAccountStore::Keep& keep = {});
  /// Nothing is paid to it any more, at once; its number is not accepted again.
  Result<views::PayoutAccount> block(const Caller& caller, const Uuid& account_id, const std::string& reason,
                                     const PayoutAccountStore::Keep& keep = {});
  Result<views::ListPayoutAccountsResponse> list(const views::PageRequest& page) { return store_.list(page); }

 private:
  PayoutAccountStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const std::chrono::seconds cool_down_;
};

} // namespace paydesk
