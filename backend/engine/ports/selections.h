// Frozen selections of queue items: the port that stores them, and what a batch of one is.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "engine/ports/caller.h"
#include "engine/ports/command_log.h"
#include "views/selections.h"

namespace paydesk {

struct SelectedItem {
  int n = 0; ///< its place in the selection
  Uuid job_id;
  std::optional<Instant> dead_since; ///< as it was frozen
};

/// A batch of a running selection that this daemon has taken, under a lease.
struct SelectionWork {
  Uuid selection_id;
  std::int64_t token = 0; ///< fencing token of the lease
  Caller runner;          ///< under whose rights
  bool dead_letter = false;
  bool discard = false; ///< else retry
  std::string reason;
  std::vector<SelectedItem> items;
};

struct SelectedResult {
  int n = 0;
  bool done = false;
  std::string message;
};

/// What a transaction did to items of a selection; stored with what it did.
struct SelectionStep {
  Uuid selection_id;
  std::int64_t token = 0;
  Instant at;
  std::vector<SelectedResult> results;
};

/// Thread-safe; every method is one transaction, audit record and kept answer included.
class SelectionStore {
 public:
  static constexpr int most_items = 100'000;

  virtual ~SelectionStore() = default;

  using Keep = KeepAnswer<views::Selection>;
  /// Freezes what the list shows under the filter. failed_precondition when that is nothing, or more than most_items.
  virtual Result<views::Selection> freeze(const Caller& caller, const Uuid& selection_id, bool dead_letter,
                                          const std::string& filter, Instant now, Instant expires_at,
                                          const Keep& keep) = 0;
  /// Has a frozen selection worked off. permission_denied unless the caller owns it or is an admin.
  virtual Result<views::Selection> run(const Caller& caller, const Uuid& selection_id, bool discard,
                                       const std::string& reason, Instant now, const Keep& keep) = 0;
  /// Stops what has not begun; done items stay done. The same callers as `run`.
  virtual Result<views::Selection> cancel(const Caller& caller, const Uuid& selection_id, const std::string& reason,
                                          Instant now, const Keep& keep) = 0;
  virtual Result<views::SelectionProgress> progress(const Uuid& selection_id, const views::PageRequest& page) = 0;

  /// The next batch of the running selection that has waited longest and is in nobody's lease; nothing when there is
  /// none. A selection whose runner may not act any more is cancelled instead, with a note.
  virtual Result<std::optional<SelectionWork>> take(int most, Instant now, Instant lease_until) = 0;
  /// Deletes selections that expired, or ended, long ago; answers how many.
  virtual Result<int> drop_old(Instant expired_before, Instant ended_before) = 0;
};

} // namespace paydesk
