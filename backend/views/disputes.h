// Disputes as lists, CLI and service read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct DisputeRow {
  std::string dispute_id;
  std::string payment_id;
  std::string psp_account;
  std::string psp_reference;
  Money amount;
  std::string state; ///< of the dispute machine
  std::optional<Instant> state_since;
  std::int32_t round = 1;        ///< one more with each reopening
  std::optional<Instant> due_by; ///< until when the bank wants an answer
  Money withheld;                ///< what the PSP took and has not given back
  bool booked_lost = false;      ///< withheld is lost, not just on hold
  std::string answer;            ///< dispute_evidence or dispute_accept while one is under way
  std::string answer_state;      ///< sending, asking or dead_letter
  std::string answer_error;
  std::optional<Instant> created_at;
};

/// What was said to the bank.
struct SubmittedEvidence {
  std::string evidence_id;
  std::string text;
  std::string submitted_by;
  std::optional<Instant> submitted_at;
  std::string state; ///< sending, sent, or not_sent when the dispute went on without it
};

/// What an order bears of a dispute.
struct DisputeShareRow {
  std::string order_id;
  std::string seller;
  std::string reference;
  Money held;
  Money lost;
};

struct DisputeDetail {
  DisputeRow dispute;
  std::vector<DisputeShareRow> shares;
  std::vector<SubmittedEvidence> evidence; ///< the oldest first
};

struct ListDisputesResponse {
  std::vector<DisputeRow> rows;
  std::string next_cursor;
};

struct GetDisputeRequest {
  std::string dispute_id;
};

struct SubmitEvidenceRequest {
  std::string dispute_id;
  std::string text; ///< 1 to 20,000 characters
  std::string idempotency_key;
};

struct AcceptDisputeRequest {
  std::string dispute_id;
  std::string reason;
  std::string idempotency_key;
};

} // namespace paydesk::views
