// Retry queue and dead letters as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct ListQueueRequest {
  bool dead_letter = false; ///< else the retry queue
  PageRequest page; ///< filter keys psp, class, retries, order
};

struct QueueItem {
  std::string job_id;
  std::string payment_id;
  std::string order_id; ///< first order of the payment
  std::string psp_account;
  std::string operation; ///< register, capture, void, refund, query
  Money amount;
  std::string error_class;
  std::string last_error;
  std::int32_t attempts = 0;
  std::int32_t max_attempts = 0;
  std::optional<Instant> due_at; ///< retry queue
  std::string policy; ///< "exponential"
  std::optional<Instant> dead_since; ///< dead letters
  std::string owner;
  std::optional<Instant> created_at;
  std::string charge_state;
  std::string seller;
};

struct ListQueueResponse {
  std::vector<QueueItem> rows;
  std::string next_cursor;
  std::int64_t total = 0;
};

struct QueueStatsRequest {
};

struct PspQueue {
  std::string psp_account;
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  bool paused = false;
  std::string paused_by;
  std::string pause_reason;
  std::int64_t calls_15m = 0;
  std::int64_t ok_15m = 0;
  std::string breaker; ///< closed, open, half_open
  std::optional<Instant> breaker_since;
  std::string breaker_why;
  std::string breaker_forced_by; ///< empty: not by hand
  std::optional<Instant> next_probe_at; ///< while open
  std::string intake; ///< active, draining, disabled
};

struct DepthPoint {
  std::optional<Instant> at;
  std::int64_t depth = 0;
};

struct RetryPolicyView {
  std::string strategy; ///< immediate, fixed, incremental, exponential, cancel
  std::int64_t base_ms = 0;
  std::int64_t cap_ms = 0;
  std::int32_t factor = 0;
  std::int32_t max_attempts = 0;
  std::string jitter; ///< full, none
  std::string psp_account; ///< empty: accounts without rules of their own
  std::string error_class; ///< of an account's own rule
};

struct QueueStats {
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
  std::optional<Instant> oldest_at;
  std::optional<Instant> next_due_at;
  std::int64_t due_within_5m = 0;
  std::vector<PspQueue> psps;
  RetryPolicyView policy;                ///< of accounts without rules of their own
  std::vector<RetryPolicyView> policies; ///< every own rule in force
};

struct QueueCommand {
  std::vector<std::string> job_ids; ///< 1 to 1000
  std::string reason; ///< needed to discard
  std::string idempotency_key;
};

struct QueueItemResult {
  std::string job_id;
  bool done = false;
  std::string message;
};

struct QueueCommandResponse {
  std::vector<QueueItemResult> results;
};

struct PausePspRequest {
  std::string psp_account;
  bool paused = false;
  std::string reason;
  std::string idempotency_key;
};

} // namespace paydesk::views
