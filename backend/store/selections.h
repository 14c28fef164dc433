// Frozen selections of queue items on PostgreSQL.
#pragma once

#include <string>

#include "core/clock.h"
#include "engine/ports/payments.h"
#include "engine/ports/selections.h"
#include "store/database.h"

namespace paydesk::store {

/// Thread-safe; the database and the clock outlive it.
class PgSelections final : public SelectionStore {
 public:
  /// `time_zone` is where "today" of a filter is.
  PgSelections(Database& database, const Clock& clock, std::string time_zone = "UTC")
      : database_(database), clock_(clock), time_zone_(std::move(time_zone)) {}

  Result<views::Selection> freeze(const Caller& caller, const Uuid& selection_id, bool dead_letter,
                                  const std::string& filter, Instant now, Instant expires_at,
                                  const Keep& keep) override;
  Result<views::Selection> run(const Caller& caller, const Uuid& selection_id, bool discard,
                               const std::string& reason, Instant now, const Keep& keep) override;
  Result<views::Selection> cancel(const Caller& caller, const Uuid& selection_id, const std::string& reason,
                                  Instant now, const Keep& keep) override;
  Result<views::SelectionProgress> progress(const Uuid& selection_id, const views::PageRequest& page) override;
  Result<std::optional<SelectionWork>> take(int most, Instant now, Instant lease_until) override;
  Result<int> drop_old(Instant expired_before, Instant ended_before) override;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string time_zone_;
};

/// Stores what became of a batch's items and gives the lease back. conflict, and nothing is stored, when the
/// selection was cancelled or taken over meanwhile.
Result<void> save_selection(Tx& tx, const Extra& extra);

} // namespace paydesk::store
