#include "edge/page_watch.h"

#include <algorithm>

#include "core/pace.h"

namespace paydesk::edge {
namespace {

constexpr std::chrono::milliseconds look_at_all{500};

/// Whether there is something to tell the shop: the page, or of every direct charge what came of its first call.
bool page_is_known(const Registration& registration) {
  if (registration.direct)
    return std::none_of(registration.orders.begin(), registration.orders.end(), [](const auto& order) {
      return order.charge_state == "created" || order.charge_state == "processing";
    });
  return !registration.hosted_page_url.empty() || registration.charge_state == "failed" ||
         registration.charge_state == "cancelled" || registration.charge_state == "expired";
}

} // namespace

PageWatch::PageWatch(PaymentStore& store) : store_(store), thread_([this] { run(); }) {}

PageWatch::Page PageWatch::wait_for(const Uuid& payment_id, bool now) {
  Page page;
  const std::lock_guard lock(mutex_);
  waiting_.emplace(payment_id, page);
  if (now) {
    to_look_at_.insert(payment_id);
    wake_.notify_one();
  }
  return page;
}

void PageWatch::forget(const Uuid& payment_id, const Page& page) {
  const std::lock_guard lock(mutex_);
  const auto [begin, end] = waiting_.equal_range(payment_id);
  const auto mine = std::find_if(begin, end, [&](const auto& waiter) { return waiter.second == page; });
  if (mine != end)
    waiting_.erase(mine);
}

void PageWatch::changed(const std::vector<Uuid>& payment_ids) {
  const std::lock_guard lock(mutex_);
  for (const auto& id : payment_ids)
    if (waiting_.contains(id))
      to_look_at_.insert(id);
  if (!to_look_at_.empty())
    wake_.notify_one();
}

void PageWatch::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable())
    thread_.join();
}

/// What to look at now; waits until there is something. Empty when it is time to stop.
std::vector<Uuid> PageWatch::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool some = wake_.wait_for(lock, look_at_all, [this] { return stopping_ || !to_look_at_.empty(); });
    if (stopping_)
      return {};
    if (!some)
      for (const auto& [id, page] : waiting_)
        to_look_at_.insert(id);
    if (to_look_at_.empty())
      continue;
    std::vector<Uuid> ids(to_look_at_.begin(), to_look_at_.end());
    to_look_at_.clear();
    return ids;
  }
}

void PageWatch::answer(const std::vector<Registration>& found) {
  const std::lock_guard lock(mutex_);
  for (const auto& registration : found) {
    if (!page_is_known(registration))
      continue;
    const auto [begin, end] = waiting_.equal_range(registration.payment_id);
    for (auto at = begin; at != end; ++at)
      at->second.set(registration);
    waiting_.erase(begin, end);
  }
}

void PageWatch::run() {
  Pace pace(usual_pace);
  for (auto ids = take(); !ids.empty(); ids = take()) {
    pace.began();
    if (const auto found = store_.registrations(ids))
      answer(*found);
    std::unique_lock lock(mutex_);
    wake_.wait_until(lock, pace.next(), [this] { return stopping_; });
  }
}

} // namespace paydesk::edge
