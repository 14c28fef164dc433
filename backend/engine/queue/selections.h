// Retrying and discarding many queue items at once: frozen by a filter, then worked off in the background.
#pragma once

#include <span>
#include <string>

#include "engine/ports/selections.h"
#include "engine/queue/commands.h"

namespace paydesk {

/// Thread-safe use cases; everything they refer to outlives them. What is under way is in the database alone.
class Selections {
 public:
  static constexpr std::chrono::hours lifetime{1};     ///< from freezing to running
  static constexpr int batch = 200;                    ///< items a transaction
  static constexpr std::chrono::minutes lease{2};      ///< after which another daemon goes on
  static constexpr std::chrono::hours kept_expired{24}; ///< so that whoever comes late is told why
  static constexpr std::chrono::hours kept_ended{24 * 30};

  Selections(SelectionStore& store, OperatorCommands& commands, const Clock& clock, IdSource& ids)
      : store_(store), commands_(commands), clock_(clock), ids_(ids) {}

  /// Freezes what the dead letters, or else the retry queue, show under the filter.
  Result<views::Selection> freeze(const Caller& caller, bool dead_letter, const std::string& filter,
                                  const SelectionStore::Keep& keep = {});
  /// Has it worked off; `action` is retry or discard. Discarding needs a reason.
  Result<views::Selection> run(const Caller& caller, const Uuid& selection_id, const std::string& action,
                               const std::string& reason, const SelectionStore::Keep& keep = {});
  Result<views::Selection> cancel(const Caller& caller, const Uuid& selection_id, const std::string& reason,
                                  const SelectionStore::Keep& keep = {});
  Result<views::SelectionProgress> progress(const Uuid& selection_id, const views::PageRequest& page);

  /// One batch of a running selection; answers whether there was one. For a background thread of any daemon.
  Result<bool> step();
  /// Deletes what expired or ended long ago; answers how many selections.
  Result<int> clean_up();

 private:
  Result<void> act(const SelectionWork& work, std::span<const SelectedItem> items);
  SelectionStore& store_;
  OperatorCommands& commands_;
  const Clock& clock_;
  IdSource& ids_;
};

} // namespace paydesk
