// Those who wait until a payment's page is known.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "edge/http/completion.h"
#include "engine/ports/payments.h"

namespace paydesk::edge {

/// Reads how far payments have come that somebody waits for: those that changed here, together at a pace, and all of
/// them every half second, because another daemon may do the work. Owns a thread. Thread-safe.
class PageWatch {
 public:
  using Page = Completion<Registration>;

  explicit PageWatch(PaymentStore& store);
  ~PageWatch() { stop(); }
  PageWatch(const PageWatch&) = delete;
  PageWatch& operator=(const PageWatch&) = delete;

  /// Gets the payment's registration as soon as there is something to tell of it. `now`: the payment may have been
  /// there already, so that nothing may change any more; else it is waited for before it is stored.
  Page wait_for(const Uuid& payment_id, bool now);
  /// Gives the wait up; others who wait for the same payment go on.
  void forget(const Uuid& payment_id, const Page& page);
  /// These payments may have come further. Never blocks for long.
  void changed(const std::vector<Uuid>& payment_ids);
  /// Nobody is answered any more.
  void stop();

 private:
  void run();
  std::vector<Uuid> take();
  void answer(const std::vector<Registration>& found);

  PaymentStore& store_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::unordered_multimap<Uuid, Page> waiting_;
  std::unordered_set<Uuid> to_look_at_; ///< of those that are waited for
  bool stopping_ = false;
  std::thread thread_;
};

} // namespace paydesk::edge
