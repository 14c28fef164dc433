// What people decide about unknown outcomes, as it is stored.
#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "core/ids.h"
#include "core/money.h"
#include "core/result.h"
#include "views/common.h"
#include "views/verdicts.h"

namespace paydesk {

/// A verdict as it is proposed.
struct NewVerdict {
  Uuid verdict_id;
  Uuid payment_id;
  Uuid charge_id;
  Uuid operation_id;
  Uuid job_id;
  std::string operation;
  std::string psp_account;
  bool done = false;
  std::int64_t amount = 0; ///< minor units
  Currency currency;
  std::string psp_reference;
  std::string reason;
  std::string evidence_name;
  std::string evidence; ///< raw bytes
  std::string proposed_by;
  Uuid proposer_id;
  Instant proposed_at;
  std::optional<Uuid> payout_id{}; ///< about a pay-out: then the four ids above are none
};

/// What the second person says to it.
struct VerdictDecision {
  Uuid verdict_id;
  bool approved = false;
  std::string decided_by;
  Uuid decider_id;
  Instant decided_at;
  std::string note;
};

/// Reads verdicts; they are written with the change of their charge (Extra). Thread-safe.
class VerdictStore {
 public:
  virtual ~VerdictStore() = default;
  /// A verdict without its evidence; nothing when there is none of this id.
  virtual Result<std::optional<NewVerdict>> find(const Uuid& verdict_id) = 0;
  /// not_found when there is none of this id.
  virtual Result<views::Verdict> verdict(const Uuid& verdict_id) = 0;
  virtual Result<views::VerdictEvidence> evidence(const Uuid& verdict_id) = 0;
  virtual Result<views::ListVerdictsResponse> list(const views::PageRequest& page) = 0;
};

} // namespace paydesk
