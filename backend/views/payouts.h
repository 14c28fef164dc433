// Pay-outs to sellers, as CLI and service read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::views {

struct PayoutBatch {
  std::string batch_id;
  std::string message_id; ///< MsgId of its file
  std::string state;      ///< of the payout machine
  std::string currency;
  Money minimum;
  Money total;
  std::int32_t payouts = 0;
  std::string funding_account; ///< masked, or the PSP account
  std::string reason;
  std::string created_by;
  std::optional<Instant> created_at;
  std::string decided_by;
  std::optional<Instant> decided_at;
  std::string note;
  std::string ended_by; ///< who submitted or cancelled it
  std::optional<Instant> ended_at;
  std::string file_sha256; ///< hex
};

struct Payout {
  std::string payout_id; ///< without its hyphens the EndToEndId
  std::string seller;
  Money amount;
  std::string state;
  std::string account_id;
  std::string account; ///< masked
  std::string holder;
  std::vector<std::string> retries{}; ///< the pay-outs that came to nothing and that it pays again
  std::string retried_by{};           ///< the one that pays it again
};

/// One call to the PSP about a pay-out.
struct PayoutAttempt {
  std::string attempt_id;
  std::string operation; ///< payout, query
  std::string key;
  std::optional<Instant> begun_at;
  std::optional<Instant> ended_at; ///< nothing: no answer, yet or ever
  std::int32_t http_status = 0;
  std::string error_class;
  std::string error_code;
  std::string message;
  std::int32_t latency_ms = -1; ///< -1: none
  std::string request;          ///< redacted: of the bank account its last four characters
  std::string response;         ///< redacted
};

/// One step of a pay-out's life.
struct PayoutStep {
  std::optional<Instant> at;
  std::string trigger;
  std::string to_state;
  std::string by;
  std::string note;
  bool superseded = false; ///< news of what was passed already
};

struct PayoutDetail {
  Payout payout;
  std::string batch_id;
  std::string funding_account; ///< masked, or the PSP account
  std::string psp_reference;   ///< empty: not told yet, or the bank pays
  std::string key;             ///< the live one at the PSP
  std::int32_t generation = 0; ///< of the key
  std::string next;            ///< what is done next at the PSP: send, ask, dead, done
  std::optional<Instant> due_at;
  std::string last_error;
  std::vector<PayoutAttempt> attempts; ///< the newest 200, in order
  std::vector<PayoutStep> steps;
};

struct GetPayoutRequest {
  std::string payout_id;
};

struct PayoutLeftOut {
  std::string seller;
  Money available;
  std::string why;
};

struct PayoutBatchDetail {
  PayoutBatch batch;
  std::vector<Payout> payouts;
  std::vector<PayoutLeftOut> left_out; ///< of a preview or a creation
};

struct PreviewPayoutsRequest {
  std::string currency;
  std::string minimum; ///< decimal; empty: the smallest amount
  std::vector<std::string> sellers; ///< none: all
};

struct CreatePayoutBatchRequest {
  std::string currency;
  std::string minimum;
  std::vector<std::string> sellers;
  std::string reason;
  std::string idempotency_key;
  std::string psp_account; ///< whose balance pays; empty: the bank account
};

struct PayoutCommand {
  std::string payout_id;
  std::string reason;
  std::string idempotency_key;
};

struct DecidePayoutBatchRequest {
  std::string batch_id;
  bool approve = false;
  std::string note;
  std::string idempotency_key;
};

struct PayoutBatchCommand {
  std::string batch_id;
  std::string reason;
  std::string idempotency_key;
};

struct ImportPayoutStatusRequest {
  std::string content;
  std::string idempotency_key;
};

struct GetPayoutBatchRequest {
  std::string batch_id;
};

struct PayoutFile {
  std::string name;
  std::string content;
  std::string sha256; ///< hex
};

struct ListPayoutBatchesResponse {
  std::vector<PayoutBatch> rows;
  std::string next_cursor;
};

} // namespace paydesk::views
