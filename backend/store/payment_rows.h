// The rows behind one payment's detail, and what is said about them. Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "views/payments.h"

namespace paydesk::store {

/// A queue item of the payment's charges.
struct JobRow {
  std::string kind;
  bool ask = false;
  bool dead = false;
  Instant due_at;
  int attempts = 0, asks = 0, max_attempts = 0;
  std::string error_class, last_error;
};

struct DisputeRow {
  std::string psp_reference, state;
  Money amount;
  bool withdrawn = false;
};

/// Everything a detail is written from; `detail` already has what is copied as it is.
struct PaymentRows {
  views::PaymentDetail detail;
  Currency currency;
  std::string error_class, last_error;
  std::int64_t captured = 0, refundable = 0;
  std::optional<Instant> check_at;
  bool paused = false;
  std::string paused_by, pause_reason;
  std::vector<JobRow> jobs;
  std::vector<DisputeRow> disputes;
  std::size_t webhooks = 0;
  std::size_t failed_attempts = 0;
  views::TimelineEntry last_failure; ///< an attempt; no instant when none failed
};

/// A history row's sentence: "Captured", "Refund sent". Unknown codes are shown with spaces.
std::string history_title(const std::string& subject, const std::string& code, bool superseded);
/// transition, operator, refund, settlement or alert.
std::string history_kind(const std::string& subject, const std::string& code, const std::string& source);
std::string attempt_title(const std::string& operation, bool finished, const std::string& error_class);
std::string webhook_title(const std::string& event_type, const std::string& state);
/// "Capture", "Status query".
std::string operation_title(const std::string& operation);

/// What happens next by itself, soonest first.
std::vector<views::NextStep> next_steps(const PaymentRows& rows);
/// Why the payment is where it is, in sentences.
std::vector<std::string> evidence(const PaymentRows& rows, Instant now);
/// retry, cancel, refund: whether an operator may, and if not why.
std::vector<views::AllowedAction> actions(const PaymentRows& rows);

} // namespace paydesk::store
