// What two persons decide about an operation whose outcome is unknown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"

namespace paydesk::views {

struct Verdict {
  std::string verdict_id;
  std::string payment_id;
  std::string job_id;
  std::string operation; ///< register, charge, capture, void, refund, payout …
  std::string psp_account;
  std::string outcome; ///< done, not_done
  Money amount;
  std::string psp_reference;
  std::string reason;
  std::string evidence_name;
  std::string evidence_sha256; ///< hex
  std::int64_t evidence_size = 0; ///< bytes
  std::string state; ///< pending, approved, rejected
  std::string proposed_by;
  std::optional<Instant> proposed_at;
  std::string decided_by;
  std::optional<Instant> decided_at;
  std::string note;
  std::string payout_id{}; ///< of one about a pay-out, which has no payment and no job
};

struct ProposeVerdictRequest {
  std::string job_id;
  std::string outcome;
  std::string psp_reference; ///< of what was done
  std::string reason;
  std::string evidence_name;
  std::string evidence; ///< the file itself, at most 2 MiB
  std::string idempotency_key;
  std::string payout_id{}; ///< instead of the job
};

struct DecideVerdictRequest {
  std::string verdict_id;
  bool approve = false;
  std::string note;
  std::string idempotency_key;
};

struct ListVerdictsResponse {
  std::vector<Verdict> rows;
  std::string next_cursor;
};

struct GetVerdictEvidenceRequest {
  std::string verdict_id;
};

struct VerdictEvidence {
  std::string name;
  std::string content;
  std::string sha256;
};

} // namespace paydesk::views
