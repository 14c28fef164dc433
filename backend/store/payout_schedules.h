// Pay-out schedules and their runs on PostgreSQL.
#pragma once

#include "engine/ports/payout_schedules.h"
#include "store/database.h"

namespace paydesk::store {

/// Thread-safe; the database outlives it.
class PgPayoutSchedules final : public PayoutScheduleStore {
 public:
  explicit PgPayoutSchedules(Database& database) : database_(database) {}
  Result<std::vector<ScheduleInForce>> in_force() override;
  Result<views::PayoutSchedule> set(const Caller& caller, const NewSchedule& schedule, const Fits& fits,
                                    const Keep& keep) override;
  Result<std::vector<CalendarDay>> days(std::span<const std::string> zones, Instant at) override;
  Result<std::vector<Instant>> instants(std::span<const ZonedTime> times) override;
  Result<bool> done(Currency currency, const std::string& funding, Instant due_at) override;
  Result<std::optional<views::PayoutRun>> run(const Caller& caller, const DueRun& due, const HeldSince& held_since,
                                              const Choose& choose) override;
  Result<std::vector<PayableWallet>> payable(const PayoutTerms& terms, const HeldSince& held_since) override;
  Result<views::ListPayoutRunsResponse> list(const views::PageRequest& page) override;
  Result<views::PayoutRunDetail> detail(const Uuid& run_id) override;

 private:
  Database& database_;
};

} // namespace paydesk::store
