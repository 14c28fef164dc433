// Pay-outs by a schedule: batches that make themselves, and wait for a person like any other.
#pragma once

#include "engine/ports/payout_schedules.h"

namespace paydesk {

/// Thread-safe use cases; several daemons may run them at once.
class PayoutSchedules {
 public:
  struct Needs {
    PayoutScheduleStore& store;
    const Clock& clock;
    IdSource& ids;
    FundingAccount funding;                  ///< without an IBAN no schedule can have the bank pay
    std::vector<std::string> psp_accounts{}; ///< whose PSPs can pay out
  };
  explicit PayoutSchedules(Needs needs) : needs_(std::move(needs)) {}

  Result<views::ListPayoutSchedulesResponse> list();
  /// A new version, or its removal. invalid_argument names the field; conflict when somebody else was first.
  Result<views::PayoutSchedule> set(const Caller& caller, const views::SetPayoutScheduleRequest& request,
                                    const PayoutScheduleStore::Keep& keep = {});
  /// What each next due instant would pay if it were now. Changes nothing.
  Result<views::PreviewPayoutSchedulesResponse> preview();
  /// Makes the batches of what has fallen due and was not made yet: of each schedule the latest due instant only,
  /// however long nobody looked. Answers how many instants were run here.
  Result<int> run_due(const Caller& caller);
  Result<views::ListPayoutRunsResponse> runs(const views::PageRequest& page) { return needs_.store.list(page); }
  Result<views::PayoutRunDetail> run(const Uuid& run_id) { return needs_.store.detail(run_id); }

  static constexpr std::size_t most_schedules = 200;

 private:
  /// When a schedule was due last, and is due next.
  struct Due {
    std::optional<Instant> last, next;
  };
  /// The schedules that fall due together.
  struct Group {
    Currency currency;
    std::string funding;
    Instant due_at;
    std::vector<const ScheduleInForce*> schedules;
  };

  Result<std::vector<Due>> dues(std::span<const ScheduleInForce> in_force, Instant now) const;
  static std::vector<Group> groups(std::span<const ScheduleInForce> in_force, std::span<const Due> dues,
                                   std::optional<Instant> Due::*which);
  PayoutTerms terms_of(const Group& group) const;
  Result<PayoutSchedule> read(const views::PayoutSchedule& view) const;
  PayoutChoice choose(const Group& group, std::span<const ScheduleInForce> in_force, Instant now,
                      std::span<const PayableWallet> wallets) const;

  Needs needs_;
};

} // namespace paydesk
