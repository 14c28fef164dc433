// Sends deliveries: claims what is due, signs, calls outside any transaction, stores what came of it.
#pragma once

#include <atomic>
#include <random>
#include <unordered_map>

#include "engine/ports/webhooks_out.h"
#include "engine/webhooks_out/policy.h"

namespace paydesk {

struct SenderStats {
  std::atomic<std::int64_t> delivered{0};
  std::atomic<std::int64_t> failed_attempts{0};
  std::atomic<std::int64_t> given_up{0};
  std::atomic<std::int64_t> in_flight{0};
  std::atomic<std::int64_t> store_failures{0};
};

/// Belongs to one thread but for wake() and stats(); several daemons may send at once. An endpoint has at most
/// `window` calls under way here, so one that is slow or dead keeps only its own deliveries waiting; after
/// `probe_after` failures in a row it is left alone but for a single try now and then.
class WebhookSender {
 public:
  WebhookSender(DeliveryStore& store, Courier& courier, const Clock& clock, const WebhookPolicy& policy,
                std::uint64_t seed)
      : store_(store), courier_(courier), clock_(clock), policy_(policy), random_(seed) {}

  /// One look at the queue and one at the answers, waiting at most `wait` for them when calls are under way.
  /// Whether anything is under way or was done, so that it is worth coming again at once.
  Result<bool> step(std::chrono::milliseconds wait);
  /// Waits for the calls under way and stores what came of them, at most `limit`. Takes nothing new.
  void drain(std::chrono::milliseconds limit);
  void wake() { courier_.wake(); }
  const SenderStats& stats() const noexcept { return stats_; }

 private:
  Result<bool> send_due();
  Result<bool> store_answers(std::vector<CourierAnswer> answers);
  Result<bool> give_up_old();
  DeliveryEnd end_of(const DueDelivery& delivery, const CourierAnswer& answer, Instant now, std::uint64_t random) const;
  void judge(EndpointHealth& health, const CourierAnswer& answer, Instant now, std::uint64_t random) const;

  DeliveryStore& store_;
  Courier& courier_;
  const Clock& clock_;
  const WebhookPolicy& policy_;
  std::mt19937_64 random_;
  SenderStats stats_;
  std::unordered_map<Uuid, DueDelivery> under_way_;
  std::vector<CourierAnswer> unstored_; ///< their transaction failed: tried again
  Instant looked_for_old_;
};

} // namespace paydesk
