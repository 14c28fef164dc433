// What every list model has in common, without its row type: phases, paging, what waits to be merged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QTimer>

#include "app/client/call.h"
#include "app/client/daemon.h"
#include "app/client/event_stream.h"
#include "core/clock.h"
#include "core/result.h"
#include "app/models/roles.h"
#include "views/common.h"

namespace paydesk::models {

/// A table of rows fetched page by page as a view asks for them. Owns its calls; lives on the GUI thread; the
/// daemon must outlive it. Rows keep their place: refreshes change cells in place, rows that left are marked
/// (GoneRole), and new rows gather in pending_new_count() until mergeNew(). Never resets for a refresh.
class PagedModel : public QAbstractTableModel {
  Q_OBJECT
  Q_PROPERTY(int pendingNewCount READ pending_new_count NOTIFY pendingNewCountChanged)

 public:
  enum class Phase {
    Idle,    ///< nothing asked yet
    Loading, ///< the first page is under way
    Ready,   ///< rows are shown; more may be fetched
    Failed,  ///< the last fetch failed: error() tells why, retry() tries again
  };
  static constexpr int page_size = 100;

  explicit PagedModel(client::Daemon& daemon, QObject* parent = nullptr);
  ~PagedModel() override;

  /// Refreshes when events concern the list, at most once a second. The stream must outlive the model.
  void follow(client::EventStream& events);

  /// The filter in the grammar of core/filter. Setting another one empties the list and loads its first page.
  const std::string& filter() const noexcept { return filter_; }
  void set_filter(std::string filter);
  bool oldest_first() const noexcept { return oldest_first_; }
  void set_oldest_first(bool oldest_first);

  Phase phase() const noexcept { return phase_; }
  const std::optional<Error>& error() const noexcept { return error_; }
  /// When rows last came from the daemon.
  std::optional<Instant> updated_at() const noexcept { return updated_at_; }
  /// Rows in the whole list as far as the daemon told; nullopt when not known.
  std::optional<std::int64_t> total() const noexcept { return total_; }
  /// Rows really loaded, placeholders left out.
  virtual int loaded_count() const = 0;
  /// New rows that wait for mergeNew(): so many were read.
  int pending_new_count() const noexcept { return pending_new_; }
  /// Whether there are more of them than were read.
  bool pending_more() const noexcept { return pending_more_; }
  int pending_gone_count() const noexcept { return pending_gone_; }
  /// Merges by itself when events arrive, for lists without a cursor. Off at first.
  void set_auto_merge(bool on);
  bool auto_merge() const noexcept { return auto_merge_; }

  /// The row's own id; empty for placeholders and outside the list.
  virtual QString id_at(int row) const = 0;
  /// Where the row with this id is, or -1.
  virtual int row_of(const QString& id) const = 0;

  /// The loaded first page as bytes for the workspace, and shown again (marked stale) at the next start.
  virtual QByteArray snapshot() const = 0;
  virtual void restore(const QByteArray& snapshot) = 0;

  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 public Q_SLOTS:
  /// Loads the first page if nothing was loaded yet.
  void load();
  /// Asks again for what is loaded and changes cells in place.
  void refresh();
  /// Shows what gathered: inserts new rows, removes those that left, restores the list's order.
  void mergeNew();
  /// After Failed.
  void retry();
  /// Tells which rows are in view: they are kept fresh however far down they are, and the next page is
  /// fetched before the view runs out of rows.
  void viewAt(int first_row, int last_row);

 Q_SIGNALS:
  void phaseChanged();
  void pendingNewCountChanged(int count);
  void totalChanged();
  /// Rows were confirmed or changed by the daemon.
  void updated();

 protected:
  /// What a fetched page is for.
  enum class Purpose { append, refresh };

  virtual bool concerns(const views::Event& event) const = 0;
  /// Whether the list can be asked for now; a list that lacks its parent stays empty.
  virtual bool is_set() const { return true; }
  /// Starts over with another question: for models with parameters beside the filter.
  void restart();

  // What the typed half does for the untyped one.
  virtual client::Call request_page(views::PageRequest page, Purpose purpose) = 0;
  virtual void clear_rows() = 0;
  virtual void set_placeholders(int count) = 0;
  virtual int placeholder_count() const = 0;
  virtual void begin_refresh() = 0;
  virtual int refreshed_count() const = 0;
  /// How many of the rows shown, from the first on, the last refresh has brought or found to be gone.
  virtual int reached_count() const = 0;
  /// Updates rows in place and counts what waits. `whole_list`: the refresh reached the end of the list;
  /// `complete`: so have the rows shown.
  virtual void end_refresh(bool whole_list, bool complete) = 0;
  /// True when the refreshed rows replaced all others, so that the list goes on behind them.
  virtual bool merge_pending() = 0;
  /// Asks for these rows alone and updates them in place: what is in view behind the rows that a refresh
  /// reads.
  virtual client::Call request_rows(int first_row, int last_row) = 0;

  // What the typed half tells the untyped one.
  void page_done(Purpose purpose, std::string next_cursor, std::optional<std::int64_t> total);
  void page_failed(Purpose purpose, Error error);
  void set_pending(int fresh, int gone, bool more = false);
  bool is_confirmed() const noexcept { return confirmed_; }

  /// Between begin… and end… of a change: a view that asks for more just then is not heard.
  struct Changing {
    explicit Changing(PagedModel& model) : flag(model.changing_) { flag = true; }
    ~Changing() { flag = false; }
    bool& flag;
  };

  client::Daemon& daemon_;

 private:
  void take_events(const std::vector<views::Event>& events);
  void stream_changed(client::EventStream::State state);
  void refresh_soon();
  void fetch_next();
  void fetch_refresh(const std::string& cursor);
  void finish_refresh();
  void continue_behind(const std::string& cursor);
  void set_phase(Phase phase);
  void set_total(std::optional<std::int64_t> total);

  std::string filter_;
  bool oldest_first_ = false;
  bool auto_merge_ = false;
  Phase phase_ = Phase::Idle;
  std::optional<Error> error_;
  std::optional<Instant> updated_at_;
  std::optional<std::int64_t> total_;
  std::string next_cursor_;    // behind the last row loaded
  std::string refresh_cursor_; // behind the last row of the refresh under way
  std::string pending_cursor_; // behind the last row that waits to be merged
  bool at_end_ = true;
  bool confirmed_ = false; // rows come from the daemon, not from an earlier session
  bool wanted_ = false;    // load() was called
  bool fetching_ = false;
  bool changing_ = false;
  bool refreshing_ = false;
  bool refresh_again_ = false;
  bool stream_was_lost_ = false;
  int refresh_pages_ = 0;
  int view_first_ = 0;
  int view_last_ = -1;
  int pending_new_ = 0;
  int pending_gone_ = 0;
  bool pending_more_ = false;
  client::Call page_call_;
  client::Call refresh_call_;
  client::Call view_call_;
  QTimer refresh_soon_;
  QElapsedTimer since_refresh_;
};

} // namespace paydesk::models
