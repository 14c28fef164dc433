// Pay-outs on their way through a PSP, on PostgreSQL.
#pragma once

#include "engine/ports/payout_sending.h"
#include "store/database.h"

namespace paydesk::store {

class PgPayoutSending final : public PayoutSendingStore {
 public:
  /// It outlives it.
  explicit PgPayoutSending(Database& database) : database_(database) {}
  Result<bool> claim(const std::string& psp_account, int most, Instant now, Instant lease_until,
                     const Decide& begin) override;
  Result<void> change(std::span<const Uuid> payout_ids, Instant now, const std::string& by,
                      const Decide& decide) override;
  Result<void> take_in(std::span<const RawWebhook> events, Events which, std::span<const Uuid> keys, Instant now,
                       const DecideNews& decide) override;
  Result<views::PayoutBatchDetail> act(const Caller& caller, const Uuid& payout_id, const std::string& step,
                                       const std::string& reason, Instant now, const Decide& decide,
                                       const KeepAnswer<views::PayoutBatchDetail>& keep) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
