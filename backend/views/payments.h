// Payments as screens, CLI and service read them: plain values, filled by the store or from the wire.
// Absent amounts have no currency.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/explanation.h"
#include "core/money.h"
#include "views/common.h"

namespace paydesk::views {

struct PaymentRow {
  std::string order_id;
  std::string payment_id;
  std::optional<Instant> created_at;
  std::string seller;
  std::string psp_account;
  std::string psp_reference;
  Money amount;
  std::string status; ///< shown status
  std::string charge_state;
  std::int32_t attempts = 0; ///< calls of the last operation
  std::int32_t max_attempts = 0;
  std::optional<Instant> state_since;
  bool late = false; ///< beyond the state's SLA
  std::string error_class; ///< of the last failed call, or empty
  std::string last_error;
  std::string method; ///< "Hosted page", "Stored method"
  std::int32_t orders_in_payment = 0;
  std::optional<Instant> next_due_at; ///< when waiting work is due, or empty
  std::int64_t position = 0; ///< event position that this row reflects
};

struct ListPaymentsResponse {
  std::vector<PaymentRow> rows;
  std::string next_cursor; ///< empty at the end
  std::int64_t as_of_position = 0;
};

struct SummarizePaymentsRequest {
  std::string filter;
};

struct GetPaymentRequest {
  std::string id;
};

struct NextStep {
  Explanation what; ///< next.: "refund attempt 3 of 8"
  std::optional<Instant> due_at; ///< none: it waits for somebody, who is in the notes
  std::vector<Explanation> notes; ///< note.: how, and what it waits for
  std::int32_t attempt = 0; ///< the number of the try or question; 0 for neither
  std::int32_t max_attempts = 0; ///< 0: no limit, or no try
  std::string operation; ///< register, charge, capture, void, refund, query; empty: no call of ours
  std::string order_id; ///< of a payment with several charges: whose charge it is about
};

struct OrderDetail {
  std::string order_id;
  std::string seller;
  std::string reference;
  std::string description;
  Money amount;
  Money captured;
  Money refunded;
  Money refund_pending;
  Money refundable;
  Money disputed;
  Money lost;
  Money settled;
  Money commission;
  std::string status;
  Money reversed; ///< captured once, and taken back by the bank
  std::string charge_id;
  std::string charge_state;
  std::vector<Explanation> evidence; ///< of its own charge, where the payment has several; else empty
  std::vector<NextStep> next;
};

struct TimelineEntry {
  std::optional<Instant> at;
  std::string kind; ///< transition, attempt, webhook, operator, refund, alert, settlement
  std::string title; ///< English sentence part; `code` is what a client translates
  std::string detail;
  std::int64_t duration_ms = 0; ///< of an attempt; -1 when there is none
  std::string code; ///< trigger, operation or event name
  std::string from_state;
  std::string to_state;
  std::string error_class;
  bool superseded = false;
  std::string subject; ///< charge, refund, order
  std::string request; ///< redacted
  std::string response; ///< redacted
  std::int32_t http_status = 0;
};

/// What an action can be done to: a queue item, a refund, a dispute, a verdict.
struct ActionSubject {
  std::string id;
  std::string asked_by; ///< the login that cannot decide about it, or empty
};

struct AllowedAction {
  std::string name; ///< retry, cancel, refund, discard, resolve, answer_dispute, approve_refund …
  bool allowed = false;
  Explanation effect; ///< does.: what it would do; empty where it is not allowed
  std::vector<Explanation> why_not; ///< not.: empty where it is allowed
  std::string instead; ///< another action that serves the purpose, or empty
  Money at_most; ///< of a refund
  std::vector<ActionSubject> subjects; ///< where it is done to parts of the payment
};

struct RefundRow {
  std::string refund_id;
  std::string order_id;
  std::string payment_id;
  std::optional<Instant> created_at;
  Money amount;
  std::string state;
  std::string reason;
  std::string note;
  std::string requested_by;
  std::string psp_reference;
  std::string seller;
  std::string decided_by;
  std::string commission; ///< return, keep: what the policy said when it was asked for
  std::string funds;      ///< owe, refuse
  std::int32_t policy_version = 0; ///< of the refund policy; 0: there was none
  std::optional<Instant> expires_at; ///< until when somebody has to decide, when it waits for that
  std::vector<std::string> deciders; ///< roles of which who decides needs one; empty: any that may decide
};

struct PaymentDetail {
  std::string payment_id;
  std::string charge_id;
  std::optional<Instant> created_at;
  std::string buyer;
  std::string checkout_reference;
  std::string psp_account;
  std::string psp_token;
  std::string psp_payment_id;
  Money total;
  Money captured;
  Money refunded;
  Money refundable;
  std::string charge_state;
  std::optional<Instant> state_since;
  std::int64_t sla_seconds = 0; ///< 0 for none
  std::optional<Instant> expires_at;
  std::vector<OrderDetail> orders;
  std::vector<TimelineEntry> timeline; ///< newest first
  std::vector<Journal> journals; ///< oldest first
  std::vector<NextStep> next; ///< of all charges: soonest first, then what waits for somebody
  std::vector<Explanation> evidence; ///< why., told.: why it is in this state; of several charges one after the other
  std::vector<AllowedAction> actions;
  std::vector<RefundRow> refunds;
  std::string capture_mode;
  std::string hosted_page_url;
  std::int64_t position = 0;
};

struct PaymentCommand {
  std::string payment_id;
  std::string idempotency_key; ///< UUID
  std::string reason;
};

struct CommandOutcome {
  std::string state; ///< the state after the command
  std::string message; ///< what was done, and what happens next
};

} // namespace paydesk::views
