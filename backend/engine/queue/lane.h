// One PSP account's executor: claims jobs, calls the PSP outside any transaction, commits outcomes in batches.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "core/breaker.h"
#include "core/pace.h"
#include "engine/charges/turn.h"
#include "engine/queue/outcomes.h"
#include "engine/queue/starts.h"

namespace paydesk {

struct LaneOptions {
  int window = 64;                                ///< calls under way at once
  std::chrono::milliseconds idle_wait{50};        ///< between looks at the queue when nothing wakes it
  std::chrono::milliseconds pace{usual_pace};     ///< between commits of answers: under load they gather meanwhile
  std::chrono::milliseconds tell_pace{1'000};     ///< between good news to the breaker
  std::chrono::milliseconds lease{60'000};        ///< how long a claimed job is out of others' reach
  std::chrono::milliseconds longest_call{30'000}; ///< what a call can take; not sent with less of the lease left
  std::chrono::milliseconds drain_limit{10'000};  ///< how long stop() waits for calls under way
};

struct LaneStats {
  std::atomic<std::int64_t> calls{0};
  std::atomic<std::int64_t> errors{0};
  std::atomic<std::int64_t> unmapped{0}; ///< answers that no rule covered
  std::atomic<std::int64_t> in_flight{0};
  std::atomic<std::int64_t> store_failures{0};
};

/// Owns its gateway and its thread. Several lanes of one account, also in other daemons, share the queue safely.
class Lane final : public CallRoom {
 public:
  /// `changed` is called after each commit with the payments it touched, on the lane's thread.
  using Changed = std::function<void(const std::vector<Uuid>&)>;
  Lane(std::unique_ptr<PspGateway> gateway, PaymentStore& store, const Clock& clock, IdSource& ids,
       const EnginePolicy& policy, LaneOptions options, Changed changed, std::uint64_t seed);
  ~Lane() override;
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  void start();
  /// Takes no new work, waits for calls under way, commits their outcomes.
  void stop();
  /// There may be work: look now. Thread-safe.
  void wake();
  /// One look at the queue and one at the answers; what the thread runs, and what simulations call.
  void step(std::chrono::milliseconds wait);

  bool reserve() override;
  void release(int calls) override;
  void hand_over(std::vector<BegunCall> calls) override;
  std::chrono::milliseconds lease() const override { return options_.lease; }

  const PspGateway& gateway() const noexcept { return *gateway_; }
  const LaneStats& stats() const noexcept { return stats_; }

 private:
  void run();
  bool looks_now();
  std::vector<PspAnswer> gather();
  void take_in();
  void send_due();
  Result<bool> claim_calls(int room, std::vector<BegunCall>& calls, std::vector<ClaimedJob>& claimed);
  void set_aside_unsendable(const ClaimedJob& job, const Error& error);
  void send(std::vector<BegunCall> calls);
  /// The answers that have come, judged by the rules in force.
  std::vector<PspAnswer> collect(std::chrono::milliseconds wait);
  void tell_breaker();
  void commit_answers(std::vector<PspAnswer> answers);
  void store_answers(std::vector<PspAnswer> answers);
  Result<void> store_batch(const std::vector<PspAnswer>& answers);
  void set_aside_answer(const PspAnswer& answer, const Error& error);
  void forget(const PspAnswer& answer);

  std::unique_ptr<PspGateway> gateway_;
  PaymentStore& store_;
  const Clock& clock_;
  IdSource& ids_;
  const EnginePolicy& policy_;
  const LaneOptions options_;
  const Changed changed_;
  std::mt19937_64 random_;
  const CallRooms rooms_; ///< itself: what an answer leads to goes out at once
  LaneStats stats_;
  struct UnderWay {
    ClaimedJob job;
    OperationKind kind{}; ///< of the call: a question for a job that is asked about
  };
  std::unordered_map<Uuid, UnderWay> under_way_; ///< by attempt
  std::atomic<int> taken_{0};    ///< room that is reserved, handed over or under way
  std::atomic<bool> poked_{true}; ///< somebody says that there is work in the queue
  bool more_waits_ = false;       ///< the last look took as much as there was room for
  std::chrono::steady_clock::time_point looked_at_{};
  std::chrono::steady_clock::time_point committed_at_{};
  std::atomic<bool> open_{false}; ///< the account took calls when it was last looked at
  std::mutex mutex_;
  std::vector<BegunCall> handed_over_; ///< not sent yet; under mutex_
  std::vector<PspAnswer> unstored_;                ///< answers whose commit failed: tried again
  CallResults heard_; ///< not told to the breaker yet
  Instant told_at_{};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

} // namespace paydesk
