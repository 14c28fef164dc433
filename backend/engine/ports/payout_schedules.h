// Pay-out schedules and their runs, as they are stored.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/payout_schedule.h"
#include "engine/ports/payouts.h"
#include "views/payout_schedules.h"

namespace paydesk {

struct ScheduleInForce {
  PayoutSchedule schedule;
  int version = 0;
  Instant since; ///< what falls due at or before is not its
  Instant at;
  std::string by, reason;
};

/// A time of day on the clocks of a zone.
struct ZonedTime {
  std::string zone;
  CalendarDay day;
  int minute = 0; ///< after midnight
};

/// The next version of a schedule.
struct NewSchedule {
  PayoutSchedule schedule;
  int replaces = 0; ///< the version; 0: there is none in force
  bool remove = false;
  Instant at;
  std::string reason;
};

/// What falls due once for each currency, funding and instant.
struct DueRun {
  Uuid run_id;
  Instant due_at;
  std::vector<std::string> schedules; ///< "weekly, version 3"
  NewPayoutBatch batch;
};

/// Every change leaves its audit record and event in its own transaction. Thread-safe.
class PayoutScheduleStore {
 public:
  using Choose = PayoutStore::Choose;
  /// From when on a seller's credits are not paid yet; nothing: all are.
  using HeldSince = std::function<std::optional<Instant>(const std::string& seller)>;
  /// Looks at what else is in force; called inside the transaction.
  using Fits = std::function<Result<void>(std::span<const ScheduleInForce>)>;
  using Keep = KeepAnswer<views::PayoutSchedule>;

  virtual ~PayoutScheduleStore() = default;
  /// By name.
  virtual Result<std::vector<ScheduleInForce>> in_force() = 0;
  /// conflict when another version is in force; invalid_argument on "schedule.zone" for a zone that is not known.
  virtual Result<views::PayoutSchedule> set(const Caller& caller, const NewSchedule& schedule, const Fits& fits,
                                            const Keep& keep) = 0;
  /// Which day it is in each zone.
  virtual Result<std::vector<CalendarDay>> days(std::span<const std::string> zones, Instant at) = 0;
  /// A time that the clocks skip is the same time before them; of one that comes twice it is always the same.
  virtual Result<std::vector<Instant>> instants(std::span<const ZonedTime> times) = 0;
  /// Whether it was run already.
  virtual Result<bool> done(Currency currency, const std::string& funding, Instant due_at) = 0;
  /// Makes the batch of what `choose` chooses, or none when that is nobody, and keeps who was left out. Nothing when
  /// it was run already, by whomever.
  virtual Result<std::optional<views::PayoutRun>> run(const Caller& caller, const DueRun& due,
                                                      const HeldSince& held_since, const Choose& choose) = 0;
  /// As `run` finds them; changes nothing.
  virtual Result<std::vector<PayableWallet>> payable(const PayoutTerms& terms, const HeldSince& held_since) = 0;
  /// The latest first.
  virtual Result<views::ListPayoutRunsResponse> list(const views::PageRequest& page) = 0;
  virtual Result<views::PayoutRunDetail> detail(const Uuid& run_id) = 0;
};

/// For people and programs, without when it is next due.
views::PayoutSchedule view_of(const ScheduleInForce& in_force);

} // namespace paydesk
