#include "service/watch_hub.h"

#include <algorithm>

namespace paydesk::service {
namespace {

constexpr int most_events = 500;
constexpr std::chrono::milliseconds retry_read{500};

Error draining_error() {
  return {ErrorCode::unavailable, "the daemon is stopping; watch again from your position", {}};
}

} // namespace

WatchHub::WatchHub(Queries& queries, EventSignal& events, std::chrono::milliseconds heartbeat,
                   std::size_t most_watchers)
    : queries_(queries), heartbeat_(heartbeat), most_watchers_(most_watchers),
      subscription_(events.subscribe([this](std::int64_t position) {
        const std::lock_guard lock(mutex_);
        newest_ = std::max(newest_, position);
        wake_.notify_one();
      })),
      thread_([this] { run(); }) {}

WatchHub::~WatchHub() {
  drain();
  subscription_.reset();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

Result<void> WatchHub::join(const std::shared_ptr<Watcher>& watcher, std::int64_t position) {
  if (position < -1)
    return invalid("after_position", "is negative; -1 begins at the present");
  const auto newest = queries_.newest_position();
  if (!newest)
    return tl::unexpected(newest.error());
  if (position > *newest)
    return invalid("after_position", "is beyond the newest position, " + std::to_string(*newest));
  const std::lock_guard lock(mutex_);
  if (draining_)
    return tl::unexpected(draining_error());
  if (seats_.size() >= most_watchers_)
    return fail(ErrorCode::exhausted, "there are too many watchers; watch again later");
  newest_ = std::max(newest_, *newest);
  // Never sent anything: the first heartbeat tells at once that the stream is open, and where it is.
  seats_[watcher.get()] = {watcher, position == -1 ? *newest : position, false, Time{}};
  wake_.notify_one();
  return {};
}

void WatchHub::sent(const Watcher* watcher) {
  const std::lock_guard lock(mutex_);
  const auto seat = seats_.find(watcher);
  if (seat != seats_.end())
    seat->second.busy = false;
  wake_.notify_one();
}

void WatchHub::leave(const Watcher* watcher) {
  const std::lock_guard lock(mutex_);
  seats_.erase(watcher);
}

void WatchHub::drain() {
  std::vector<std::shared_ptr<Watcher>> watchers;
  {
    const std::lock_guard lock(mutex_);
    draining_ = true;
    for (const auto& [key, seat] : seats_)
      watchers.push_back(seat.watcher);
    seats_.clear();
  }
  for (const auto& watcher : watchers)
    watcher->end(draining_error());
}

/// Who can take something now: idle ones that are behind, or have not been told anything for a heartbeat's time.
std::vector<WatchHub::Turn> WatchHub::take_turns(Time now) {
  std::vector<Turn> turns;
  for (auto& [key, seat] : seats_) {
    const bool behind = seat.position < newest_;
    const bool quiet = now - seat.last_sent >= heartbeat_;
    if (seat.busy || !(behind || quiet))
      continue;
    seat.busy = true;
    seat.last_sent = now;
    turns.push_back({seat.watcher, seat.position, quiet});
  }
  std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.position < b.position; });
  return turns;
}

void WatchHub::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto turns = take_turns(std::chrono::steady_clock::now());
    if (turns.empty()) {
      wake_.wait_for(lock, std::min(heartbeat_, std::chrono::milliseconds(250)));
      continue;
    }
    lock.unlock();
    serve(turns);
    lock.lock();
  }
}

// Turns come in the order of their positions, so that those at the same place share one read.
void WatchHub::serve(const std::vector<Turn>& turns) {
  for (std::size_t begin = 0; begin < turns.size();) {
    auto end = begin;
    while (end < turns.size() && turns[end].position == turns[begin].position)
      ++end;
    const std::vector<Turn> together(turns.begin() + static_cast<std::ptrdiff_t>(begin),
                                     turns.begin() + static_cast<std::ptrdiff_t>(end));
    begin = end;
    auto events = queries_.events_after(together.front().position, most_events);
    if (!events) {
      fail_reading(together);
      continue;
    }
    views::EventBatch batch;
    batch.events = std::move(*events);
    {
      const std::lock_guard lock(mutex_);
      if (!batch.events.empty())
        newest_ = std::max(newest_, batch.events.back().position);
      batch.position = newest_;
    }
    for (const auto& turn : together)
      serve_one(turn, batch);
  }
}

void WatchHub::serve_one(const Turn& turn, const views::EventBatch& batch) {
  const auto allowed = turn.heartbeat ? turn.watcher->check() : Result<void>{};
  {
    const std::lock_guard lock(mutex_);
    const auto seat = seats_.find(turn.watcher.get());
    if (seat == seats_.end())
      return;
    if (!allowed)
      seats_.erase(seat);
    else if (!batch.events.empty())
      seat->second.position = batch.events.back().position;
  }
  if (allowed)
    turn.watcher->send(batch);
  else
    turn.watcher->end(allowed.error());
}

/// The database is away: the watchers keep their places and are served when it is back.
void WatchHub::fail_reading(const std::vector<Turn>& turns) {
  std::unique_lock lock(mutex_);
  for (const auto& turn : turns) {
    const auto seat = seats_.find(turn.watcher.get());
    if (seat != seats_.end())
      seat->second.busy = false;
  }
  wake_.wait_for(lock, retry_read, [this] { return stopping_ || draining_; });
}

} // namespace paydesk::service
