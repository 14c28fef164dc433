// Pay-out schedules and what they did, as CLI and service read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/payouts.h"

namespace paydesk::views {

struct PayoutSchedule {
  std::string name;
  std::int32_t version = 0;
  std::string currency;
  std::vector<std::string> sellers; ///< none: all whom no other schedule of the currency names
  std::string rhythm;               ///< manual, daily, weekly, monthly
  std::int32_t day = 0;
  std::string cut_off; ///< "17:00"
  std::string zone;
  std::string minimum; ///< decimal; empty: the smallest amount
  std::int32_t hold_days = 0;
  std::string psp_account; ///< or empty
  std::string changed_by;
  std::optional<Instant> changed_at;
  std::string reason;
  std::optional<Instant> next_due; ///< none when manual
};

struct ListPayoutSchedulesRequest {};
struct ListPayoutSchedulesResponse {
  std::vector<PayoutSchedule> rows;
};

struct SetPayoutScheduleRequest {
  PayoutSchedule schedule; ///< `version`: the one it replaces; 0: there is none
  bool remove = false;
  std::string reason;
  std::string idempotency_key;
};

/// What fell due at an instant, or will.
struct PayoutRun {
  std::string run_id;
  std::string currency;
  std::string funding; ///< the PSP account; empty: the bank account
  std::optional<Instant> due_at;
  std::optional<Instant> at; ///< none: it is still to come
  std::vector<std::string> schedules;
  std::string batch_id; ///< empty: nobody could be paid
  std::int32_t left_out = 0;
};

struct PayoutRunDetail {
  PayoutRun run;
  std::vector<Payout> payouts;
  std::vector<PayoutLeftOut> sellers_left_out;
};

struct PreviewPayoutSchedulesRequest {};
/// What would be paid at each next due instant if it were now.
struct PreviewPayoutSchedulesResponse {
  std::vector<PayoutRunDetail> rows;
};

struct ListPayoutRunsResponse {
  std::vector<PayoutRun> rows;
  std::string next_cursor;
};

struct GetPayoutRunRequest {
  std::string run_id;
};

} // namespace paydesk::views
