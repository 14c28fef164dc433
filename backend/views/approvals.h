// Commands that wait for a second person, and the rules by which they wait, as screens, CLI and service read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/psps.h"

namespace paydesk::views {

struct Approval {
  std::string approval_id;
  std::string kind;    ///< manual_journal, reversing_entry, seller_debt_write_off, psp_invoice
  std::string subject; ///< what it is about: a transaction's id, a seller and currency; empty: only itself
  std::vector<Money> amounts; ///< what it moves, one a currency
  std::string state;          ///< pending, approved, rejected, expired
  std::string reason;
  std::vector<std::string> deciders; ///< roles, by the policy when it was asked
  std::int32_t policy_version = 0;
  std::string requested_by;
  std::optional<Instant> requested_at;
  std::optional<Instant> expires_at;
  std::string decided_by;
  std::optional<Instant> decided_at; ///< or expired, or withdrawn
  std::string note;
  bool withdrawn = false;     ///< rejected by who asked
  std::string transaction_id; ///< what was booked
  std::string evidence_name;  ///< empty: none
  std::string evidence_sha256; ///< hex; empty in lists
  std::int64_t evidence_size = 0; ///< bytes
};

struct ListApprovalsResponse {
  std::vector<Approval> rows;
  std::string next_cursor;
};

struct GetApprovalRequest {
  std::string approval_id;
};

struct ApprovalDetail {
  Approval approval;
  std::int32_t command_version = 0;
  std::string command;              ///< its canonical content
  std::vector<std::string> preview; ///< what was asked for, line by line
  std::string preview_hash;         ///< SHA-256, hex
  /// Of a pending one: what approving would do now. Empty with `refusal` when it can no longer be done.
  std::vector<std::string> preview_now;
  bool changed = false; ///< the two differ: it is refused now, and can be asked anew
  std::string refusal;
};

struct DecideApprovalRequest {
  std::string approval_id;
  bool approve = false;
  std::string note;
  std::string idempotency_key;
};

struct CancelApprovalRequest {
  std::string approval_id;
  std::string note;
  std::string idempotency_key;
};

struct GetApprovalEvidenceRequest {
  std::string approval_id;
};

struct ApprovalEvidence {
  std::string name;
  std::string content;
  std::string sha256;
};

/// What is empty covers everything.
struct ApprovalRule {
  std::string kind;
  std::string currency;
  std::string from; ///< decimal of the currency, at least so much; empty: any amount
  std::vector<std::string> deciders; ///< roles of which one is needed: approver, admin
  std::int32_t hours = 0;            ///< until it expires, 1 to 720
};

struct ApprovalPolicy {
  RuleVersion head; ///< of subject "*"
  std::vector<ApprovalRule> rules;
};

struct SetApprovalPolicyRequest {
  std::int32_t base_version = 0;
  std::vector<ApprovalRule> rules;
  std::string note;
  std::string idempotency_key;
};

} // namespace paydesk::views
