// Sellers' bank accounts on PostgreSQL.
#pragma once

#include "core/clock.h"
#include "engine/ports/payout_accounts.h"
#include "store/database.h"

namespace paydesk::store {

class PgPayoutAccounts final : public PayoutAccountStore {
 public:
  /// Both outlive it. `time_zone` is where "today" of a filter is.
  PgPayoutAccounts(Database& database, const Clock& clock, std::string time_zone = "UTC")
      : database_(database), clock_(clock), time_zone_(std::move(time_zone)) {}
  Result<views::PayoutAccount> propose(const Caller& caller, const NewPayoutAccount& account,
                                       const Keep& keep) override;
  Result<views::PayoutAccount> decide(const Caller& caller, const PayoutAccountDecision& decision,
                                      const Keep& keep) override;
  Result<views::PayoutAccount> block(const Caller& caller, const Uuid& account_id, const std::string& reason,
                                     Instant now, const Keep& keep) override;
  Result<views::ListPayoutAccountsResponse> list(const views::PageRequest& page) override;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string time_zone_;
};

} // namespace paydesk::store
