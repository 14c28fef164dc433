// Gathers what concurrent requests ask for, so that they share one transaction.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/pace.h"
#include "core/result.h"
#include "edge/http/completion.h"

namespace paydesk::edge {

/// One worker thread takes everything that waits (at most `most`) and hands it to `work`, which answers one result
/// an item, in order. What comes alone is taken at once; what follows closely gathers while it works, and for as long
/// as the pace says.
template <class In, class Out> class Batcher {
 public:
  using Work = std::function<Result<std::vector<Out>>(std::vector<In>&)>;

  Batcher(std::size_t most, Work work, std::chrono::milliseconds pace = usual_pace)
      : most_(most), work_(std::move(work)), pace_(pace), thread_([this] { run(); }) {}
  ~Batcher() { stop(); }
  Batcher(const Batcher&) = delete;
  Batcher& operator=(const Batcher&) = delete;

  /// Queues an item; the completion gets its result, or the batch's error. Refused after stop().
  Completion<Result<Out>> submit(In item) {
    Completion<Result<Out>> completion;
    {
      const std::lock_guard lock(mutex_);
      if (!stopping_) {
        waiting_.push_back({std::move(item), completion});
        more_.notify_one();
        return completion;
      }
    }
    completion.set(fail(ErrorCode::unavailable, "the daemon is stopping; nothing was done, try again"));
    return completion;
  }

  /// Finishes what waits and ends the thread.
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      more_.notify_one();
    }
    if (thread_.joinable())
      thread_.join();
  }

 private:
  struct Item {
    In in;
    Completion<Result<Out>> completion;
  };

  std::vector<Item> take() {
    std::unique_lock lock(mutex_);
    more_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    more_.wait_until(lock, pace_.next(), [this] { return stopping_ || waiting_.size() >= most_; });
    pace_.began();
    const auto count = std::min(most_, waiting_.size());
    std::vector<Item> batch(std::make_move_iterator(waiting_.begin()),
                            std::make_move_iterator(waiting_.begin() + static_cast<std::ptrdiff_t>(count)));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    return batch;
  }

  void run() {
    for (auto batch = take(); !batch.empty(); batch = take()) {
      std::vector<In> items;
      for (auto& item : batch)
        items.push_back(std::move(item.in));
      const auto results = work_(items);
      for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].completion.set(results ? Result<Out>((*results)[i]) : tl::unexpected(results.error()));
    }
  }

  const std::size_t most_;
  const Work work_;
  Pace pace_; ///< the thread's
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Item> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace paydesk::edge
