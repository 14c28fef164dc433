// One PSP account's pay-outs: claims those that are due, calls the PSP outside any transaction, commits what it says.
#pragma once

#include <atomic>
#include <memory>
#include <random>
#include <thread>
#include <unordered_map>

#include "core/breaker.h"
#include "engine/charges/turn.h"
#include "engine/payouts/sent.h"

namespace paydesk {

struct PayoutLaneOptions {
  int window = 8;                                 ///< calls under way at once
  std::chrono::milliseconds idle_wait{250};       ///< between looks at the queue
  std::chrono::milliseconds lease{60'000};        ///< how long a claimed pay-out is out of others' reach
  std::chrono::milliseconds longest_call{30'000}; ///< what a call can take; not sent with less of the lease left
  std::chrono::milliseconds drain_limit{10'000};  ///< how long stop() waits for calls under way
  PayoutWatch watch;
};

/// Owns its gateway and its thread. Several lanes of one account, also in other daemons, share the queue safely.
class PayoutLane {
 public:
  /// `changed` is called after each commit, on the lane's thread. All references outlive it.
  PayoutLane(std::unique_ptr<PayoutGateway> gateway, PayoutSendingStore& store, const Clock& clock, IdSource& ids,
             const EnginePolicy& policy, PayoutLaneOptions options, std::function<void()> changed, std::uint64_t seed);
  ~PayoutLane();
  PayoutLane(const PayoutLane&) = delete;
  PayoutLane& operator=(const PayoutLane&) = delete;

  void start();
  /// Takes no new work, waits for calls under way, commits what they said.
  void stop();
  /// There may be work: look now. Thread-safe.
  void wake() { gateway_->wake(); }
  /// One look at the queue and one at the answers; what the thread runs, and what tests call.
  void step(std::chrono::milliseconds wait);

  const PayoutGateway& gateway() const noexcept { return *gateway_; }
  std::int64_t calls() const noexcept { return calls_; }
  std::int64_t store_failures() const noexcept { return store_failures_; }

 private:
  struct UnderWay {
    Uuid payout_id;
    std::int64_t token = 0;
    bool ask = false;
  };

  void run();
  void send_due();
  void commit(std::vector<PayoutAnswer> answers);
  void store(std::vector<PayoutAnswer> answers);
  Result<void> store_batch(const std::vector<PayoutAnswer>& answers);
  void set_aside(const PayoutAnswer& answer, const Error& error);
  void tell_breaker(const std::vector<PayoutAnswer>& answers);

  std::unique_ptr<PayoutGateway> gateway_;
  PayoutSendingStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
  const PayoutLaneOptions options_;
  const std::function<void()> changed_;
  std::mt19937_64 random_;
  std::unordered_map<Uuid, UnderWay> under_way_; ///< by attempt
  std::vector<PayoutAnswer> unstored_;           ///< answers whose commit failed: tried again
  std::atomic<std::int64_t> calls_{0};
  std::atomic<std::int64_t> store_failures_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

} // namespace paydesk
