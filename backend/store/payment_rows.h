// The rows behind one payment's detail, and what is said about them. Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "core/permitted.h"
#include "engine/ports/breakers.h"
#include "views/payments.h"

namespace paydesk::store {

/// A charge that the asked-for id stands for: all of a payment's, or an order's own. Commands act on these.
struct ChargeRow {
  std::string charge_id, state;
  std::int64_t captured = 0;
  bool known_there = false; ///< the PSP has given it a token
};

/// A queue item of one of those charges.
struct JobRow {
  std::string job_id, charge_id, operation_id, kind;
  permitted::Item facts;
  bool leased = false; ///< a call is under way, until due_at
  Instant due_at;
  int attempts = 0, asks = 0, max_attempts = 0;
  std::string last_error;
  std::optional<Instant> held_until; ///< Retry-After, or a card network's wait
};

struct DisputeRow {
  std::string psp_reference, state;
  Money amount;
  bool withdrawn = false;
  std::optional<Instant> due_by; ///< when the bank wants its answer, as far as it has said
};

/// A verdict of two persons about one of those charges.
struct VerdictRow {
  std::string verdict_id, operation_id, operation, state, proposed_by, decided_by;
  std::optional<Instant> decided_at;
};

/// Who moved the charge into its state, and when.
struct Told {
  std::string source, code;
  std::string who; ///< an operator's login, or empty
  Instant at;
};

/// Everything a detail is written from; `detail` already has what is copied as it is.
struct PaymentRows {
  views::PaymentDetail detail; ///< its charge_id is the head's: what why and what next are about
  Currency currency;
  std::string last_error;
  std::int64_t amount = 0, captured = 0; ///< of the head charge
  std::int64_t refundable = 0; ///< of the orders that the asked-for id stands for
  std::int64_t refund_pending = 0, lost = 0, settled = 0; ///< of all orders
  std::optional<Instant> check_at;
  bool paused = false;
  std::string paused_by, pause_reason;
  AccountBreaker breaker; ///< as it lets through now
  Admission admission;
  std::vector<ChargeRow> charges;
  std::vector<JobRow> jobs;
  std::vector<DisputeRow> disputes;
  std::vector<VerdictRow> verdicts;
  std::optional<Told> told;
  std::optional<Instant> settled_at; ///< when a settlement report last told of it
  std::size_t webhooks = 0;
  std::size_t questions = 0;                ///< status queries that were made for the head charge
  std::optional<Instant> last_question;
  views::TimelineEntry last_failure; ///< an attempt; no instant when none failed
  std::string last_failure_text;     ///< its code and message

  bool is_head(const JobRow& job) const { return job.charge_id == detail.charge_id; }
};

/// A history row's sentence: "Captured", "Refund sent". Unknown codes are shown with spaces.
std::string history_title(const std::string& subject, const std::string& code, bool superseded);
/// transition, operator, refund, settlement or alert.
std::string history_kind(const std::string& subject, const std::string& code, const std::string& source);
std::string attempt_title(const std::string& operation, bool finished, const std::string& error_class);
std::string webhook_title(const std::string& event_type, const std::string& state);
/// "Capture", "Status query".
std::string operation_title(const std::string& operation);

/// What happens next, soonest first; what waits for somebody comes last.
std::vector<views::NextStep> next_steps(const PaymentRows& rows, Instant now);
/// Why the payment is where it is, and who said so.
std::vector<Explanation> evidence(const PaymentRows& rows, Instant now);
/// Everything that an operator can do about a payment: whether it can be done now, and if not why. Who asks is judged
/// by the service.
std::vector<views::AllowedAction> actions(const PaymentRows& rows, Instant now);

} // namespace paydesk::store
