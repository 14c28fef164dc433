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
