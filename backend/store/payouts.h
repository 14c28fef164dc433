// Pay-out batches on PostgreSQL.
#pragma once

#include "core/clock.h"
#include "engine/ports/payouts.h"
#include "store/database.h"

namespace paydesk::store {

class PgPayouts final : public PayoutStore {
 public:
  /// Both outlive it. `time_zone` is where "today" of a filter is.
  PgPayouts(Database& database, const Clock& clock, std::string time_zone = "UTC")
      : database_(database), clock_(clock), time_zone_(std::move(time_zone)) {}
  Result<std::vector<PayableWallet>> payable(const PayoutTerms& terms) override;
  Result<views::PayoutBatchDetail> create(const Caller& caller, const NewPayoutBatch& batch, const Choose& choose,
                                          const KeepDetail& keep) override;
  Result<views::PayoutBatch> decide(const Caller& caller, const PayoutBatchDecision& decision,
                                    const KeepBatch& keep) override;
  Result<views::PayoutBatch> cancel(const Caller& caller, const Uuid& batch_id, const std::string& reason, Instant now,
                                    const KeepBatch& keep) override;
  Result<views::PayoutBatch> submit(const Caller& caller, const Uuid& batch_id, const std::string& reason, Instant now,
                                    const Submit& submit, const KeepBatch& keep) override;
  Result<views::PayoutBatchDetail> hear(const Caller& caller, const Uuid& batch_id, const std::string& sha256,
                                        Instant now, const Judge& judge, const KeepDetail& keep) override;
  Result<views::PayoutFile> file(const Caller& caller, const Uuid& batch_id, Instant now) override;
  Result<views::PayoutBatchDetail> detail(const Uuid& batch_id) override;
  Result<views::PayoutDetail> payout(const Uuid& payout_id) override;
  Result<views::ListPayoutBatchesResponse> list(const views::PageRequest& page) override;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string time_zone_;
};

} // namespace paydesk::store
