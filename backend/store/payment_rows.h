// The rows behind one payment's detail, and what is said about them. Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/money.h"
#include "core/permitted.h"
#include "engine/ports/breakers.h"
#include "store/database.h"
#include "views/payments.h"

namespace paydesk::store {

struct DisputeRow {
  std::string dispute_id, psp_reference, state;
  Money amount;
  bool withdrawn = false;
  std::optional<Instant> due_by; ///< when the bank wants its answer, as far as it has said
};

/// Who moved a charge into its state, and when.
struct Told {
  std::string source, code;
  std::string who; ///< an operator's login, or empty
  Instant at;
};

/// A charge that the asked-for id stands for: all of a payment's, or an order's own. Commands act on these, and why and
/// what next are told of each.
struct ChargeRow {
  std::string charge_id, state, psp_account, last_error;
  std::int64_t amount = 0, captured = 0;
  bool known_there = false; ///< the PSP has given it a token
  std::optional<Instant> state_since, expires_at, check_at;
  bool paused = false;
  std::string paused_by, pause_reason;
  AccountBreaker breaker; ///< of its account, as it lets through now
  Admission admission;
  std::int64_t refunded = 0, refund_pending = 0, lost = 0, settled = 0, reversed = 0; ///< of its orders
  std::vector<std::string> orders;
  std::string reference; ///< of the first of them
  std::optional<Told> told;
  std::optional<Instant> settled_at; ///< when a settlement report last told of it
  std::size_t questions = 0;         ///< status queries that were made for it
  std::optional<Instant> last_question;
  views::TimelineEntry last_failure; ///< an attempt; no instant when none failed
  std::string last_failure_text;     ///< its code and message
  std::vector<DisputeRow> disputes;
};

/// A queue item of one of those charges.
struct JobRow {
  std::string job_id, charge_id, operation_id, kind;
  std::string subject_id; ///< of its operation: the charge, the order, the refund or the dispute
  permitted::Item facts;
  bool leased = false; ///< a call is under way, until due_at
  Instant due_at;
  int attempts = 0, asks = 0, max_attempts = 0;
  std::string last_error;
  std::optional<Instant> held_until; ///< Retry-After, or a card network's wait
};

/// A verdict of two persons about one of those charges.
struct VerdictRow {
  std::string verdict_id, charge_id, operation_id, operation, state, proposed_by, decided_by;
  std::optional<Instant> decided_at;
};

/// Everything a detail is written from; `detail` already has what is copied as it is.
struct PaymentRows {
  views::PaymentDetail detail;
  Currency currency;
  std::int64_t refundable = 0; ///< of the orders that the asked-for id stands for
  std::vector<ChargeRow> charges; ///< the head's first, then by their orders
  std::vector<JobRow> jobs;
  std::vector<VerdictRow> verdicts;
  std::size_t webhooks = 0; ///< of the whole payment

  ChargeRow* charge(const std::string& charge_id);
};

/// The charges, each with the account that its calls go to; not yet their money, history or work.
void add_charges(PaymentRows& rows, Tx& tx, const Uuid& payment_or_order_id, std::chrono::milliseconds first_check,
                 Instant now);
/// What waits for whom: queue items, disputes, refunds and verdicts.
void add_work(PaymentRows& rows, Tx& tx);

/// A history row's sentence: "Captured", "Refund sent". Unknown codes are shown with spaces.
std::string history_title(const std::string& subject, const std::string& code, bool superseded);
/// transition, operator, refund, settlement or alert.
std::string history_kind(const std::string& subject, const std::string& code, const std::string& source);
std::string attempt_title(const std::string& operation, bool finished, const std::string& error_class);
std::string webhook_title(const std::string& event_type, const std::string& state);
/// "Capture", "Status query".
std::string operation_title(const std::string& operation);

/// What happens next with a charge, soonest first; what waits for somebody comes last.
std::vector<views::NextStep> next_steps(const PaymentRows& rows, const ChargeRow& charge, Instant now);
/// Why a charge is where it is, and who said so.
std::vector<Explanation> evidence(const PaymentRows& rows, const ChargeRow& charge, Instant now);
/// Soonest first; what waits for somebody comes last.
void sort_steps(std::vector<views::NextStep>& steps);
bool has_order(const ChargeRow& charge, const std::string& order_id);
/// Both, for the payment as a whole and for each order that has a charge of its own.
void tell_why_and_next(PaymentRows& rows, Instant now);
/// Everything that an operator can do about a payment: whether it can be done now, and if not why. Who asks is judged
/// by the service.
std::vector<views::AllowedAction> actions(const PaymentRows& rows, Instant now);

} // namespace paydesk::store
