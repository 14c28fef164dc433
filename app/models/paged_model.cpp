#include "app/models/paged_model.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace paydesk::models {
namespace {

constexpr std::chrono::milliseconds refresh_interval{1'000};
constexpr int largest_page = 500;
constexpr int most_refresh_pages = 4;

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace

PagedModel::PagedModel(client::Daemon& daemon, QObject* parent)
    : QAbstractTableModel(parent), daemon_(daemon) {
  refresh_soon_.setSingleShot(true);
  connect(&refresh_soon_, &QTimer::timeout, this, &PagedModel::refresh);
}

PagedModel::~PagedModel() = default;

void PagedModel::follow(client::EventStream& events) {
  connect(&events, &client::EventStream::eventsArrived, this, &PagedModel::take_events);
  connect(&events, &client::EventStream::stateChanged, this,
          [this, &events] { stream_changed(events.state()); });
}

void PagedModel::set_filter(std::string filter) {
  if (filter == filter_) return;
  filter_ = std::move(filter);
  restart();
}

void PagedModel::set_oldest_first(bool oldest_first) {
  if (oldest_first == oldest_first_) return;
  oldest_first_ = oldest_first;
  restart();
}

void PagedModel::set_auto_merge(bool on) {
  auto_merge_ = on;
  if (on) mergeNew();
}

bool PagedModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && phase_ == Phase::Ready && !at_end_ && !fetching_ && !changing_;
}

void PagedModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) fetch_next();
}

void PagedModel::load() {
  wanted_ = true;
  if (phase_ != Phase::Idle || !is_set()) return;
  set_phase(Phase::Loading);
  refresh();
}

void PagedModel::retry() {
  if (phase_ != Phase::Failed) return;
  error_.reset();
  set_phase(confirmed_ ? Phase::Ready : Phase::Loading);
  refresh();
}

void PagedModel::refresh() {
  if (phase_ == Phase::Idle) return load();
  if (refreshing_) {
    refresh_again_ = true;
    return;
  }
  refreshing_ = true;
  refresh_pages_ = 0;
  since_refresh_.start();
  refresh_soon_.stop();
  begin_refresh();
  fetch_refresh({});
}

void PagedModel::fetch_refresh(const std::string& cursor) {
  ++refresh_pages_;
  const int missing = loaded_count() - refreshed_count();
  const int limit = std::clamp(missing, page_size, largest_page);
  refresh_call_ = request_page({filter_, cursor, limit, oldest_first_}, Purpose::refresh);
}

void PagedModel::fetch_next() {
  fetching_ = true;
  const std::int64_t left = total_ ? std::max<std::int64_t>(*total_ - loaded_count(), 1) : page_size;
  set_placeholders(static_cast<int>(std::min<std::int64_t>(left, page_size)));
  page_call_ = request_page({filter_, next_cursor_, page_size, oldest_first_}, Purpose::append);
}

void PagedModel::page_done(Purpose purpose, std::string next_cursor, std::optional<std::int64_t> total) {
  error_.reset();
  updated_at_ = now();
  if (purpose == Purpose::refresh) {
    refresh_cursor_ = std::move(next_cursor);
    const bool covered = refreshed_count() >= loaded_count() && !(confirmed_ && at_end_);
    if (total) set_total(total);
    if (refresh_cursor_.empty() || covered || refresh_pages_ >= most_refresh_pages)
      finish_refresh();
    else
      fetch_refresh(std::string(refresh_cursor_));
    return;
  }
  next_cursor_ = std::move(next_cursor);
  at_end_ = next_cursor_.empty();
  set_placeholders(0);
  fetching_ = false;
  set_total(total ? total : at_end_ ? std::optional<std::int64_t>(loaded_count()) : total_);
  set_phase(Phase::Ready);
  Q_EMIT updated();
}

void PagedModel::finish_refresh() {
  const bool first = !confirmed_;
  refreshing_ = false;
  pending_cursor_ = refresh_cursor_;
  end_refresh(first || refresh_cursor_.empty(), first || at_end_);
  confirmed_ = true;
  if (first || auto_merge_) mergeNew();
  if (first) continue_behind(pending_cursor_);
  // What the refresh has read may all be new, and the rows in view far behind it.
  const int reached = reached_count();
  if (view_last_ >= reached)
    view_call_ = request_rows(std::max(view_first_, reached), std::min(view_last_, loaded_count() - 1));
  if (at_end_ && !total_) set_total(loaded_count());
  set_phase(Phase::Ready);
  Q_EMIT updated();
  if (std::exchange(refresh_again_, false)) refresh_soon();
}

void PagedModel::page_failed(Purpose purpose, Error error) {
  if (purpose == Purpose::refresh) {
    refreshing_ = false;
    refresh_again_ = false;
  } else {
    set_placeholders(0);
    fetching_ = false;
  }
  error_ = std::move(error);
  set_phase(Phase::Failed);
}

void PagedModel::mergeNew() {
  if (merge_pending()) continue_behind(pending_cursor_);
  set_pending(0, 0);
}

void PagedModel::continue_behind(const std::string& cursor) {
  page_call_.cancel();
  next_cursor_ = cursor;
  at_end_ = next_cursor_.empty();
  set_placeholders(0);
  fetching_ = false;
}

void PagedModel::viewAt(int first_row, int last_row) {
  view_first_ = first_row;
  view_last_ = last_row;
  if (last_row >= loaded_count() - page_size / 2) fetchMore({});
}

void PagedModel::restart() {
  page_call_.cancel();
  refresh_call_.cancel();
  view_call_.cancel();
  refresh_soon_.stop();
  fetching_ = refreshing_ = refresh_again_ = confirmed_ = false;
  next_cursor_.clear();
  refresh_cursor_.clear();
  at_end_ = true;
  error_.reset();
  set_placeholders(0);
  clear_rows();
  set_pending(0, 0);
  set_total(std::nullopt);
  set_phase(Phase::Idle);
  if (wanted_) load();
}

void PagedModel::take_events(const std::vector<views::Event>& events) {
  if (std::any_of(events.begin(), events.end(),
                  [this](const views::Event& event) { return concerns(event); }))
    refresh_soon();
}

void PagedModel::stream_changed(client::EventStream::State state) {
  if (state == client::EventStream::State::Lost) stream_was_lost_ = true;
  if (state != client::EventStream::State::Live || !std::exchange(stream_was_lost_, false)) return;
  if (phase_ == Phase::Failed)
    retry();
  else
    refresh_soon();
}

void PagedModel::refresh_soon() {
  if (phase_ == Phase::Idle || refresh_soon_.isActive()) return;
  const std::chrono::milliseconds since(since_refresh_.isValid() ? since_refresh_.elapsed() : 0);
  refresh_soon_.start(std::max(refresh_interval - since, std::chrono::milliseconds::zero()));
}

void PagedModel::set_phase(Phase phase) {
  if (std::exchange(phase_, phase) != phase) Q_EMIT phaseChanged();
}

void PagedModel::set_total(std::optional<std::int64_t> total) {
  if (std::exchange(total_, total) != total) Q_EMIT totalChanged();
}

void PagedModel::set_pending(int fresh, int gone, bool more) {
  pending_gone_ = gone;
  const bool other_bound = std::exchange(pending_more_, more) != more;
  if (std::exchange(pending_new_, fresh) != fresh || other_bound) Q_EMIT pendingNewCountChanged(fresh);
}

} // namespace paydesk::models
